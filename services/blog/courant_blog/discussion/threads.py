"""The order of comments: threads, each with its answers below what they answer (no I/O)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple


class Stamp(NamedTuple):
    """All that the rendering of a comment depends on: its text changes only with `edited`.

    The moments are as the database has them. `answers` is the comment that it answers: None for one on the post, and 0
    if readers do not see it (any more). `root` is the comment that began the thread, `depth` how far below it is.
    """

    id: int
    created: Any
    edited: Any
    answers: int | None
    depth: int
    root: int


def whole(rows: Sequence[Stamp], limit: int) -> list[Stamp]:
    """The rows of complete threads; the last of more rows than the limit belongs to one that may be cut off."""
    if len(rows) <= limit:
        return list(rows)
    return [row for row in rows if row.root != rows[-1].root]


def ordered(rows: Sequence[Stamp]) -> list[Stamp]:
    """These comments of complete threads, which are in the order of threads: each behind what it answers."""
    if not any(map(_ANSWERS, rows)):
        return list(rows)  # most discussions have no answers, and each new comment orders a hundred
    return [stamp for _, thread in groupby(rows, _ROOT) for stamp in _thread(list(thread))]


def before(threads: Iterable[tuple[int, int]], wanted: int, shown: int) -> int:
    """The thread before which the page that shows the thread `wanted` begins; 0 for the first page.

    `threads` are pairs of a thread and the number of its comments, newest first, down to `wanted`. A
    page shows at most `shown` comments, unless its first thread alone has more.
    """
    begins, last, total = 0, 0, 0
    for root, count in threads:
        if total and total + count > shown:
            begins, total = last, 0
        total, last = total + count, root
        if root == wanted:
            break
    return begins


def _thread(rows: list[Stamp]) -> list[Stamp]:
    seen = {row.id for row in rows}
    below: defaultdict[int, list[Stamp]] = defaultdict(list)
    for row in rows:
        below[row.answers if row.answers in seen else 0].append(row)
    found, left = [], below[0][::-1]
    while left:
        row = left.pop()
        found.append(row if row.answers is None or row.answers in seen else row._replace(answers=0))
        left += reversed(below[row.id])
    return found


_ANSWERS, _ROOT = itemgetter(Stamp._fields.index("answers")), itemgetter(Stamp._fields.index("root"))
