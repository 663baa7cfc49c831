"""Passages of a text (no I/O): quoting them, and finding them again after the text has changed.

A quotation is a TextQuoteSelector of the W3C's Web Annotation Data Model (4.2.4): the exact words, and some words
before and after them. Texts are what readers see (`words`), and positions count characters of them.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from html import unescape
from typing import NamedTuple
from urllib.parse import quote

import nh3

from courant_wiki.discussion.alignment import Alignment, aligned

CONTEXT = 32
LONGEST = 1000
MOST_PLACES = 1000
STRONG = 24
"""So many of the 2 * CONTEXT characters around a quotation identify a place with the same words."""
TELLING = 20
"""Words with so many characters identify a passage by themselves, if they occur only once."""
SURE = 16
ALIKE = 0.5
MOVED_ALIKE = 0.75
CLEARLY = 0.1
SEED = 4
MOST_SEEDS = 40
SHORT_LINK = 60

# The white space of JavaScript (`\s`), so that browser and service count alike.
_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SPACES = re.compile(f"[{_SPACE}]+")
_UNSAID = re.compile(r"<(button|annotation|style|script)\b.*?</\1>", re.DOTALL)


class Quote(NamedTuple):
    """The words of a passage, and up to CONTEXT characters before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Span(NamedTuple):
    """A passage: where it begins in a text, and where it ends."""

    start: int
    end: int


def words(html: str) -> str:
    """The words of some HTML, with one space, or one line break, for each run of white space."""
    text = unescape(nh3.clean(_UNSAID.sub("", html), tags=set()))
    return _SPACES.sub(lambda found: "\n" if "\n" in found[0] else " ", text).strip()


def spaced(text: str) -> str:
    """A text on one line, with single spaces."""
    return level(text).strip()


def level(text: str) -> str:
    """A text on one line, with the spaces at its ends."""
    return _SPACES.sub(" ", text)


def quoted(text: str, span: Span) -> Quote:
    """The quotation of a passage."""
    flat = _flat(text)
    start, end = span
    return Quote(flat[start:end], flat[max(start - CONTEXT, 0) : start], flat[end : end + CONTEXT])


def occurrences(text: str, exact: str) -> list[int]:
    """Where these words are in a text, at most MOST_PLACES times."""
    return _places(_flat(text), exact)


def nth(text: str, span: Span) -> int:
    """How many times the words of a passage begin before it; -1 if they occur once, or too often to count."""
    places = occurrences(text, _flat(text)[span.start : span.end])
    return places.index(span.start) if 1 < len(places) < MOST_PLACES else -1


def chosen(text: str, wanted: Quote, near: int = -1) -> list[Span]:
    """The places that a quotation may mean: one, or none, or several that nothing distinguishes.

    Of several places with the same words, those come in question whose surroundings are most like the quotation's, and
    of those the one next to `near`, if that is not -1.
    """
    flat = _flat(text)
    places = _places(flat, wanted.exact)
    scores = {place: _agreement(flat, wanted, place, edges=False) for place in places}
    most = max(scores.values(), default=0)
    best = [place for place, score in scores.items() if score == most]
    if near >= 0 and len(places) < MOST_PLACES:
        best = sorted(best, key=lambda place: abs(place - near))[:1]
    return [Span(place, place + len(wanted.exact)) for place in best]


def followed(old: str, new: str, spans: Iterable[Span]) -> list[Span | None]:
    """Where passages of an old text are in the new one; None for one that is gone."""
    spans = list(spans)
    if not spans or old == new:
        return list(spans)
    search = _Search(_flat(old), _flat(new), aligned(old, new))
    return [search.follow(span) for span in spans]


def regained(old: str, new: str, quotes: Iterable[Quote]) -> list[Span | None]:
    """Where passages that were gone from the old text are in the new one, if they came back."""
    quotes = list(quotes)
    if not quotes or old == new:
        return [None] * len(quotes)
    search = _Search(_flat(old), _flat(new), aligned(old, new))
    return [search.exactly(one, None) for one in quotes]


def link(exact: str) -> str:
    """The hash of an address that leads to these words, in browsers that know text fragments."""
    parts = [exact]
    if len(exact) > SHORT_LINK:
        pieces = exact.split(" ")
        ends = " ".join(pieces[:5]), " ".join(pieces[-5:])
        parts = list(ends) if len(pieces) > 2 * 5 else parts
    return "#:~:text=" + ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)


