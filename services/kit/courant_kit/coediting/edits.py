"""What has to be edited to make one text of another (no I/O): by lines first, and inside the lines that changed."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from courant_kit.merging.matches import Match, matches

LETTERS = 200_000
"""How many pairs of equal characters a comparison inside changed lines looks at before it replaces all of them."""


class Edit(NamedTuple):
    """Replaces the characters from `start` to `end` (code points of the text before any edit) by `put`."""

    start: int
    end: int
    put: str


def edits(before: str, after: str) -> list[Edit]:
    """The edits that make `after` of `before`, in order; none of them touches another."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Edit] = []
    place, at = 0, 0
    for gone, came in _gaps(old, new, matches(old, new)):
        place += sum(map(len, old[at : gone.start]))
        found += _inside(place, "".join(old[gone.start : gone.stop]), "".join(new[came.start : came.stop]))
        place += sum(map(len, old[gone.start : gone.stop]))
        at = gone.stop
    return found


def byte_of(text: str, index: int) -> int:
    """The offset in UTF-8 bytes, as pycrdt counts, of a code point: the only way to a place in its texts."""
    return len(text[:index].encode())


def _inside(place: int, old: str, new: str) -> Iterator[Edit]:
    for gone, came in _gaps(old, new, matches(old, new, LETTERS)):
        yield Edit(place + gone.start, place + gone.stop, new[came.start : came.stop])


def _gaps(old: Sequence[str], new: Sequence[str], shared: list[Match]) -> Iterator[tuple[range, range]]:
    """Where the sequences differ: the places in both."""
    for one, following in pairwise([Match(0, 0, 0), *shared]):
        gone, came = range(one.a + one.size, following.a), range(one.b + one.size, following.b)
        if gone or came:
            yield gone, came
