"""What two texts have in common, place by place (no I/O), in time that hardly depends on how they differ.

Lines, and then the words of lines that differ, are matched by those that occur once in both texts (patience diff,
Bram Cohen), so a text of a million characters takes well under a second. Only small gaps are left to difflib.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

SMALL = 4_000
"""Gaps of at most so many pairs of words are compared by difflib."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"[0-9A-Za-z_\u00c0-\u1fff]+|.", re.DOTALL)


class Run(NamedTuple):
    """`size` equal characters, at `a` in the old text and at `b` in the new one."""

    a: int
    b: int
    size: int

    def moved(self, gap: "Gap") -> "Run":
        """The run, counted from the beginning of the texts instead of that of a gap."""
        return Run(gap.old.start + self.a, gap.new.start + self.b, self.size)


class Piece(NamedTuple):
    """A part of a run inside of a span: where it begins in the new text, how long it is, and its place in the span."""

    at: int
    b: int
    size: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The runs that two texts share, in the order of both; no two of them touch in both texts."""

    runs: Sequence[Run]

    def around(self, start: int, end: int) -> Run | None:
        """The run that contains all of `[start, end)` of the old text."""
        at = bisect_right(self.runs, start, key=lambda run: run.a) - 1
        run = self.runs[at] if at >= 0 else None
        return run if run and end <= run.a + run.size else None

    def origin(self, start: int, end: int) -> Run | None:
        """The run that contains all of `[start, end)` of the new text."""
        at = bisect_right(self.runs, start, key=lambda run: run.b) - 1
        run = self.runs[at] if at >= 0 else None
        return run if run and end <= run.b + run.size else None

    def pieces(self, start: int, end: int) -> list[Piece]:
        """What is left of `[start, end)` of the old text in the new one."""
        first = bisect_left(self.runs, start, key=lambda run: run.a + run.size)
        found = []
        for run in self.runs[first:]:
            if run.a >= end:
                break
            low, high = max(run.a, start), min(run.a + run.size, end)
            if low < high:
                found.append(Piece(low, run.b + low - run.a, high - low))
        return found

    def known(self, start: int, end: int, but: tuple[int, int]) -> int:
        """How many characters of `[start, end)` of the new text were in the old one, outside of the span `but`."""
        first = bisect_left(self.runs, start, key=lambda run: run.b + run.size)
        known = 0
        for run in self.runs[first:]:
            if run.b >= end:
                break
            low, high = max(run.b, start) - run.b + run.a, min(run.b + run.size, end) - run.b + run.a
            known += max(high - low, 0) - max(min(high, but[1]) - max(low, but[0]), 0)
        return known


def aligned(old: str, new: str) -> Alignment:
    """What two texts have in common; a line break equals a space."""
    head = _words_in_common(old, new)
    tail = _words_in_common(old[head:][::-1], new[head:][::-1])
    end, other_end = len(old) - tail, len(new) - tail
    inner = (Run(head + run.a, head + run.b, run.size) for run in _aligned(old[head:end], new[head:other_end]))
    return Alignment(list(_joined([Run(0, 0, head), *inner, Run(end, other_end, tail)])))


def _aligned(old: str, new: str) -> Iterator[Run]:
    flat, other = old.replace("\n", " "), new.replace("\n", " ")
    for run, gap in _in_characters(_LINE.findall(old), _LINE.findall(new)):
        yield from (inner.moved(gap) for inner in _words(flat[gap.old], other[gap.new]))
        yield run


def _words(old: str, new: str) -> Iterator[Run]:
    if not old or not new:
        return
    one, other = _WORD.findall(old), _WORD.findall(new)
    for run, gap in _in_characters(one, other):
        yield from (inner.moved(gap) for inner in _small(one[gap.before], other[gap.others]))
        yield run


def _small(one: Sequence[str], other: Sequence[str]) -> Iterator[Run]:
    """What small gaps have in common, by difflib."""
    if one and other and len(one) * len(other) <= SMALL:
        places, others = _places(one), _places(other)
        for i, j, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
            yield Run(places[i], others[j], places[i + size] - places[i])


class Gap(NamedTuple):
    """What lies between two runs: its characters in both texts, and its elements."""

    old: slice
    new: slice
    before: slice
    others: slice


def _in_characters(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[Run, Gap]]:
    """The runs of elements that both sequences share, in characters, each with the gap before it; the last is empty."""
    places, others = _places(one), _places(other)
    i = j = 0
    for a, b, size in _shared(one, other):
        gap = Gap(slice(places[i], places[a]), slice(others[j], others[b]), slice(i, a), slice(j, b))
        yield Run(places[a], others[b], places[a + size] - places[a]), gap
        i, j = a + size, b + size


def _shared(one: Sequence[str], other: Sequence[str]) -> Iterator[Run]:
    """The runs of elements that both sequences share: around those that each has once, in order. The last is empty."""
    end = Run(len(one), len(other), 0)
    found, (i, j) = list[Run](), (0, 0)
    for low, low_other in [*_anchors(one, other), (len(one), len(other))]:
        head = _common(one[i:low], other[j:low_other]) if i < low and j < low_other else 0
        found.append(Run(i, j, head))
        i, j = i + head, j + head
        tail = _common(one[i:low][::-1], other[j:low_other][::-1]) if i < low and j < low_other else 0
        found.append(Run(low - tail, low_other - tail, tail + (low < len(one))))
        i, j = low + 1, low_other + 1
    return chain(_joined(found), [end])


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Places of elements that occur once in each sequence: most of those that are in the same order in both."""
    counts, others = Counter(one), Counter(other)
    there = {element: place for place, element in enumerate(other) if others[element] == 1}
    return _rising([(i, there[element]) for i, element in enumerate(one) if counts[element] == 1 and element in there])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs whose second numbers rise, as their first ones do."""
    ends, tops, before = list[int](), list[int](), list[int]()
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(tops[at - 1] if at else -1)
        ends[at : at + 1], tops[at : at + 1] = [j], [index]
    found, index = list[tuple[int, int]](), tops[-1] if tops else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _words_in_common(one: str, other: str) -> int:
    """The length of the complete words that two texts have in common at the beginning."""
    size = _common(one, other)
    return size if size == len(one) == len(other) else max(one.rfind(" ", 0, size), one.rfind("\n", 0, size)) + 1


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements two sequences have in common at the beginning."""
    size, step, growing = 0, 1, True
    most = min(len(one), len(other))
    while size < most:
        step = min(step, most - size)
        if one[size : size + step] == other[size : size + step]:
            size += step
            step = step * 2 if growing else max(step // 2, 1)
        elif step == 1:
            break
        else:
            step, growing = step // 2, False
    return size


def _places(elements: Sequence[str]) -> list[int]:
    """Where each element begins in the text, and the text's end."""
    places = [0]
    for element in elements:
        places.append(places[-1] + len(element))
    return places


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs that are not empty, with those that touch in both texts as one."""
    a = b = size = 0
    for run in runs:
        if (a + size, b + size) == run[:2]:
            size += run.size
        elif run.size:
            if size:
                yield Run(a, b, size)
            a, b, size = run
    if size:
        yield Run(a, b, size)
