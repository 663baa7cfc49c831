"""The order of comments: threads, each with its answers below what they answer (no I/O)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

SHOWN = 100
"""How many comments a page shows, unless one thread alone has more."""


class Row(NamedTuple):
    """A comment that readers see, without its words: its moments are as the database has them."""

    id: int
    created: Any
    edited: Any
    answers: int | None
    root: int
    depth: int


class Stamp(NamedTuple):
    """All that the rendering of a comment depends on: its text changes only with `edited`.

    `answers` is the comment that it answers; None for one on the post, and 0 if readers do not see it (any more).
    """

    id: int
    created: Any
    edited: Any = None
    answers: int | None = None
    depth: int = 0


def whole(rows: Sequence[Row], limit: int) -> list[Row]:
    """The rows of complete threads; the last of more rows than the limit belongs to one that may be cut off."""
    if len(rows) <= limit:
        return list(rows)
    return [row for row in rows if row.root != rows[-1].root]


def ordered(rows: Iterable[Row]) -> list[Stamp]:
    """The stamps of these comments of complete threads: each behind what it answers and its elder siblings."""
    return [stamp for _, thread in groupby(rows, lambda row: row.root) for stamp in _thread(list(thread))]


def before(threads: Iterable[tuple[int, int]], wanted: int) -> int:
    """The thread before which the page that shows the thread `wanted` begins; 0 for the first page.

    `threads` are pairs of a thread and the number of its comments, newest first, down to `wanted`.
    """
    begins, last, total = 0, 0, 0
    for root, count in threads:
        if total and total + count > SHOWN:
            begins, total = last, 0
        total, last = total + count, root
        if root == wanted:
            break
    return begins


def _thread(rows: list[Row]) -> list[Stamp]:
    seen = {row.id for row in rows}
    below: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        below[row.answers if row.answers in seen else 0].append(row)
    found, left = [], below[0][::-1]
    while left:
        row = left.pop()
        answers = row.answers if row.answers in seen or row.answers is None else 0
        found.append(Stamp(row.id, row.created, row.edited, answers, row.depth))
        left += reversed(below[row.id])
    return found
