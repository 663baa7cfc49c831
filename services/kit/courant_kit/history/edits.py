"""The edits that turn one text into another (no I/O): lines first, then the words inside changed lines."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from courant_kit.history.words import words
from courant_kit.merging.matches import Match, matches, measured

DEAREST_WORDS = 500_000
PAIR = 100
_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
"""Lines with the empty lines after them, which are so alike that they would be dear to compare."""


class Edit(NamedTuple):
    """Replaces the characters from `start` to `end` of the old text by `text`."""

    start: int
    end: int
    text: str


def between(old: str, new: str) -> list[Edit]:
    """The edits from the old text to the new one, in order, of complete words.

    The words of changed lines are compared as long as that is cheap; then complete lines are replaced.
    """
    if old == new:
        return []
    start, end = _unchanged(old, new)
    changed = _by_lines(old[start : len(old) - end], new[start : len(new) - end])
    return [Edit(edit.start + start, edit.end + start, edit.text) for edit in changed]


def applied(edits: Iterable[Edit], old: str) -> str:
    """The new text: the old one with its edits, which are in order."""
    pieces, at = [], 0
    for start, end, text in edits:
        pieces += [old[at:start], text]
        at = end
    return "".join([*pieces, old[at:]])


def back(edits: Iterable[tuple[int, int, str]], old: str) -> list[Edit]:
    """The edits that lead back from the new text to the old one."""
    found, shift = list[Edit](), 0
    for start, end, text in edits:
        found.append(Edit(start + shift, start + shift + len(text), old[start:end]))
        shift += len(text) - (end - start)
    return found


def _unchanged(old: str, new: str) -> tuple[int, int]:
    """The lengths of the common beginning and the common end, both of complete lines."""
    least = min(len(old), len(new))
    head = _common(least, lambda size: old[:size] == new[:size])
    if head < max(len(old), len(new)):
        head = old.rfind("\n", 0, head) + 1
    tail = _common(least - head, lambda size: old[len(old) - size :] == new[len(new) - size :])
    if tail < max(len(old), len(new)) - head:
        at = old.find("\n", len(old) - tail)
        tail = len(old) - at if at >= 0 else 0
    return head, tail


def _common(most: int, same: Callable[[int], bool]) -> int:
    """The largest size for which `same` holds; comparing slices is faster than comparing characters."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if same(middle) else (low, middle - 1)
    return low


def _by_lines(old: str, new: str) -> Iterator[Edit]:
    one, other = _LINES.findall(old), _LINES.findall(new)
    left = DEAREST_WORDS
    for start, gone, come in _replaced(one, other, matches(one, other)):
        before, after = words(gone), words(come)
        found, cost = measured(before, after, max(left, 0))
        left -= max(cost, PAIR)
        if left <= 0 or not gone or not come:
            yield Edit(start, start + len(gone), come)
        else:
            for at, removed, added in _replaced(before, after, found):
                yield Edit(start + at, start + at + len(removed), added)


def _replaced(one: Sequence[str], other: Sequence[str], found: list[Match]) -> Iterator[tuple[int, str, str]]:
    """Where the sequences differ: the place in the text of the first one, what it has there, and the other's."""
    places = [0, *accumulate(map(len, one))]
    for last, match in pairwise([(0, 0, 0), *found]):
        a, b = last[0] + last[2], last[1] + last[2]
        if a < match[0] or b < match[1]:
            yield places[a], "".join(one[a : match[0]]), "".join(other[b : match[1]])
