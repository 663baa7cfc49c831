"""Older revisions of pages: each page brings along what it was, and the wiki takes what it has not had.

They come in one call with the page as far as they fit, so that an import that is interrupted leaves no half of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from courant_cli.imports.batch import Batch, Document, Piece, Revision
from courant_cli.imports.exports import Opened
from courant_cli.imports.shelf import Shelf
from courant_cli.imports.sources import git_history
from courant_cli.imports.targets.wiki.earlier import Earlier, Private
from courant_cli.imports.telling import Tell

MOST = 200
"""The revisions of one page that are read, the newest ones."""
LONGEST_SUMMARY, LONGEST_AUTHOR = 200, 100
LONGEST = 390_000
"""The characters of a text that the wiki accepts, with room for the addresses that links get here."""
TOO_LONG = "older revision that is left out: it has too many characters"
PRIVATE = "older revision that not everybody could read, so it stays out"

Revisions = Callable[[str], list[Revision]]
"""Returns the revisions of a file, the oldest first; its present text may be the last one."""


def of(content: Opened, files: list[str], batch: Batch) -> Revisions:
    """Where the revisions of files are: in an export that has them, or in the folder's git repository."""
    if content.staging is not None:
        return content.staging.revisions
    found = git_history.history(content.folder, files, content.archive)
    if found.cut:
        batch.note("history", "older revisions that are left out: there are too many, or they are too large")
    if git_history.repository(content.folder, content.archive) is None:
        batch.note("history", "the folder is in no git repository, so it has no older revisions")
    return lambda file: found.revisions.get(file, [])


def dated(batch: Batch, content: Opened, revisions: Revisions) -> None:
    """Give each document the author and the moment of its newest revision, if that has the same text."""
    batch.documents[:] = [_dated(one, content, revisions(one.file)) for one in batch.documents]


def add(batch: Batch, content: Opened, revisions: Revisions, tell: Tell) -> None:
    """Give each page what it was before, as far as everybody could read it then, and note the rest."""
    earlier, shelf = Earlier(content.folder, finished=content.finished), Shelf()
    for number, document in enumerate(batch.documents):
        if before := list(_before(document, revisions(document.file), earlier, batch)):
            batch.documents[number] = replace(document, past=shelf.before(before))
        tell("History", number + 1, len(batch.documents))


def _before(
    document: Document, revisions: list[Revision], earlier: Earlier, batch: Batch
) -> Iterator[tuple[dict[str, Any], Iterable[Piece]]]:
    for one in _older(document, revisions):
        try:
            text = earlier.text(document.file, one)
        except Private as reason:
            batch.note(document.file, PRIVATE, [f"{one.moment:%Y-%m-%d}: {reason}"])
            continue
        if len(text) > LONGEST:
            batch.note(document.file, TOO_LONG, [f"{one.moment:%Y-%m-%d}: {len(text):,}"])
        elif text.strip():
            yield _said(one), batch.linked(document.file, replace(one, text=text))


def _older(document: Document, revisions: list[Revision]) -> list[Revision]:
    """The revisions before the newest one, whose text is the document's own."""
    newest = document.fields.get("created")
    last = revisions[-1] if revisions else None
    return revisions[:-1] if last and newest and last.moment.isoformat() == newest else revisions


def _dated(document: Document, content: Opened, revisions: list[Revision]) -> Document:
    if not revisions:
        return document
    last = revisions[-1]
    if content.staging is not None:
        is_now = document.fields.get("created") == last.moment.isoformat()
        return replace(document, fields={**document.fields, **_said(last)}) if is_now else document
    now = (content.folder / document.file).read_text("utf-8-sig", errors="replace")
    if now.replace("\r\n", "\n") != last.text.replace("\r\n", "\n"):
        return document
    return replace(document, fields={**document.fields, **_said(last)})


def _said(one: Revision) -> dict[str, Any]:
    said = {"author": one.author[:LONGEST_AUTHOR], "summary": one.summary[:LONGEST_SUMMARY]}
    return {**{name: words for name, words in said.items() if words}, "created": one.moment.isoformat()}
