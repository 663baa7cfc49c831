"""Finds what has a beginning and an end in a text, in one pass (no I/O).

One pattern for both, `begin.*?end`, follows every beginning without an end to the end of the text: 4,000 of them, as
somebody writes who forgets to close one kind of mark, took six seconds.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator

Pair = tuple[re.Match[str], re.Match[str]]


def pairs(text: str, opening: re.Pattern[str], closing: re.Pattern[str], *, nested: bool = True) -> Iterator[Pair]:
    """Each beginning with the next end, in order, and none inside another; a beginning without an end is passed over.

    If the patterns have a group `name`, both must have the same. Unless they may be `nested`, a beginning whose end
    comes after another beginning of its name has none.
    """
    ends = _by_name(closing, text)
    starts = _by_name(opening, text) if not nested else {}
    at = 0
    for begun in opening.finditer(text):
        name = _name(begun)
        end = _next(ends.get(name, []), begun.end())
        again = _next(starts.get(name, []), begun.end())
        if begun.start() >= at and end and not (again and again.start() < end.start()):
            yield begun, end
            at = end.end()


def between(
    text: str,
    opening: re.Pattern[str],
    closing: re.Pattern[str],
    becomes: Callable[[re.Match[str], str, re.Match[str]], str],
) -> str:
    """The text with each pair and what is between them replaced by what `becomes` makes of the three."""
    parts, at = [], 0
    for begun, ended in pairs(text, opening, closing):
        parts += [text[at : begun.start()], becomes(begun, text[begun.end() : ended.start()], ended)]
        at = ended.end()
    return "".join((*parts, text[at:]))


def _by_name(pattern: re.Pattern[str], text: str) -> dict[str, list[re.Match[str]]]:
    found: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for one in pattern.finditer(text):
        found[_name(one)].append(one)
    return found


def _name(found: re.Match[str]) -> str:
    return str(found.groupdict().get("name") or "").lower()


def _next(found: list[re.Match[str]], after: int) -> re.Match[str] | None:
    at = bisect_left(found, after, key=lambda one: one.start())
    return found[at] if at < len(found) else None
