"""Three-way merge of texts (no I/O): two people changed the same text, and neither loses anything.

Where only one side changed something, the merge contains that change. Where both did, changes of different words are
combined; otherwise both versions appear between markers (those of `diff3 -m`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from courant_kit.merging.matches import DEAREST, Match, matches, measured

_WORDS = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text, and the number of places left for a person to decide."""

    text: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A place of a text that both sides changed: its line (from 1) in `theirs`, and the words of both."""

    line: int
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch of the three texts between two places where all agree."""

    base: list[str]
    mine: list[str]
    theirs: list[str]

    def resolution(self) -> list[str] | None:
        """The merged lines if at most one side changed them or both made the same change; None if they disagree."""
        if self.mine in (self.base, self.theirs):
            return self.theirs
        return self.mine if self.theirs == self.base else None


def merge(base: str, mine: str, theirs: str, names: tuple[str, str] = ("mine", "theirs")) -> Merged:
    """`mine` and `theirs`, both edited from `base`, as one text; `names` appear at the markers."""
    lines: list[str] = []
    conflicts = 0
    for chunk, resolved in _resolved(base, mine, theirs):
        if resolved is None:
            conflicts += 1
            lines += [f"<<<<<<< {names[1]}", *chunk.theirs, "=======", *chunk.mine, f">>>>>>> {names[0]}"]
        else:
            lines += resolved
    return Merged("\n".join(lines), conflicts)


def keeping(base: str, mine: str, theirs: str) -> tuple[str, list[Kept]]:
    """Both texts as one without markers: where they disagree, `theirs` stays. Also returns those places."""
    lines: list[str] = []
    kept: list[Kept] = []
    line = 1
    for chunk, resolved in _resolved(base, mine, theirs):
        if resolved is None:
            kept.append(Kept(line, "\n".join(chunk.theirs), "\n".join(chunk.mine)))
        lines += chunk.theirs if resolved is None else resolved
        line += len(chunk.theirs)
    return "\n".join(lines), kept


def both(base: str, mine: str, theirs: str) -> tuple[str, int]:
    """Both texts as one without markers: where they disagree, the words of both follow each other, theirs first.

    Also returns the number of those places.
    """
    lines: list[str] = []
    places = 0
    for chunk, resolved in _resolved(base, mine, theirs):
        places += resolved is None
        lines += [*chunk.theirs, *chunk.mine] if resolved is None else resolved
    return "\n".join(lines), places


def _resolved(base: str, mine: str, theirs: str) -> Iterator[tuple[_Chunk, list[str] | None]]:
    """Every stretch of the three texts with its merged lines, or None where the sides disagree.

    All stretches together have at most DEAREST pairs of equal words compared, as many as all lines; where that is spent
    the sides disagree. A text of many long lines that both sides changed would take minutes.
    """
    left = DEAREST
    for chunk in _chunks(base.split("\n"), mine.split("\n"), theirs.split("\n")):
        resolved = chunk.resolution()
        if resolved is None:
            words, spent = _by_words(chunk, left)
            left -= spent
            resolved = None if words is None else words.split("\n")
        yield chunk, resolved


def _by_words(chunk: _Chunk, left: int) -> tuple[str | None, int]:
    """The stretch merged by words, None if the sides disagree; and how many pairs of equal words were compared."""
    if left <= 0 or not (chunk.base and chunk.mine and chunk.theirs):
        return None, 0
    base, mine, theirs = map(_words, (chunk.base, chunk.mine, chunk.theirs))
    (with_mine, some), (with_theirs, more) = measured(base, mine, left), measured(base, theirs, left)
    spent = sum(pairs for pairs in (some, more) if pairs <= left)
    parts = [part.resolution() for part in _between(base, mine, theirs, _agreed(with_mine, with_theirs))]
    resolved = [part for part in parts if part is not None]
    return "".join(word for part in resolved for word in part) if len(resolved) == len(parts) else None, spent


def _words(lines: list[str]) -> list[str]:
    return _WORDS.findall("\n".join(lines))


def _chunks(base: list[str], mine: list[str], theirs: list[str]) -> list[_Chunk]:
    return _between(base, mine, theirs, _agreed(matches(base, mine), matches(base, theirs)))


def _between(
    base: list[str], mine: list[str], theirs: list[str], agreed: list[tuple[int, int, int, int]]
) -> list[_Chunk]:
    """The stretches where all three agree, and those between them."""
    ends = [(0, 0, 0, 0), *agreed, (len(base), len(mine), len(theirs), 0)]
    chunks = []
    for (b, m, t, size), (to_b, to_m, to_t, next_size) in pairwise(ends):
        chunks.append(_Chunk(base[b + size : to_b], mine[m + size : to_m], theirs[t + size : to_t]))
        same = base[to_b : to_b + next_size]
        chunks.append(_Chunk(same, same, same))
    return [chunk for chunk in chunks if chunk.base or chunk.mine or chunk.theirs]


def _agreed(with_mine: list[Match], with_theirs: list[Match]) -> list[tuple[int, int, int, int]]:
    """Where all three texts agree: (in base, in mine, in theirs, length), in order."""
    found = []
    i = j = 0
    while i < len(with_mine) and j < len(with_theirs):
        one, other = with_mine[i], with_theirs[j]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            found.append((start, one.b + start - one.a, other.b + start - other.a, end - start))
        if one.a + one.size < other.a + other.size:
            i += 1
        else:
            j += 1
    return found
