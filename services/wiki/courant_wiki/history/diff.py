"""The difference between two texts (no I/O): rows of lines, with the changed words marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from courant_kit.merging.matches import matches

CONTEXT = 3
MOST_ROWS = 3000
DEAREST_WORDS = 500_000
PAIR = 100
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


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


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows to show, and the number of lines added and removed."""

    rows: list[Row]
    added: int
    removed: int


def compare(old: str, new: str, context: int = CONTEXT) -> Difference:
    """The changes from the old text to the new, with `context` lines around each; no rows if the texts are equal."""
    if old == new:
        return Difference([], 0, 0)
    rows = list(_rows(_lines(old), _lines(new)))
    added, removed = (sum(row.kind == kind for row in rows) for kind in ("ins", "del"))
    return Difference(_cut(_folded(rows, context)), added, removed)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _rows(old: list[str], new: list[str]) -> Iterator[Row]:
    words = _Words()
    a = b = 0
    for match in matches(old, new):
        yield from words.replaced(old[a : match.a], new[b : match.b], a, b)
        a, b = match.a + match.size, match.b + match.size
        for step in range(match.size):
            line = (Part(old[match.a + step]),)
            yield Row("same", match.a + step + 1, match.b + step + 1, line)


@dataclass(slots=True)
class _Words:
    """Marks changed words while that is cheap; after that, complete lines are marked as changed."""

    left: int = DEAREST_WORDS

    def replaced(self, old: list[str], new: list[str], a: int, b: int) -> Iterator[Row]:
        pairs = [self._marked(*pair) for pair in zip(old, new, strict=False)]
        gone = [pair[0] for pair in pairs] + [(Part(line),) for line in old[len(pairs) :]]
        come = [pair[1] for pair in pairs] + [(Part(line),) for line in new[len(pairs) :]]
        for step, parts in enumerate(gone):
            yield Row("del", old=a + step + 1, parts=parts)
        for step, parts in enumerate(come):
            yield Row("ins", new=b + step + 1, parts=parts)

    def _marked(self, old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        if self.left <= 0:
            return (Part(old),), (Part(new),)
        one, other = _WORDS.findall(old), _WORDS.findall(new)
        self.left -= max(len(one) * len(other), PAIR)
        found = matches(one, other) if self.left > 0 else []
        if 2 * sum(len("".join(one[at.a : at.a + at.size])) for at in found) < min(len(old), len(new)):
            return (Part(old),), (Part(new),)
        return _parts(one, [(at.a, at.size) for at in found]), _parts(other, [(at.b, at.size) for at in found])


def _parts(words: list[str], same: list[tuple[int, int]]) -> tuple[Part, ...]:
    pieces = []
    for (start, size), (end, next_size) in pairwise([(0, 0), *same]):
        pieces += [Part("".join(words[start + size : end]), changed=True), Part("".join(words[end : end + next_size]))]
    runs = groupby((piece for piece in pieces if piece.text), lambda piece: piece.changed)
    return tuple(Part("".join(piece.text for piece in run), changed) for changed, run in runs)


def _folded(rows: list[Row], context: int) -> list[Row]:
    shown: list[Row] = []
    groups = [(kind, list(group)) for kind, group in groupby(rows, lambda row: row.kind == "same")]
    for index, (same, group) in enumerate(groups):
        before, after = (context if index else 0), (context if index + 1 < len(groups) else 0)
        if not same or len(group) <= before + after + 1:
            shown += group
        else:
            hidden = len(group) - before - after
            shown += [*group[:before], Row("gap", hidden=hidden), *group[len(group) - after :]]
    return shown


def _cut(rows: list[Row]) -> list[Row]:
    if len(rows) <= MOST_ROWS:
        return rows
    return [*rows[:MOST_ROWS], Row("more", hidden=len(rows) - MOST_ROWS)]
