"""How two sequences differ (no I/O): difflib, with a limit on texts for which it would take minutes."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

DEAREST = 2_000_000


class Match(NamedTuple):
    """A run of `size` equal elements, at `a` in the one sequence and at `b` in the other."""

    a: int
    b: int
    size: int


def matches(one: Sequence[str], other: Sequence[str], dearest: int = DEAREST) -> list[Match]:
    """The runs that both sequences share, in order, ending with an empty one (like difflib's `get_matching_blocks`).

    Common beginnings and ends are found directly. The rest is compared by difflib, unless difflib would have to look at
    more than `dearest` pairs of equal elements: then all of it counts as different.
    """
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    middle = _middle(one[head : len(one) - tail], other[head : len(other) - tail], dearest)
    found = [
        Match(0, 0, head),
        *(Match(at.a + head, at.b + head, at.size) for at in middle),
        Match(len(one) - tail, len(other) - tail, tail),
    ]
    return [*(match for match in found if match.size), Match(len(one), len(other), 0)]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _middle(one: Sequence[str], other: Sequence[str], dearest: int) -> list[Match]:
    if _pairs(one, other) > dearest:
        return []
    return [Match(*block) for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()]


def _pairs(one: Sequence[str], other: Sequence[str]) -> int:
    counts = Counter(other)
    return sum(count * counts[element] for element, count in Counter(one).items())
