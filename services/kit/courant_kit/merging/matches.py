"""How two sequences differ (no I/O): difflib, with a limit on texts for which it would take minutes."""

from collections import Counter, deque
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

DEAREST = 2_000_000
TIMES = 2


class Match(NamedTuple):
    """A run of `size` equal elements, at `a` in the one sequence and at `b` in the other."""

    a: int
    b: int
    size: int


def matches(one: Sequence[str], other: Sequence[str], dearest: int = DEAREST) -> list[Match]:
    """The runs that both sequences share, in order, ending with an empty one (like difflib's `get_matching_blocks`).

    Common beginnings and ends are found directly. The rest is compared by difflib, unless difflib would have to look at
    more than `dearest` pairs of equal elements: then all of it counts as different. The longest runs come first, and
    after TIMES as many looks what is left counts as different, too: sequences with few different elements, such as
    empty lines, would take minutes.
    """
    return measured(one, other, dearest)[0]


def measured(one: Sequence[str], other: Sequence[str], dearest: int = DEAREST) -> tuple[list[Match], int]:
    """The same, and the number of pairs of equal elements in what is not a common beginning or end."""
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    middle, pairs = _middle(one[head : len(one) - tail], other[head : len(other) - tail], dearest)
    found = [
        Match(0, 0, head),
        *(Match(at.a + head, at.b + head, at.size) for at in middle),
        Match(len(one) - tail, len(other) - tail, tail),
    ]
    return [*(match for match in found if match.size), Match(len(one), len(other), 0)], pairs


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _middle(one: Sequence[str], other: Sequence[str], dearest: int) -> tuple[list[Match], int]:
    pairs = _pairs(one, other)
    if not 0 < pairs <= dearest:
        return [], pairs
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found: list[Match] = []
    ranges = deque([(0, len(one), 0, len(other))])
    left = TIMES * dearest
    while ranges and left > 0:
        a, to_a, b, to_b = ranges.popleft()
        left -= (to_a - a) * (1 + pairs // len(one))
        match = Match(*matcher.find_longest_match(a, to_a, b, to_b))
        if match.size:
            found.append(match)
            ranges += [(a, match.a, b, match.b), (match.a + match.size, to_a, match.b + match.size, to_b)]
    return sorted(found), pairs


def _pairs(one: Sequence[str], other: Sequence[str]) -> int:
    counts = Counter(other)
    return sum(count * counts[element] for element, count in Counter(one).items())
