"""The difference between two texts (no I/O): pairs of lines, with the changed words marked."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from courant_kit.history.words import words
from courant_kit.merging.matches import Match, matches, measured

CONTEXT = 3
MOST_ROWS = 3000
DEAREST_WORDS = 500_000
PAIR = 100


class Part(NamedTuple):
    """A piece of a line, and whether it changed."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a difference: its kind, its line numbers in the old and the new text, and its parts.

    A `gap` represents `hidden` unchanged lines; `more` represents `hidden` rows that are left out because there are too
    many.
    """

    kind: Literal["same", "del", "ins", "gap", "more"]
    old: int | None = None
    new: int | None = None
    parts: tuple[Part, ...] = ()
    hidden: int = 0


class Pair(NamedTuple):
    """Two rows side by side: of the old text and of the new one. An unchanged line or a gap is the same row twice."""

    old: Row | None
    new: Row | None

    @property
    def row(self) -> Row | None:
        """The row that both sides have."""
        return self.old if self.old is self.new else None


@dataclass(frozen=True, slots=True)
class Difference:
    """The pairs of rows to show, and the number of lines added and removed."""

    pairs: list[Pair]
    added: int
    removed: int

    @property
    def rows(self) -> list[Row]:
        """The rows one below the other."""
        return [row for pair in self.pairs for row in ((pair.row,) if pair.row else pair) if row]


def compare(old: str, new: str, context: int = CONTEXT) -> Difference:
    """The changes from the old text to the new, with `context` lines around each; no rows if the texts are equal."""
    if old == new:
        return Difference([], 0, 0)
    pairs = list(_pairs(_lines(old), _lines(new)))
    removed, added = (sum(bool(pair[side]) and pair.row is None for pair in pairs) for side in (0, 1))
    return Difference(_cut(_folded(pairs, context)), added, removed)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _pairs(old: list[str], new: list[str]) -> Iterator[Pair]:
    changed = Changed()
    a = b = 0
    for match in matches(old, new):
        yield from changed.pairs(old[a : match.a], new[b : match.b], a, b)
        a, b = match.a + match.size, match.b + match.size
        for step in range(match.size):
            row = Row("same", match.a + step + 1, match.b + step + 1, (Part(old[match.a + step]),))
            yield Pair(row, row)


@dataclass(slots=True)
class Changed:
    """Marks changed words while that is cheap; after that, complete lines are marked as changed."""

    left: int = DEAREST_WORDS

    def pairs(self, old: list[str], new: list[str], a: int, b: int) -> Iterator[Pair]:
        """Replaced lines beside those that they were replaced by; `a` and `b` are the numbers of lines before them."""
        one, other = (words("\n".join(lines)) for lines in (old, new))
        found = self._shared(one, other) if old and new else []
        gone = [
            Row("del", old=a + at + 1, parts=parts) for at, parts in enumerate(_marked(one, _places(found, 0), old))
        ]
        come = [
            Row("ins", new=b + at + 1, parts=parts) for at, parts in enumerate(_marked(other, _places(found, 1), new))
        ]
        i = j = 0
        for row, beside in [*_together(one, other, found), (len(gone), len(come))]:
            yield from (Pair(one, None) for one in gone[i:row])
            yield from (Pair(None, one) for one in come[j:beside])
            if row < len(gone) and beside < len(come):
                yield Pair(gone[row], come[beside])
            i, j = row + 1, beside + 1

    def _shared(self, one: list[str], other: list[str]) -> list[Match]:
        if self.left <= 0:
            return []
        found, cost = measured(_spaced(one), _spaced(other), self.left)
        self.left -= max(cost, PAIR)
        return found[:-1] if self.left > 0 else []


def _spaced(pieces: list[str]) -> list[str]:
    """The words, with all white space alike: a word may move to another line."""
    return [" " if piece.isspace() else piece for piece in pieces]


def _places(found: list[Match], side: int) -> list[tuple[int, int]]:
    return [(match[side], match.size) for match in found]


def _marked(pieces: list[str], same: list[tuple[int, int]], lines: list[str]) -> Iterator[tuple[Part, ...]]:
    """The lines with their changed words marked; a line with little that stayed is shown without marks."""
    if not lines:
        return
    marks = [True] * len(pieces)
    for start, size in same:
        marks[start : start + size] = [False] * size
    parts: list[list[Part]] = [[]]
    for piece, changed in zip(pieces, marks, strict=True):
        head, *rest = piece.split("\n")
        parts[-1].append(Part(head, changed))
        parts += [[Part(text, changed)] for text in rest]
    for line, found in zip(lines, parts, strict=True):
        yield _cleaned(line, found)


def _cleaned(line: str, parts: list[Part]) -> tuple[Part, ...]:
    if 2 * sum(len(part.text) for part in parts if not part.changed) < len(line):
        return (Part(line),)
    inner = [
        Part(part.text, changed=True) if _between_changes(parts, at) else part for at, part in enumerate(parts)
    ]  # fmt: skip
    runs = groupby((part for part in inner if part.text), lambda part: part.changed)
    return tuple(Part("".join(part.text for part in run), changed) for changed, run in runs)


def _between_changes(parts: list[Part], at: int) -> bool:
    """Whether it is a space between two changed words, which is then marked with them."""
    near = parts[at - 1 : at] + parts[at + 1 : at + 2]
    return parts[at].text.isspace() and len(near) == 2 and all(part.changed for part in near)


def _together(one: list[str], other: list[str], found: list[Match]) -> list[tuple[int, int]]:
    """The lines that belong together, in order: those that share the most."""
    rows, besides = _line_of(one), _line_of(other)
    shared: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for match in found:
        for step in range(match.size):
            shared[rows[match.a + step]][besides[match.b + step]] += len(one[match.a + step].strip())
    together: list[tuple[int, int]] = []
    for row, weights in sorted(shared.items()):
        beside = max(weights, key=lambda at: weights[at])
        if weights[beside] and (not together or beside > together[-1][1]):
            together.append((row, beside))
    return together


def _line_of(pieces: list[str]) -> list[int]:
    lines, line = [], 0
    for piece in pieces:
        lines.append(line)
        line += piece.count("\n")
    return lines


def _folded(pairs: list[Pair], context: int) -> list[Pair]:
    shown: list[Pair] = []
    groups = [(same, list(group)) for same, group in groupby(pairs, lambda pair: pair.row is not None)]
    for index, (same, group) in enumerate(groups):
        before, after = (context if index else 0), (context if index + 1 < len(groups) else 0)
        if not same or len(group) <= before + after + 1:
            shown += group
        else:
            gap = Row("gap", hidden=len(group) - before - after)
            shown += [*group[:before], Pair(gap, gap), *group[len(group) - after :]]
    return shown


def _cut(pairs: list[Pair]) -> list[Pair]:
    if len(pairs) <= MOST_ROWS:
        return pairs
    more = Row("more", hidden=len(pairs) - MOST_ROWS)
    return [*pairs[:MOST_ROWS], Pair(more, more)]
