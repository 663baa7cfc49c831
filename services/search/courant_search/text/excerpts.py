"""Excerpts of a text around the words that were searched, as HTML: escaped, then marked (no I/O)."""

import re
from collections.abc import Iterable
from html import escape

from courant_search.text.folding import narrow
from courant_search.text.query import Phrase
from courant_search.text.words import is_paired

LENGTH = 220
LEAD = 60
"""Characters of an excerpt, and of those how many come before its first hit."""
MOST_HITS = 100

#: Letters that `narrow` shortens to one.
_SHORTENED = {"ss": "(?:ss|s)", "ae": "(?:ae|a)", "oe": "(?:oe|o)", "th": "(?:th|t)"}
_BOTH = re.compile("|".join(_SHORTENED))

#: The signs between words that follow each other.
_BETWEEN = r"[\W_]{1,5}"

Place = tuple[int, int]


def finder(terms: Iterable[Phrase]) -> re.Pattern[str] | None:
    """What finds these runs in a text that is folded letter by letter; None if there are none."""
    found = list(map(_pattern, terms))
    return re.compile("|".join(sorted(set(found), key=len, reverse=True))) if found else None


def marked(text: str, pattern: re.Pattern[str] | None) -> str:
    """A complete text as HTML with its hits marked."""
    return _marked(text, _hits(text, pattern), 0, len(text))


def excerpt(text: str, pattern: re.Pattern[str] | None, length: int = LENGTH) -> str:
    """The stretch of a text with the most different hits, as HTML with the hits marked; cut at words."""
    hits = _hits(text, pattern)
    start, end = _window(text, hits, length)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{_marked(text, hits, start, end)}{after}"


def _pattern(term: Phrase) -> str:
    words = _BETWEEN.join(_BOTH.sub(lambda found: _SHORTENED[found[0]], re.escape(run)) for run in term.words)
    before = "" if is_paired(term.words[0]) else r"(?<![^\W_])"
    after = "" if is_paired(term.words[-1]) else r"[^\W_]*" if term.open else r"(?![^\W_])"
    return f"{before}{words}{after}"


def _hits(text: str, pattern: re.Pattern[str] | None) -> list[Place]:
    if pattern is None:
        return []
    found: list[Place] = []
    for one in pattern.finditer(narrow(text)):
        found.append(one.span())
        if len(found) == MOST_HITS:
            break
    return found


def _window(text: str, hits: list[Place], length: int) -> Place:
    if len(text) <= length:
        return 0, len(text)
    folded = narrow(text)
    best, most = 0, 0
    for start, _ in hits:
        inside = {folded[a:b] for a, b in hits if start <= a and b <= start - LEAD + length}
        if len(inside) > most:
            best, most = start, len(inside)
    start = max(0, min(best - LEAD, len(text) - length))
    return _word_start(text, start), _word_end(text, min(len(text), start + length))


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at, at + LEAD // 2) if at else -1
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", at - LEAD // 2, at) if at < len(text) else -1
    return space if space >= 0 else at


def _marked(text: str, hits: list[Place], start: int, end: int) -> str:
    parts, at = [], start
    for a, b in hits:
        if a < at or b > end:
            continue
        parts += [escape(text[at:a]), "<mark>", escape(text[a:b]), "</mark>"]
        at = b
    return "".join([*parts, escape(text[at:end])])
