"""What people type, as what the index is asked (no I/O). Nothing that they type is an error."""

import re
from dataclasses import dataclass, field, replace

from courant_search.text.words import pairs, runs

LONGEST_QUERY = 300
MOST_TERMS = 12

_PIECE = re.compile(
    r'(?P<minus>(?<=\s)-(?=[^\s-])(?![a-zA-Z0-9](?:\s|$)))?(?:(?P<name>tag|author|module|space):(?P<value>"[^"]+"|[^\s"]+)|"(?P<phrase>[^"]*)(?P<end>"?)'
    r'|(?P<words>[^\s"]+))'
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; if `open`, the last one may go on."""

    words: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query: what must all be there, what must not, and filters by name, as they were typed.

    Each of the `terms` has the runs of a word, of words that signs join (`foo-bar`), or of a phrase in quotes; excerpts
    mark them. `loose` has the words that signs join each for itself.
    """

    terms: tuple[Phrase, ...] = ()
    loose: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    filters: dict[str, list[str]] = field(default_factory=dict)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The terms, as the index has their words."""
        return tuple(map(_indexed, self.terms))

    @property
    def open(self) -> bool:
        """Whether the last word may go on."""
        return bool(self.terms) and self.terms[-1].open

    def loosened(self) -> "Query":
        """The same for who finds nothing: words that signs join may be anywhere."""
        return replace(self, terms=self.loose)


def parse(text: str, *, typing: bool = True) -> Query:
    """Read a query; while its writer is still `typing`, its last word may go on.

    Words must all be there; words in quotes must follow each other, and so must those of a quote that is still open
    and those that signs join, as in `foo-bar`. `-word` must not be there; a query cannot begin with it, and `-x` is an
    option that a command has. `tag:`, `author:`, `module:` and `space:` filter.
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
        self.terms: list[tuple[str, ...]] = []
        self.loose: list[tuple[str, ...]] = []
        self.without: list[Phrase] = []
        self.filters: dict[str, list[str]] = {}

    def add(self, piece: re.Match[str]) -> None:
        """Add the words of a piece of the query."""
        quoted = piece["phrase"]
        words = quoted if quoted is not None else piece["words"] or piece["value"]
        term = tuple(runs(words)[: MOST_TERMS - sum(map(len, self.terms))])
        if not term:
            return
        if piece["minus"] and self.terms:
            self.without.append(_indexed(Phrase(term)))
            return
        self.terms.append(term)
        self.loose += [term] if quoted is not None else [(run,) for run in term]

    def query(self, *, typing: bool) -> Query:
        """The query; its last word may go on while it is typed."""
        return Query(_opened(self.terms, typing), _opened(self.loose, typing), tuple(self.without), self.filters)


def _opened(terms: list[tuple[str, ...]], typing: bool) -> tuple[Phrase, ...]:
    """The terms; a character alone of a script without spaces always goes on."""
    last = len(terms) - 1
    return tuple(Phrase(one, open=(typing and at == last) or _is_character(one)) for at, one in enumerate(terms))


def _indexed(term: Phrase) -> Phrase:
    return Phrase(tuple(word for run in term.words for word in pairs(run)), term.open)


def _is_character(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(words[0]) == 1 and not words[0].isascii()
