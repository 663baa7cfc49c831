"""The difference between two renderings (no I/O): the new one, with what is new in <ins> and what is gone in <del>.

The marks have the attribute `data-changed`, since a text may have <ins> and <del> of its own. They surround only words
and pictures, inside of the elements that contain them, so every element stays where it may be. What is gone has no ids.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from typing import Literal, NamedTuple

from courant_kit.history import markup
from courant_kit.history.markup import ATOMS, Element, Node
from courant_kit.history.words import words
from courant_kit.merging.matches import Match, matches, measured

LARGEST = 600_000
"""The largest rendering, in characters, that is compared."""

DEAREST_WORDS = 500_000
PAIR = 100
ALIKE = 0.4
NEAR = 8
CONTEXT = 1
ONLY_ONE = frozenset({"summary", "thead", "tbody", "tfoot", "caption", "figcaption"})

Mark = Literal["", "ins", "del"]
_NEW, _GONE = (re.compile(rf"<{mark} data-changed>.*?</{mark}>", re.DOTALL) for mark in ("ins", "del"))


class Token(NamedTuple):
    """A word or an atom of a line, as written, and the elements of the line that it is in, outermost first."""

    html: str
    within: tuple[Element, ...]
    blank: bool = False

    @property
    def key(self) -> str:
        """What it has in common with an equal one: its words, and how they look."""
        return " " if self.blank else "".join([*(one.start for one in self.within), self.html])


@dataclass(slots=True)
class Run:
    """Parts of a line between blocks."""

    children: list[Node]
    tag: str = ""

    @property
    def html(self) -> str:
        """The line as written."""
        return "".join(map(markup.html, self.children))


Block = Element | Run


class Shown(NamedTuple):
    """A block of a difference, and whether something changed in it; `hidden` is the number of unchanged ones in it."""

    html: str
    changed: bool
    hidden: int = 0

    @property
    def old(self) -> str:
        """The block without what is new, and without ids, which the new one beside it has."""
        return markup.anonymous(_NEW.sub("", self.html))

    @property
    def new(self) -> str:
        """The block without what is gone."""
        return _GONE.sub("", self.html)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The blocks of a difference, and how many stretches of words or blocks were added and removed."""

    blocks: list[Shown]
    added: int
    removed: int

    @property
    def html(self) -> str:
        """The new HTML with the changes in it, unchanged blocks inside <details>."""
        return "".join(one.html if not one.hidden else _details(one) for one in self.blocks)


def compare(old: str, new: str) -> Rendered | None:
    """The new HTML with the changes from the old marked in it, unchanged blocks folded; None if it is too much."""
    if max(len(old), len(new)) > LARGEST:
        return None
    comparing = _Comparing()
    blocks = list(comparing.blocks(_blocks(markup.parse(old)), _blocks(markup.parse(new))))
    return Rendered(list(_folded(blocks)), comparing.counts["ins"], comparing.counts["del"])


def _details(folded: Shown) -> str:
    words = f"{folded.hidden} unchanged blocks"
    return f'<details class="unchanged"><summary>{words}</summary>{folded.html}</details>'


@dataclass(slots=True)
class _Comparing:
    """Compares words as long as that is cheap; after that, complete lines are marked."""

    left: int = DEAREST_WORDS
    counts: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)

    def blocks(self, old: list[Block], new: list[Block]) -> Iterator[Shown]:
        a = b = 0
        for match in matches([one.html for one in old], [one.html for one in new]):
            yield from self._replaced(old[a : match.a], new[b : match.b])
            a, b = match.a + match.size, match.b + match.size
            yield from (Shown(one.html, changed=False) for one in new[match.b : b])

    def _replaced(self, old: list[Block], new: list[Block]) -> Iterator[Shown]:
        a = b = 0
        for at, to in [*_counterparts(old, new), (len(old), len(new))]:
            yield from (Shown(self._all(gone, "del"), changed=True) for gone in old[a:at])
            yield from (Shown(self._all(come, "ins"), changed=True) for come in new[b:to])
            if to < len(new):
                yield Shown(self._changed(old[at], new[to]), changed=True)
            a, b = at + 1, to + 1

    def _changed(self, old: Block, new: Block) -> str:
        if all(map(markup.inline, [*old.children, *new.children])):
            inner = self._line(old.children, new.children)
        else:
            inner = "".join(one.html for one in self.blocks(_blocks(old.children), _blocks(new.children)))
        return inner if isinstance(new, Run) else f"{new.start}{inner}{new.end}"

    def _all(self, block: Block, mark: Mark) -> str:
        if not _blank(block.html):
            self.counts[mark] += 1
        return _marked(block.children if isinstance(block, Run) else [block], mark)

    def _line(self, old: list[Node], new: list[Node]) -> str:
        one, other = list(_tokens(old)), list(_tokens(new))
        found, cost = measured([token.key for token in one], [token.key for token in other], max(self.left, 0))
        self.left -= max(cost, PAIR)
        found = found if self.left > 0 else []
        marked: list[tuple[Mark, Token]] = []
        same: dict[Element, Element] = {}
        a = b = 0
        ends = [match for match in found if match.size and not _is_gap(match, one, other)]
        for match in ends:
            for token, other_token in zip(
                one[match.a : match.a + match.size], other[match.b : match.b + match.size], strict=True
            ):
                if not token.blank:
                    same.update(zip(token.within, other_token.within, strict=True))
        for start_a, start_b, size in [*ends, (len(one), len(other), 0)]:
            marked += [("del", _moved(token, same)) for token in one[a:start_a]]
            marked += [("ins", token) for token in other[b:start_b]]
            marked += [("", token) for token in other[start_b : start_b + size]]
            a, b = start_a + size, start_b + size
        return "".join(self._nested(marked, 0))

    def _nested(self, marked: list[tuple[Mark, Token]], depth: int) -> Iterator[str]:
        for element, group in groupby(marked, lambda one: one[1].within[depth] if len(one[1].within) > depth else None):
            found = list(group)
            if element is None:
                yield from self._runs(found)
            else:
                gone = all(mark == "del" for mark, _ in found)
                yield f"{self._start(element, gone=gone)}{''.join(self._nested(found, depth + 1))}{element.end}"

    def _runs(self, marked: list[tuple[Mark, Token]]) -> Iterator[str]:
        for mark, group in groupby(marked, lambda one: one[0]):
            inner = "".join(token.html for _, token in group)
            self.counts[mark] += 1
            yield inner if not mark else _in(mark, inner)

    def _start(self, element: Element, *, gone: bool) -> str:
        if gone or element.start in self.ids:
            return element.anonymous
        if element.start != element.anonymous:
            self.ids.add(element.start)
        return element.start


