"""What a file of a commit changes in its page: a three-way merge of the file before, the file now, and the page."""

from dataclasses import dataclass, field
from typing import Any, Literal

from courant_kit.history.authors import joined, names
from courant_kit.history.coalescing import Kind
from courant_kit.merging.again import Combined, Outcome, combine
from courant_kit.words import gettext, marked

from courant_wiki import bounds
from courant_wiki.addresses import paths
from courant_wiki.models import SyncConflict, SyncRevision, WikiPage
from courant_wiki.reading import old_addresses
from courant_wiki.sync_payloads import FileState, SyncFile
from courant_wiki.writing import lifecycle, revising, shared
from courant_wiki.writing.drafts import Draft
from courant_wiki.writing.pictures import everything

Left = SyncConflict.Kind
NOWHERE = marked("It was deleted here and is changed in the repository.")
DELETED = marked("It was changed here and is deleted in the repository.")
TAKEN = marked("There is another page at its path.")


class Taken(Exception):
    """The path to which a page is to move is still that of another page."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a change: the page, and in `kept` what stays as it is here and is left to decide."""

    page: WikiPage | None
    outcome: Outcome | Literal["removed"]
    left: Left | None = None
    kept: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Change:
    """What a file changed, and who did. With `joining`, both sides were never the same.

    While it `may_wait`, a path that is taken raises Taken, since the page there may be about to move away.
    """

    file: SyncFile
    by: str
    joining: bool = False
    may_wait: bool = True

    def apply(self, page: WikiPage | None) -> Done:
        """Apply it to the page; raises Taken, and Invalid or TooLarge if it cannot be a page."""
        now, before = self.file.now, self.file.before
        if now is None:
            return self._delete(page, before)
        if page is None:
            return self._create(now)
        if page.live:
            return self._revise(page, before, now)
        if before is None and not self.joining:
            lifecycle.restore(page, self.by)
            return self._revise(page, _said(page), now)
        return Done(page, "deleted", Left.BINNED, [gettext(NOWHERE)])

    def _delete(self, page: WikiPage | None, before: FileState | None) -> Done:
        if page is None or not page.live:
            return Done(page, "removed")
        if before is None or _meaning(_said(page)) != _meaning(before) or shared.unsaved(page):
            return Done(page, "kept", Left.DELETED, [gettext(DELETED)])
        lifecycle.delete([page], self.by)
        return Done(page, "removed")

    def _create(self, now: FileState) -> Done:
        path = paths.clean(now.path)
        if other := lifecycle.locked(path):
            if self.may_wait:
                raise Taken
            return Done(other, "conflict", Left.CHANGED if other.live else Left.BINNED, [gettext(TAKEN)])
        page, _ = lifecycle.create(path, self._draft(now.title, now.text, now), now.position)
        _remember(page)
        if self.file.entry_id:
            page.entry_id = self.file.entry_id
            page.save(update_fields=["entry_id"])
        _lead(page, now)
        return Done(page, "created")

    def _revise(self, page: WikiPage, before: FileState | None, now: FileState) -> Done:
        moved = self._move(page, before, now)
        theirs, ours = _meaning(_said(page)), _meaning(now)
        combined = combine(_meaning(before) if before else {}, theirs, ours)
        self._store(page, combined, theirs)
        _lead(page, now)
        kept = [*moved, *combined.kept]
        return Done(page, "conflict" if moved else combined.outcome, Left.CHANGED if kept else None, kept)

    def _move(self, page: WikiPage, before: FileState | None, now: FileState) -> list[str]:
        """Move the page as its file was moved; returns a line if it stays where people put it, or cannot move."""
        path = paths.clean(now.path)
        if path == page.path or (before and paths.clean(before.path) == path):
            return []
        if before is None or paths.clean(before.path) != page.path:
            return [gettext("path: “{here}” here, “{there}” in the file").format(here=page.path, there=path)]
        if WikiPage.objects.filter(path=path).exists():
            if self.may_wait:
                raise Taken
            return [gettext("path: {words}").format(words=gettext(TAKEN))]
        lifecycle.move([page], page.path, path, self.by)
        return []

    def _store(self, page: WikiPage, combined: Combined, theirs: dict[str, Any]) -> None:
        fields = combined.fields
        if fields["position"] != theirs["position"]:
            lifecycle.place(page, fields["position"])
        if any(fields[name] != theirs[name] for name in ("title", "text", "tags", "language")):
            said = FileState(page.path, fields["title"], fields["text"], fields["tags"], fields["language"])
            revising.revise(page, self._draft(said.title, said.text, said))
            _remember(page)

    def _draft(self, title: str, text: str, said: FileState) -> Draft:
        return Draft(
            bounds.title(title), bounds.text(text), joined(names(self.by), bounds.NAME), self.file.summary,
            kind=Kind.IMPORT, created=self.file.at, seen=everything, tags=bounds.tags(said.tags),
            language=bounds.language(said.language),
        )  # fmt: skip


def _remember(page: WikiPage) -> None:
    SyncRevision.objects.get_or_create(page=page, number=page.number)


def _said(page: WikiPage) -> FileState:
    """What a file of the page as it is now would say."""
    newest = page.revision
    tags = [one.name for one in page.tags.order_by("pk")]
    return FileState(page.path, newest.title, newest.text, tags, page.language, page.position)


def _meaning(said: FileState) -> dict[str, Any]:
    """What is compared and combined."""
    return {
        "title": " ".join(said.title.split()), "text": said.text.rstrip(), "tags": list(said.tags),
        "language": said.language, "position": said.position,
    }  # fmt: skip


def _lead(page: WikiPage, now: FileState) -> None:
    """Make the old addresses of a page lead to it: those below `wiki/`, and others of the site."""
    bare = [one.strip("/") for one in now.aliases]
    for one in bare:
        if one.startswith("wiki/"):
            lifecycle.lead(paths.clean(one.removeprefix("wiki/"), "aliases"), page)
    if others := [one for one in bare if one and not one.startswith("wiki/")]:
        old_addresses.lead(others, page)