class _Search(NamedTuple):
    """Looks for passages of an old text in a new one; both on one line."""

    old: str
    new: str
    alignment: Alignment

    def follow(self, span: Span) -> Span | None:
        wanted = quoted(self.old, span)
        unharmed = self.unharmed(span)
        return unharmed or self.exactly(wanted, span) or self.changed(span) or self.moved(wanted.exact, span)

    def unharmed(self, span: Span) -> Span | None:
        """The place that the alignment gives, if enough around it was left alone as well."""
        run = self.alignment.around(*span)
        if run is None:
            return None
        here = Span(span.start - run.a + run.b, span.end - run.a + run.b)
        if run.size - (span.end - span.start) >= SURE:
            return here
        exact = self.new[here.start : here.end]
        alone = all(len(_places(text, exact)) == 1 for text in (self.old, self.new))
        return here if alone else None

    def exactly(self, wanted: Quote, span: Span | None) -> Span | None:
        """A place with the same words that is new, in surroundings like theirs, or if the words are telling."""
        places = _places(self.new, wanted.exact)
        if len(places) >= MOST_PLACES:
            return None
        size = len(wanted.exact)
        scored = [(_agreement(self.new, wanted, at), at) for at in places if not self.was_another(at, size, span)]
        best = max(scored, default=(-1, 0))
        if not scored or sum(score == best[0] for score, _ in scored) > 1:
            return None
        sure = best[0] >= STRONG or (len(places) == 1 and size >= TELLING)
        return Span(best[1], best[1] + size) if sure else None

    def was_another(self, place: int, size: int, span: Span | None) -> bool:
        """Whether these words at a place were already in the old text, elsewhere than in the passage."""
        run = self.alignment.origin(place, place + size)
        return run is not None and (span is None or place - run.b + run.a != span.start) and run.size >= TELLING

    def changed(self, span: Span) -> Span | None:
        """What became of a passage where it was, if half of it is left."""
        pieces = self.alignment.pieces(*span)
        left = sum(piece.size for piece in pieces)
        if not left:
            return None
        first, last = pieces[0], pieces[-1]
        start, end = first.b, last.b + last.size
        before, after = self.alignment.around(span.start - 1, span.start), self.alignment.around(span.end, span.end + 1)
        if first.at > span.start and before:
            start = span.start - before.a + before.b
        if last.at + last.size < span.end and after:
            end = span.end - after.a + after.b
        anchored = bool(before and after) and min(before.size, after.size) >= SURE // 2 if before and after else False
        if left < SURE and not anchored:
            return None
        return self.trimmed(start, end) if left >= ALIKE * max(span.end - span.start, end - start) else None

    def moved(self, exact: str, span: Span) -> Span | None:
        """A new place with words much like these."""
        if len(exact) < TELLING:
            return None
        scored = sorted(((_alike(exact, self.new[low:high]), low, high) for low, high in self.windows(exact)))[::-1]
        if not scored or scored[0][0] < MOVED_ALIKE:
            return None
        alike, low, high = scored[0]
        rivals = (one for one, start, end in scored[1:] if end <= low or start >= high)
        if alike - max(rivals, default=0) < CLEARLY or self.alignment.known(low, high, span) > ALIKE * (high - low):
            return None
        return self.trimmed(low, high)

    def windows(self, exact: str) -> set[tuple[int, int]]:
        """The places in the new text where some of these words are, and only there."""
        found = set[tuple[int, int]]()
        starts = [at.start() for at in re.finditer(r"\S+", exact)]
        step = max(1, (len(starts) - SEED) // MOST_SEEDS)
        for first in range(0, max(len(starts) - SEED, 0) + 1, step):
            end = starts[first + SEED] if first + SEED < len(starts) else len(exact)
            seed = exact[starts[first] : end].strip()
            place = self.new.find(seed)
            if place >= 0 and self.new.find(seed, place + 1) < 0:
                low = max(place - starts[first], 0)
                found.add(self.on_words(low, min(low + len(exact), len(self.new))))
        return found

    def on_words(self, low: int, high: int) -> tuple[int, int]:
        """A stretch of the new text, with the words at both ends complete."""
        while low > 0 and not self.new[low - 1].isspace() and not self.new[low].isspace():
            low -= 1
        while high < len(self.new) and not self.new[high].isspace() and not self.new[high - 1].isspace():
            high += 1
        return low, high

    def trimmed(self, start: int, end: int) -> Span | None:
        inside = self.new[start:end]
        start += len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
        return Span(start, end) if start < end <= start + LONGEST else None


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _places(flat: str, exact: str) -> list[int]:
    found, at = list[int](), flat.find(exact) if exact else -1
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = flat.find(exact, at + 1)
    return found


def _agreement(flat: str, wanted: Quote, place: int, *, edges: bool = True) -> int:
    """How much of the surroundings of a quotation is around a place; with `edges`, an end of a text is like another."""
    end = place + len(wanted.exact)
    before = _shared(wanted.prefix[::-1], flat[max(place - CONTEXT, 0) : place][::-1])
    after = _shared(wanted.suffix, flat[end : end + CONTEXT])
    if edges and before == len(wanted.prefix) == place:
        before = CONTEXT
    if edges and after == len(wanted.suffix) == len(flat) - end:
        after = CONTEXT
    return before + after


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at the beginning."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )  # fmt: skip


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