def _is_gap(match: Match, one: list[Token], other: list[Token]) -> bool:
    """Whether it is only white space between changed words."""
    inside = match.a + match.b > 0 and (match.a + match.size, match.b + match.size) != (len(one), len(other))
    return inside and all(token.blank for token in one[match.a : match.a + match.size])


def _counterparts(old: list[Block], new: list[Block]) -> Iterator[tuple[int, int]]:
    """The places of blocks that became others, in order: each is the first one near that is much like the other."""
    at = 0
    for to, one in enumerate(new):
        for place in range(at, min(at + NEAR, len(old))):
            if old[place].tag == one.tag and (one.tag in ONLY_ONE or _alike(old[place], one)):
                yield place, to
                at = place + 1
                break


def _alike(old: Block, new: Block) -> bool:
    one, other = (Counter(words(" ".join(markup.text(block.children)))) for block in (old, new))
    for count in (one, other):
        for blank in [word for word in count if word.isspace()]:
            del count[blank]
    total = one.total() + other.total()
    return total == 0 or 2 * (one & other).total() >= ALIKE * total


def _blocks(nodes: Iterable[Node]) -> list[Block]:
    found: list[Block] = []
    for is_inline, group in groupby(nodes, markup.inline):
        if is_inline:
            found.append(Run(list(group)))
        else:
            found += [node for node in group if isinstance(node, Element)]
    return found


def _tokens(nodes: Iterable[Node], within: tuple[Element, ...] = ()) -> Iterator[Token]:
    for node in nodes:
        if isinstance(node, str):
            yield from (Token(escape(word, quote=False), within, word.isspace()) for word in words(unescape(node)))
        elif node.tag in ATOMS:
            yield Token(node.html, within)
        else:
            yield from _tokens(node.children, (*within, node))


def _moved(token: Token, same: dict[Element, Element]) -> Token:
    """A word that is gone, in the new elements that its own ones became."""
    return Token(token.html, tuple(same.get(one, one) for one in token.within), token.blank)


def _marked(nodes: Iterable[Node], mark: Mark) -> str:
    """Nodes with all their words marked."""
    pieces = []
    for node in nodes:
        if isinstance(node, str):
            pieces.append(node if _blank(node) else _in(mark, node))
        elif node.tag in ATOMS or node.tag == "hr":
            pieces.append(_in(mark, node.html))
        else:
            start = node.anonymous if mark == "del" else node.start
            pieces.append(f"{start}{_marked(node.children, mark)}{node.end}")
    return "".join(pieces)


def _in(mark: Mark, html: str) -> str:
    return f"<{mark} data-changed>{html}</{mark}>"


def _blank(html: str) -> bool:
    return not html.strip()


def _folded(shown: list[Shown]) -> Iterator[Shown]:
    """The blocks, those far from a change as one."""
    groups = [(changed, list(group)) for changed, group in groupby(shown, lambda one: one.changed)]
    for place, (changed, group) in enumerate(groups):
        before, after = (place > 0), (place + 1 < len(groups))
        if changed or _count(group) <= (before + after) * CONTEXT + 1:
            yield from group
            continue
        head, tail = _cut(group, CONTEXT * before), _cut(group[::-1], CONTEXT * after)
        middle = group[head : len(group) - tail]
        yield from group[:head]
        yield Shown("".join(one.html for one in middle), changed=False, hidden=_count(middle))
        yield from group[len(group) - tail :]


def _count(group: list[Shown]) -> int:
    return sum(not _blank(one.html) for one in group)


def _cut(group: list[Shown], blocks: int) -> int:
    """The number of entries that contain so many blocks, beside white space."""
    for place, one in enumerate(group):
        if not blocks:
            return place
        blocks -= not _blank(one.html)
    return len(group)
