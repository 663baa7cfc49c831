"""`courant import`: reads a folder, sends it through the router, and reports what was imported and what was not."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.imports import discussion, progress
from courant_cli.imports.batch import Batch
from courant_cli.imports.exports import Opened, opened
from courant_cli.imports.identity.known import settle
from courant_cli.imports.rehearsal import rehearsed
from courant_cli.imports.report import Report
from courant_cli.imports.sending import send
from courant_cli.imports.targets import blog, wiki
from courant_cli.imports.telling import Tell
from courant_cli.installation import Installation, Trouble


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to import, and how: a path, the name of its format if it is not to be recognised, and the old site.

    `below` is the wiki path for pages; `report` the file for the report; a `dry` run changes nothing.
    """

    path: Path
    source: str | None = None
    site: str = ""
    below: str = ""
    report: Path | None = None
    dry: bool = False


def import_blog(place: Installation, wanted: Wanted) -> Report:
    """Import the posts of a folder or an export; raises Trouble."""

    def read(content: Opened, tell: Tell) -> Batch:
        name = source_name(content.folder)
        return blog.read(content.folder, name, content.site, finished=content.finished, tell=tell)

    return _import(place, wanted, "blog", read)


def import_wiki(place: Installation, wanted: Wanted) -> Report:
    """Import the pages of a folder or an export below a path of the wiki; raises Trouble."""

    def read(content: Opened, tell: Tell) -> Batch:
        return wiki.read(content.folder, wanted.below, content.site, finished=content.finished, tell=tell)

    return _import(place, wanted, "wiki", read)


def source_name(directory: Path) -> str:
    """Identifies the posts of a folder, wherever the folder is: its name and that of its parent."""
    return "/".join(directory.resolve().parts[-2:]).lstrip("/")


def _import(place: Installation, wanted: Wanted, target: str, read: Callable[[Opened, Tell], Batch]) -> Report:
    with ExitStack() as until_sent:
        with progress.reading() as tell:
            content = until_sent.enter_context(opened(wanted.path, target, wanted.source or "", wanted.site, tell))
            batch = read(content, tell)
        return _reported(place, wanted, batch, content)


def _reported(place: Installation, wanted: Wanted, batch: Batch, content: Opened) -> Report:
    batch.notes[:0] = content.staging.notes if content.staging else []
    if not batch.documents:
        raise Trouble(
            f"There is nothing to import in {wanted.path}: no {_sought(content)} with text{_first_note(batch)}."
        )
    discussion.announce(batch, content.staging)
    with progress.shown() as tell:
        report = at_router(place, lambda session: _bring(session, batch, content, tell, dry=wanted.dry))
    for line in report.summary():
        print(line)
    path = wanted.report or place.data / f"import-report-{batch.target.module}.txt"
    report.write(path)
    print(f"\nThe result for every file: {path}")
    return report


async def _bring(session: Session, batch: Batch, content: Opened, tell: Tell, *, dry: bool) -> Report:
    known = await settle(session, batch, content.folder, content.origin)
    return rehearsed(batch, known) if dry else await send(session, batch, tell)


def _sought(content: Opened) -> str:
    return "documents for this part of the site" if content.staging else "Markdown files"


def _first_note(batch: Batch) -> str:
    return f" ({batch.notes[0].file}: {batch.notes[0].kind})" if batch.notes else ""
