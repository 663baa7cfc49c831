"""Redirects as people paste them: lines of CSV, or two addresses with a space between them (no I/O)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

GONE = {"", "410", "gone"}
BELOW = {"below", "prefix", "yes", "true", "1"}
HEADINGS = {"source", "old", "from", "old path", "source url"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1 up, the old address, the new one ("" for gone), and whether all below it follows."""

    number: int
    source: str
    target: str
    below: bool


def lines_of(text: str) -> Iterator[Line]:
    """The redirects in a text: `old, new` or `old, new, below`, with commas, semicolons, tabs or spaces between them.

    A `*` at the end of an old address means all below it, too. Empty lines, those that begin with `#`, and a line of
    headings are left out.
    """
    for number, written in enumerate(text.splitlines(), 1):
        line = written.strip()
        cells = [] if line.startswith("#") else _cells(line)
        if cells and cells[0] and cells[0].lower() not in HEADINGS:
            source, target, below, *_ = [*cells, "", ""]
            starred = source.endswith("*")
            gone = target.lower() in GONE
            yield Line(
                number, source.rstrip("*"), "" if gone else target.rstrip("*"), starred or below.lower() in BELOW
            )


def _cells(line: str) -> list[str]:
    mark = next((one for one in "\t;," if one in line), " ")
    try:
        cells = next(csv.reader([line], delimiter=mark, skipinitialspace=True), [])
    except csv.Error:
        cells = [line]
    return [cell.strip() for cell in cells if mark != " " or cell]
