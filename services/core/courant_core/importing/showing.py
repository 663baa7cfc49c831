"""The HTML of imports: the page, the state of the import, and its report."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import get_args

from courant_kit.content.templates import draw
from courant_kit.words import marked

from courant_core.importing import summary
from courant_core.importing.job import Job, Row, rows
from courant_core.importing.payloads import Source
from courant_core.importing.uploads import Shelf

SHOWN = 200
"""The files of a report on one page."""
MOST_WANTED = 50
"""The files that need a person which the page of the import shows."""
FORMATS = {
    "": marked("Recognise it"),
    "markdown": marked("A folder of Markdown (zip)"),
    "wordpress": "WordPress (WXR)",
    "ghost": "Ghost",
    "mediawiki": "MediaWiki",
    "dokuwiki": marked("DokuWiki (zip of its data folder)"),
    "obsidian": marked("Obsidian (zip)"),
    "wikijs": marked("Wiki.js (zip)"),
    "notion": marked("Notion (zip)"),
    "outline": marked("Outline (zip)"),
}
assert FORMATS.keys() == set(get_args(Source))  # noqa: S101 - each format has its words


def page(state: str, *, possible: bool) -> str:
    """The page, around the live state (trusted HTML)."""
    return draw("core/import.html", state=state, possible=possible)


def state(job: Job | None, shelf: Shelf, *, possible: bool) -> str:
    """What is known of the import, and what can be done next."""
    wanted = list(islice((row for row in _read(shelf.report) if row.wanted), MOST_WANTED + 1)) if job else []
    return draw(
        "core/import_state.html", job=job, upload=shelf.upload(), offset=shelf.offset(), complete=shelf.is_complete(),
        formats=FORMATS, possible=possible, wanted=wanted[:MOST_WANTED], more=len(wanted) > MOST_WANTED,
        lines=(summary.lines(job.counted) if job.counted else job.summary) if job else [],
    )  # fmt: skip


def report(job: Job | None, file: Path, start: int) -> str:
    """Some files of the report, in the order of their names."""
    found = list(islice(_read(file), start, start + SHOWN + 1))
    return draw(
        "core/import_report.html", job=job, rows=found[:SHOWN], start=start, before=max(0, start - SHOWN),
        after=start + SHOWN if len(found) > SHOWN else 0,
    )  # fmt: skip


def _read(file: Path) -> Iterator[Row]:
    if file.is_file():
        with file.open("rb") as lines:
            for line in lines:
                yield from rows(line)
