"""`courant import`: reads a folder, sends it through the router, and reports what was imported and what was not."""

from pathlib import Path

from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.imports import progress
from courant_cli.imports.batch import Batch
from courant_cli.imports.identity.known import settle
from courant_cli.imports.report import Report
from courant_cli.imports.sending import Tell, send
from courant_cli.imports.targets import blog, wiki
from courant_cli.installation import Installation, Trouble


def import_blog(place: Installation, directory: Path, site: str = "", report: Path | None = None) -> Report:
    """Import the posts of a folder; raises Trouble."""
    return _import(place, blog.read(directory, source_name(directory), site), directory, report)


def import_wiki(
    place: Installation, directory: Path, below: str = "", site: str = "", report: Path | None = None
) -> Report:  # fmt: skip
    """Import the pages of a folder below a path of the wiki; raises Trouble."""
    return _import(place, wiki.read(directory, below, site), directory, report)


def source_name(directory: Path) -> str:
    """Identifies the posts of a folder, wherever the folder is: its name and that of its parent."""
    return "/".join(directory.resolve().parts[-2:]).lstrip("/")


def _import(place: Installation, batch: Batch, directory: Path, path: Path | None) -> Report:
    if not batch.documents:
        raise Trouble(f"There is nothing to import in {directory}: no Markdown files with text{_first_note(batch)}.")
    with progress.shown() as tell:
        report = at_router(place, lambda session: _bring(session, batch, directory, tell))
    for line in report.summary():
        print(line)
    path = path or place.data / f"import-report-{batch.target.module}.txt"
    report.write(path)
    print(f"\nThe result for every file: {path}")
    return report


async def _bring(session: Session, batch: Batch, directory: Path, tell: Tell) -> Report:
    await settle(session, batch, directory)
    return await send(session, batch, tell)


def _first_note(batch: Batch) -> str:
    return f" ({batch.notes[0].file}: {batch.notes[0].kind})" if batch.notes else ""
