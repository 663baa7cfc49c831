"""What people type, as what the index is asked (no I/O). Nothing that they type is an error."""

import re
from dataclasses import dataclass, field

from courant_search.text.words import pairs, runs

LONGEST_QUERY = 300
MOST_TERMS = 12

_PIECE = re.compile(
    r'(?P<minus>(?<=\s)-(?=[^\s-]))?(?:(?P<name>tag|author|module|space):(?P<value>"[^"]+"|[^\s"]+)|"(?P<phrase>[^"]*)(?P<end>"?)'
    r'|(?P<words>[^\s"]+))'
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; if `open`, the last one may go on."""

    words: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query: phrases that must all be there, phrases that must not, and filters by name, as they were typed.

    `terms` are the runs of its words, for marking them in an excerpt; the last one may go on if the last phrase may.
    """

    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    filters: dict[str, list[str]] = field(default_factory=dict)
    terms: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words that must be there, in their order."""
        return tuple(word for phrase in self.phrases for word in phrase.words)

    @property
    def open(self) -> bool:
        """Whether the last word may go on."""
        return bool(self.phrases) and self.phrases[-1].open


def parse(text: str, *, typing: bool = True) -> Query:
    """Read a query; while its writer is still `typing`, its last word may go on.

    Words must all be there; words in quotes must follow each other, and so must those of a quote that is still open.
    `-word` must not be there; a query cannot begin with it. `tag:`, `author:`, `module:` and `space:` filter.
    """
    found = _Found()
    text = text[:LONGEST_QUERY]
    for piece in _PIECE.finditer(text):
        if piece["name"] and not piece["minus"]:
            found.filters.setdefault(piece["name"], []).append(piece["value"].strip('"'))
        else:
            found.add(piece)
    return found.query(typing=typing and bool(text) and not text[-1].isspace() and text[-1] != '"')


class _Found:
    def __init__(self) -> None:
        self.phrases: list[Phrase] = []
        self.without: list[Phrase] = []
        self.filters: dict[str, list[str]] = {}
        self.terms: list[str] = []

    def add(self, piece: re.Match[str]) -> None:
        """Add the words of a piece of the query."""
        quoted = piece["phrase"]
        here = runs(quoted if quoted is not None else piece["words"] or piece["value"])[: MOST_TERMS - len(self.terms)]
        words = [tuple(pairs(run)) for run in here]
        phrases = [tuple(word for run in words for word in run)] if quoted is not None else words
        if piece["minus"] and self.phrases:
            self.without += [Phrase(one) for one in phrases if one]
            return
        self.terms += here
        self.phrases += [Phrase(one) for one in phrases if one]

    def query(self, *, typing: bool) -> Query:
        """The query; a character alone of a script without spaces always goes on."""
        last = len(self.phrases) - 1
        phrases = tuple(
            Phrase(one.words, open=(typing and at == last) or _is_character(one.words))
            for at, one in enumerate(self.phrases)
        )
        return Query(phrases, tuple(self.without), self.filters, tuple(self.terms))


def _is_character(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(words[0]) == 1 and not words[0].isascii()
