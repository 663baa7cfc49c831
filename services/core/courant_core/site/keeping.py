"""The revisions of the site's settings in core's database, and the drafts that administrators look at."""

from secrets import token_hex

import msgspec
from courant_kit.calls.errors import Conflict, NotFound
from courant_kit.live import outbox
from courant_kit.wire.payload import encode
from courant_kit.words import gettext, marked

from courant_core import contract
from courant_core.models import SiteDraft, SiteState
from courant_core.site import changing
from courant_core.site.payloads import SiteChanged, SiteHistory, SiteRevision, SiteSettings

MOST_LISTED = 200

AHEAD = marked("Somebody has saved the settings since you opened this page. Reload it, and make your changes again.")


def newest(usual: SiteSettings) -> tuple[int, SiteSettings]:
    """The number of the newest revision, and its settings; 0 and the usual ones if there is none."""
    row = SiteState.objects.order_by("-pk").first()
    return (row.pk, read(row.settings)) if row else (0, usual)


def read(stored: dict[str, object]) -> SiteSettings:
    """Stored settings; what a newer version may have added to them is left out."""
    known = {name: value for name, value in stored.items() if name in SiteSettings.__struct_fields__}
    return msgspec.convert(known, SiteSettings)


def save(after: SiteSettings, by: str, base: int | None, usual: SiteSettings) -> tuple[int, int]:
    """Store a revision, in a transaction, and record its event; returns the numbers of the one before and of the new.

    If nothing differs, there is no new one. Raises Conflict if `base` is not the newest revision.
    """
    outbox.take_turn()
    number, before = newest(usual)
    if base is not None and base != number:
        raise Conflict(gettext(AHEAD))
    changed = changing.differing(before, after)
    if not changed:
        return number, number
    row = SiteState.objects.create(settings=encode(after), by=by, changed=changed)
    outbox.record(contract.SITE_CHANGED, SiteChanged(row.pk, after.name, after.tagline, after.time_zone, by))
    return number, row.pk


def of_revision(number: int, usual: SiteSettings) -> SiteSettings:
    """The settings of a revision, of which 0 is the usual ones; raises NotFound."""
    row = SiteState.objects.filter(pk=number).first()
    if row is None and number:
        raise NotFound(gettext("There is no such revision of the settings."), field="revision")
    return read(row.settings) if row else usual


def history() -> SiteHistory:
    """The revisions, the newest first."""
    rows = SiteState.objects.order_by("-pk")[:MOST_LISTED]
    return SiteHistory([SiteRevision(row.pk, row.by, row.at, row.changed) for row in rows])


def draft(settings: SiteSettings, by: str) -> str:
    """Store settings to look at, in place of the last ones of this administrator; returns their key."""
    key = token_hex(16)
    SiteDraft.objects.update_or_create(by=by, defaults={"settings": encode(settings), "key": key})
    return key


def drafted(key: str, by: str) -> SiteSettings:
    """The settings of a draft, for the administrator who made it; raises NotFound for everybody else."""
    row = SiteDraft.objects.filter(key=key, by=by).first() if key and by else None
    if row is None:
        raise NotFound(gettext("There is no such preview any more."), field="draft")
    return read(row.settings)
