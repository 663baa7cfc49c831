"""The row of the rules for comments: reading it, and changing it."""

from typing import Any

from courant_kit.store.rows import found

from courant_blog.comment_payloads import SaveRules
from courant_blog.discussion.rules import Rules
from courant_blog.models import Ruling

_PLAIN = ("hold_first", "words", "closes_after", "per_person", "per_address")
_NAMES = (*_PLAIN, "hold_guests", "most_links")
_READ = f"SELECT id, {', '.join(_NAMES)} FROM {Ruling._meta.db_table} WHERE id = 1"  # noqa: SLF001 - names of columns
_CLOSES = f"SELECT 1 FROM {Ruling._meta.db_table} WHERE id = 1 AND closes_after > 0"  # noqa: SLF001 - as above


def current() -> Rules:
    """The rules as they are now."""
    row = next(iter(Ruling.objects.raw(_READ)), None)
    return Rules(**{name: getattr(row, name) for name in _NAMES}) if row else Rules()


def closes() -> bool:
    """Whether comments close by themselves, some days after a post is published."""
    return found(_CLOSES)


def secret() -> str:
    """The secret of this blog, which signs the forms and links of guests."""
    return row().secret


def row() -> Ruling:
    """The row; created if somebody has emptied the tables."""
    return Ruling.objects.get_or_create(pk=1)[0]


def save(request: SaveRules) -> Rules:
    """Save these rules; the ones before."""
    before = current()
    words = "\n".join(line.strip() for line in request.words.splitlines() if line.strip())
    Ruling.objects.update_or_create(pk=1, defaults=_stored(request) | {"words": words})
    return before


def as_request(rules: Rules) -> dict[str, Any]:
    """The fields of the call that saves these rules."""
    links = "" if rules.most_links is None else str(rules.most_links)
    plain = {name: getattr(rules, name) for name in _PLAIN}
    return plain | {"most_links": links, "guests_at_once": not rules.hold_guests}


def _stored(request: SaveRules) -> dict[str, Any]:
    links = int(request.most_links) if request.most_links else None
    plain = {name: getattr(request, name) for name in _PLAIN}
    return plain | {"most_links": links, "hold_guests": not request.guests_at_once}
