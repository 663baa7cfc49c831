"""The ids of a page's headings, which stay when their words change, and the older ones that lead there too (no I/O).

Markdown makes a heading's id of its words. When somebody changes them, or writes the same words above it, the heading
keeps the id that it had, and the new one leads to it as well, so links from everywhere still arrive. A page stores the
names of those headings that have others than the id that Markdown makes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape, unescape

from courant_kit.content.markdown import plain

Names = Mapping[str, Sequence[str]]
"""The names of headings, by the id that Markdown makes: the first is the heading's id, the others lead to it too."""

MOST = 300
"""How many headings of a page keep their ids; on a page with more, ids are those that Markdown makes."""
MOST_NAMES = 12
"""How many names a heading has."""
ALIKE = 0.6
"""How much of the words of a changed heading stays at least, where it is not clear which one it was."""

_HEADING = re.compile(r'<h[1-6](?: class="content")? id="([^"]*)">')
_ANCHOR = re.compile(r'<a href="#([^"]*)" (?=aria-label="[^"]*" class="anchor")')
_ID = re.compile(r'\sid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the id that Markdown makes, its words, and the words below it up to the next heading."""

    id: str
    words: str
    below: str = ""


def read(html: str) -> list[Heading]:
    """The headings of a rendered text, in order."""
    found = list(_HEADING.finditer(html))
    ends = [*(one.start() for one in found[1:]), len(html)]
    return [_heading(one, html[one.end() : end]) for one, end in zip(found, ends, strict=False)]


def carried(names: Names, before: Sequence[Heading], after: Sequence[Heading]) -> dict[str, list[str]]:
    """The names of the headings after a change, where they are others than Markdown makes.

    `names` are those from before it. A heading that has gone loses its names.
    """
    if max(len(before), len(after)) > MOST:
        return {}
    pairs = _pairs(before, after)
    kept = {at: list(names.get(before[old].id, [before[old].id])) for at, old in pairs.items()}
    taken = {name for some in kept.values() for name in some}
    for at, one in enumerate(after):
        own = kept.setdefault(at, [])
        if one.id not in taken:
            own.append(one.id)
        elif not own:
            own.append(_free(one.id, taken))
        taken.update(own)
    made = {after[at].id: some for at, some in sorted(kept.items())}
    return {name: [some[0], *some[1:][-MOST_NAMES:]] for name, some in made.items() if some != [name]}


def named(html: str, names: Names) -> str:
    """The rendered text with these names of its headings; none meets the id of another element."""
    if not names:
        return html
    there = {name for name in _ID.findall(html) if name not in names}
    usable = {name: [one for one in some if one not in there] for name, some in names.items()}
    html = _HEADING.sub(lambda found: _begun(found[0], found[1], usable.get(found[1], [])), html)
    return _ANCHOR.sub(lambda found: f'<a href="#{(usable.get(found[1]) or [found[1]])[0]}" ', html)


def made(names: Names, name: str) -> str:
    """The id that Markdown makes of the heading with this name."""
    return next((one for one, some in names.items() if name in some), name)


def _heading(found: re.Match[str], rest: str) -> Heading:
    inside, _, below = rest.partition("</h")
    return Heading(unescape(found[1]), plain(inside, 300), plain(below.partition(">")[2], 300))


def _begun(start: str, name: str, names: Sequence[str]) -> str:
    """A heading's start tag with its id, and the places to which its other names lead."""
    if not names:
        return start
    others = "".join(f'<span id="{escape(one)}"></span>' for one in names[1:])
    return start.replace(f'id="{name}"', f'id="{escape(names[0])}"') + others


def _free(name: str, taken: set[str]) -> str:
    number = 1
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _pairs(before: Sequence[Heading], after: Sequence[Heading]) -> dict[int, int]:
    """Which heading of before each of after is: its place there, by its place after. What is surest comes first."""
    matcher = SequenceMatcher(None, list(map(_key, before)), list(map(_key, after)), autojunk=False)
    pairs = {new + step: old + step for old, new, size in matcher.get_matching_blocks() for step in range(size)}
    changed = [(range(a, b), range(c, d)) for kind, a, b, c, d in matcher.get_opcodes() if kind == "replace"]
    everywhere = [(range(len(before)), range(len(after)))]
    steps = ((everywhere, _same_words), (everywhere, _same_below), (changed, _similar), (changed, _beside))
    for places, is_one in steps:
        for olds, news in places:
            for new in (one for one in news if one not in pairs):
                free = (old for old in olds if old not in pairs.values())
                found = next((old for old in free if is_one(before[old], after[new])), None)
                if found is not None:
                    pairs[new] = found
    return pairs


def _key(one: Heading) -> tuple[str, str]:
    return one.words, one.below


def _same_words(one: Heading, other: Heading) -> bool:
    return one.words == other.words


def _same_below(one: Heading, other: Heading) -> bool:
    return bool(one.below) and one.below == other.below


def _similar(one: Heading, other: Heading) -> bool:
    return _ratio(one.words, other.words) >= ALIKE


def _beside(one: Heading, other: Heading) -> bool:
    """Whether one heading may have taken the place of another: what is below it is alike."""
    return not (one.below or other.below) or _ratio(one.below, other.below) >= ALIKE


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
