"""What a commit and the wiki disagree about: stored until a person decides, in the editor or with a button."""

from collections.abc import Sequence

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.live.outbox import touch
from courant_kit.words import gettext, marked
from django.utils import timezone

from courant_wiki import bounds, sync_contract
from courant_wiki.models import SyncConflict, WikiPage
from courant_wiki.sync_payloads import SyncFile
from courant_wiki.syncing.change import Done

SETTLED = marked("The page stays as it is here.")


def keep(commit: str, file: SyncFile, done: Done) -> int:
    """Store what is left to decide, and return its number; 0 if nothing is. The file is no longer rejected."""
    _settle_rejection(file)
    if done.left is None:
        return 0
    title, text, base = _words(file)
    return _stored(
        page=done.page, kind=done.left, file=file.file, commit=commit, author=file.author, at=file.at,
        title=title, text=text, base=base, words="\n".join(done.kept),
    )  # fmt: skip


def reject(commit: str, file: SyncFile, words: str, page: WikiPage | None = None) -> int:
    """Store that a file cannot be a page, why, and its words; what was said of it before is settled.

    If it was a page until now, `page`, its words are offered in the editor, since the page stays as it is.
    """
    _settle_rejection(file)
    title, text, base = _words(file)
    return _stored(
        page=page, kind=SyncConflict.Kind.REJECTED, file=file.file, commit=commit, author=file.author, at=file.at,
        title=title, text=text if file.now else "", base=base, words=words,
    )  # fmt: skip


def rejected() -> list[str]:
    """The files that cannot be pages and about which nobody has decided."""
    found = SyncConflict.objects.open().filter(kind=SyncConflict.Kind.REJECTED)
    return sorted(set(found.values_list("file", flat=True)))


def settle(caller: Caller, number: int) -> SyncConflict:
    """Mark one as decided; raises NotFound if there is none that is open."""
    found = open_one(number)
    found.settled, found.settler = timezone.now(), caller.name
    found.save(update_fields=["settled", "settler"])
    touch(sync_contract.SYNC())
    return found


def settle_saved(caller: Caller, number: int, page: WikiPage) -> None:
    """Mark one as decided by a save of its page."""
    found = SyncConflict.objects.open().filter(pk=number, page=page)
    if found.update(settled=timezone.now(), settler=caller.name):
        touch(sync_contract.SYNC())


def open_one(number: int) -> SyncConflict:
    """The one with this number; raises NotFound if there is none that is open."""
    found = SyncConflict.objects.open().filter(pk=number).first()
    if found is None:
        raise NotFound(gettext("There is nothing to decide any more."), field="id")
    return found


def about(page: WikiPage) -> Sequence[SyncConflict]:
    """Those of a page that nobody has decided."""
    return list(SyncConflict.objects.open().filter(page=page))


def _settle_rejection(file: SyncFile) -> None:
    found = SyncConflict.objects.open().filter(file=file.file, kind=SyncConflict.Kind.REJECTED)
    found.update(settled=timezone.now())


def _words(file: SyncFile) -> tuple[str, str, str]:
    said = file.now or file.before
    title = " ".join(said.title.split())[: bounds.TITLE] if said else ""
    text = file.now.text.rstrip() if file.now else ""
    return title, text[: bounds.TEXT], file.before.text.rstrip()[: bounds.TEXT] if file.before else ""


def _stored(**fields: object) -> int:
    return int(SyncConflict.objects.create(**fields).pk)
