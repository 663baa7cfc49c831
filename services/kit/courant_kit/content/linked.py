"""The links of a Markdown text, where they are written (no I/O): comrak decides what is a link, and what is not.

comrak's Python names no places of addresses. So each place that may be a link is given a name of its own, the text is
parsed, and the places whose names have become targets of links are those that are links. What is code, what is escaped
and what is in a comment stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from operator import add

from courant_kit.content import addresses, embeds, markdown

_WIKILINK = re.compile(r"\[\[(?P<inside>(?P<name>[^\[\]|]+?)(?P<words>\\?\|[^\[\]\n]*)?)\]\]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BAR = re.compile(r"\\?\|")
_CALLED = "linked"
MOST_TRIES = 6
"""How often a text is parsed: a place that is no link may hide one, or have been what made another a link."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that may be a link: from `start` to `end` is its target or, in a wikilink, all between the brackets.

    `words` are those behind the bar of a wikilink, None without a bar; `embed` if it includes a page, `![[page]]`.
    """

    start: int
    end: int
    target: str
    wiki: bool = False
    words: str | None = None
    embed: bool = False


Respell = Callable[[Place], str | None]
"""What is to be written at a place; None if it stays as it is."""

Edit = tuple[int, int, str]
"""Where a text is written otherwise, from start to end, and what is written there."""


@dataclass(frozen=True, slots=True)
class Respelled:
    """A text with links that were written otherwise, and the edits that led to it, in order, in the text before.

    If there were any, `wikilinks` and `addresses` are what `markdown` reads in the new text: they are known by then.
    """

    text: str
    edits: Sequence[Edit] = ()
    wikilinks: Mapping[str, bool] = field(default_factory=dict)
    addresses: Sequence[str] = ()


def respelled(text: str, respell: Respell) -> Respelled:
    """The text with its links written otherwise; every other character stays."""
    pool = [(place, new) for place in _places(text) if (new := respell(place)) is not None]
    for _ in range(MOST_TRIES):
        chosen = _apart(pool)
        if not chosen:
            break
        named = _Named(text, chosen)
        real = named.links()
        if len(real) == len(chosen):
            edits = [(place.start, place.end, new) for place, new in chosen]
            return Respelled(_written(text, chosen), edits, *named.read())
        unreal = {id(one) for number, one in enumerate(chosen) if number not in real}
        pool = [one for one in pool if id(one) not in unreal]
    return Respelled(text)


def bar_at(text: str, place: Place) -> str:
    r"""The bar between the name and the words of a wikilink there: in a row of a table it is `\|`."""
    line = text.count("\n", 0, place.start) + 1
    return r"\|" if line in addresses.rows(text) else "|"


def _places(text: str) -> list[Place]:
    """The places that may be links, in order."""
    return sorted([*_wikilinks(text), *_addresses(text)], key=lambda one: one.start)


def _apart(pool: Iterable[tuple[Place, str]]) -> list[tuple[Place, str]]:
    """Those of the places that begin in no other."""
    chosen, end = list[tuple[Place, str]](), 0
    for one in pool:
        if one[0].start >= end:
            chosen.append(one)
            end = one[0].end
    return chosen


def _wikilinks(text: str) -> Iterator[Place]:
    for found in _WIKILINK.finditer(text):
        words = None if found["words"] is None else found["words"].lstrip("\\")[1:]
        before = text[max(found.start() - 2, 0) : found.start()]
        embed = before.endswith("!") and before != "\\!"
        yield Place(*found.span("inside"), _meant(found["name"]), wiki=True, words=words, embed=embed)


def _addresses(text: str) -> Iterator[Place]:
    for start, end in set(addresses.written(text)):
        yield Place(start, end, _meant(text[start:end]))


def _meant(written: str) -> str:
    """What is written, without escapes."""
    if "\\" not in written and "&" not in written:
        return written
    return unescape(_ESCAPE.sub(r"\1", written))


class _Named:
    """The HTML of a text in which each place that is to be written otherwise has a name of its own."""

    def __init__(self, text: str, chosen: Sequence[tuple[Place, str]]) -> None:
        self._called = _CALLED
        while self._called in text:
            self._called += "x"
        names = [f"{self._called}{number}e{_gap(*one)}" for number, one in enumerate(chosen)]
        tails = (_tail(text, place) if place.wiki else "" for place, _ in chosen)
        places = zip((place for place, _ in chosen), map(add, names, tails), strict=True)
        self._html = markdown.parsed(_written(text, places), wikilinks=True)
        self._targets = {name: _target(*one) for name, one in zip(names, chosen, strict=True)}

    def links(self) -> set[int]:
        """The numbers of those places that comrak takes for the target of a link."""
        target = re.compile(
            rf"""<[a-zA-Z][^<>]*?\b(?:href|src|poster)=["'](?:{embeds.ENCODED})?{self._called}(\d+)e(?:%20z)?["']"""
        )
        return {int(number) for number in target.findall(self._html)}

    def read(self) -> tuple[dict[str, bool], list[str]]:
        """The wikilinks and the addresses in the HTML, with what is to be written instead of the names."""
        found = dict[str, bool]()
        for name, embed in markdown.wikilinks(self._html).items():
            meant = self._targets.get(name, name)
            found[meant] = found.get(meant, False) or embed
        return found, [self._targets.get(one, one) for one in markdown.addresses_in(self._html)]


def _target(place: Place, new: str) -> str:
    """What is named by what is to be written at a place."""
    return _meant(_BAR.split(new, maxsplit=1)[0] if place.wiki else new)


def _gap(place: Place, new: str) -> str:
    """A space where a wikilink will have one: after `[r]: ../page/` it is what keeps the line from defining `[r]`."""
    return " z" if place.wiki and re.search(r"\s", new) else ""


def _tail(text: str, place: Place) -> str:
    """The words of a wikilink, with their bar as it is written."""
    return "" if place.words is None else text[place.start : place.end][len(_name(text, place)) :]


def _name(text: str, place: Place) -> str:
    return _BAR.split(text[place.start : place.end], maxsplit=1)[0]


def _written(text: str, changes: Iterable[tuple[Place, str]]) -> str:
    pieces, end = list[str](), 0
    for place, new in changes:
        pieces += [text[end : place.start], new]
        end = place.end
    return "".join((*pieces, text[end:]))
