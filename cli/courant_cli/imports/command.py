"""`courant import`: reads a folder, sends it through the router, and reports what was imported and what was not."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path

from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.imports import discussion, history, leading, progress
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

    `below` is the wiki path for pages; `report` the file for the report; a `dry` run changes nothing. With
    `history`, older revisions of wiki pages come along. `public` says that everybody could read all of it, for an
    export that does not say who could. With `names`, people of DokuWiki have their full names, and not their logins.
    """

    path: Path
    source: str | None = None
    site: str = ""
    below: str = ""
    report: Path | None = None
    dry: bool = False
    history: bool = False
    public: bool = False
    names: bool = False


Read = Callable[[Wanted, Opened, Tell], Batch]
"""Reads the folder of what was opened, for a target."""
Shown = AbstractContextManager[Tell]
"""Shows how far a step is for as long as it takes."""


def import_blog(place: Installation, wanted: Wanted) -> Report:
    """Import the posts of a folder or an export, and print what became of them; raises Trouble."""
    return _shown(place, wanted, "blog")


def import_wiki(place: Installation, wanted: Wanted) -> Report:
    """Import the pages of a folder or an export below a path of the wiki, and print the result; raises Trouble."""
    return _shown(place, wanted, "wiki")


def _shown(place: Installation, wanted: Wanted, target: str) -> Report:
    report = _import(place, wanted, target, progress.reading(), progress.shown())
    return _reported(place, wanted, report)


def _posts(wanted: Wanted, content: Opened, tell: Tell) -> Batch:
    name = source_name(content.folder)
    return blog.read(content.folder, name, content.site, finished=content.finished, tell=tell)


def _pages(wanted: Wanted, content: Opened, tell: Tell) -> Batch:
    return wiki.read(content.folder, wanted.below, content.site, finished=content.finished, tell=tell)


READERS: dict[str, Read] = {"blog": _posts, "wiki": _pages}


def source_name(directory: Path) -> str:
    """Identifies the posts of a folder, wherever the folder is: its name and that of its parent."""
    return "/".join(directory.resolve().parts[-2:]).lstrip("/")


def carried(place: Installation, wanted: Wanted, target: str, tell: Tell) -> Report:
    """Import a folder or an export into a target (`blog` or `wiki`), and return the report; raises Trouble."""
    return _import(place, wanted, target, nullcontext(tell), nullcontext(tell))


def _import(place: Installation, wanted: Wanted, target: str, reading: Shown, sending: Shown) -> Report:
    with ExitStack() as until_sent:
        with reading as tell:
            content = until_sent.enter_context(opened(
                wanted.path, target, wanted.source or "", wanted.site, tell,
                history=history.MOST if wanted.history else 0, public=wanted.public,
                names=wanted.names,
            ))  # fmt: skip
            batch = READERS[target](wanted, content, tell)
            if wanted.history and target == wiki.WIKI.module:
                _remember(batch, content, tell)
        batch.notes[:0] = content.staging.notes if content.staging else []
        if not batch.documents:
            raise Trouble(
                f"There is nothing to import in {wanted.path}: no {_sought(content)} with text{_first_note(batch)}."
            )
        discussion.announce(batch, content.staging)
        with sending as tell:
            return at_router(place, lambda session: _bring(session, batch, content, tell, wanted))


def _remember(batch: Batch, content: Opened, tell: Tell) -> None:
    """Give pages their older revisions."""
    revisions = history.of(content, [one.file for one in batch.documents], batch)
    history.dated(batch, content, revisions)
    history.add(batch, content, revisions, tell)


def _reported(place: Installation, wanted: Wanted, report: Report) -> Report:
    for line in report.summary():
        print(line)
    path = wanted.report or place.data / f"import-report-{report.target.module}.txt"
    report.write(path)
    print(f"\nThe result for every file: {path}")
    return report


async def _bring(session: Session, batch: Batch, content: Opened, tell: Tell, wanted: Wanted) -> Report:
    known = await settle(session, batch, content.folder, content.origin)
    if wanted.dry:
        report = rehearsed(batch, known)
        discussion.rehearse(batch, content.staging, report)
        return report
    report = await send(session, batch, tell)
    await discussion.bring(session, batch, content.staging, report, tell)
    await leading.lead(session, [*batch.leads, *(content.staging.leads if content.staging else ())], report)
    return report


def _sought(content: Opened) -> str:
    return "documents for this part of the site" if content.staging else "Markdown files"


def _first_note(batch: Batch) -> str:
    return f" ({batch.notes[0].file}: {batch.notes[0].kind})" if batch.notes else ""
