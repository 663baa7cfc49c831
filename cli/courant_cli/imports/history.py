"""Older revisions of pages: sent before the newest text, each as the import of a page that it was once.

Only a page that was never imported gets them: one that is here already has a history of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from courant_kit.process.wamp import Session

from courant_cli.imports.batch import Batch, Document, Note, Revision
from courant_cli.imports.exports import Opened
from courant_cli.imports.identity.matching import Known
from courant_cli.imports.report import Report
from courant_cli.imports.sending import ONE_REFUSED
from courant_cli.imports.sources import git_history
from courant_cli.imports.targets.wiki.earlier import Earlier, Private
from courant_cli.imports.telling import Tell

MOST = 200
"""The revisions of one page that are read, the newest ones."""
LONGEST_SUMMARY, LONGEST_AUTHOR = 200, 100
PRIVATE = "older revision that not everybody could read, so it stays out"

Revisions = Callable[[str], list[Revision]]
"""Returns the revisions of a file, the oldest first; its present text may be the last one."""


def of(content: Opened, files: list[str], batch: Batch) -> Revisions:
    """Where the revisions of files are: in an export that has them, or in the folder's git repository."""
    if content.staging is not None:
        return content.staging.revisions
    found = git_history.history(content.folder, files)
    if found.cut:
        batch.note("history", "older revisions that are left out: there are too many, or they are too large")
    if git_history.repository(content.folder) is None:
        batch.note("history", "the folder is in no git repository, so it has no older revisions")
    return lambda file: found.revisions.get(file, [])


def dated(batch: Batch, content: Opened, revisions: Revisions) -> None:
    """Give each document the author and the moment of its newest revision, if that has the same text."""
    batch.documents[:] = [_dated(one, content, revisions(one.file)) for one in batch.documents]


async def bring(
    session: Session, batch: Batch, known: Iterable[Known], content: Opened, revisions: Revisions, report: Report,
    tell: Tell,
) -> None:  # fmt: skip
    """Send the older revisions of pages that were never imported and were public then; raises CourantError."""
    earlier = Earlier(content.folder, finished=content.finished)
    here = {one.source for one in known}
    fresh = [one for one in batch.documents if one.fields.get("path") not in here]
    for number, document in enumerate(fresh, 1):
        for one in _older(document, revisions(document.file)):
            try:
                text = earlier.text(document.file, one)
            except Private as reason:
                report.notes.append(Note(document.file, PRIVATE, f"{one.moment:%Y-%m-%d}: {reason}"))
            else:
                await _send(session, batch, document, replace(one, text=text), report)
        tell("History", number, len(fresh))


def _older(document: Document, revisions: list[Revision]) -> list[Revision]:
    """The revisions before the newest one, whose text is the document's own."""
    newest = document.fields.get("created")
    last = revisions[-1] if revisions else None
    return revisions[:-1] if last and newest and last.moment.isoformat() == newest else revisions


def _dated(document: Document, content: Opened, revisions: list[Revision]) -> Document:
    if not revisions or content.staging is not None:
        return document
    last = revisions[-1]
    now = (content.folder / document.file).read_text("utf-8-sig", errors="replace")
    if now.replace("\r\n", "\n") != last.text.replace("\r\n", "\n"):
        return document
    return replace(document, fields={**document.fields, **_said(last)})


def _said(one: Revision) -> dict[str, Any]:
    said = {"author": one.author[:LONGEST_AUTHOR], "summary": one.summary[:LONGEST_SUMMARY]}
    return {**{name: words for name, words in said.items() if words}, "created": one.moment.isoformat()}


async def _send(session: Session, batch: Batch, document: Document, one: Revision, report: Report) -> None:
    if not one.text.strip():
        return
    kept = {name: document.fields[name] for name in ("path", "title", "source", "position") if name in document.fields}
    try:
        await session.call(batch.target.take, **kept, **_said(one), text=one.text)
    except ONE_REFUSED as error:
        report.notes.append(Note(document.file, "older revision that was rejected", f"{one.moment}: {error.message}"))
    else:
        report.revisions += 1
