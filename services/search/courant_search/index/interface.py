"""What an index of words answers, whatever its database; texts come to it as words (no I/O)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from courant_search.text.folding import fold
from courant_search.text.query import Phrase

BEGIN, END = ":b", ":e"
"""Words at both ends of each title, and in no text: a title that begins with a phrase, or is one, has them beside."""

LONGEST_SCOPE = 400
"""Bytes of such a word that are kept as they are: PostgreSQL refuses one of more than 2,046."""

_OTHER = re.compile(r"[^a-z0-9\u0080-\U0010ffff-]")


def scope_word(kind: str, value: str) -> str:
    """The word that says that a document belongs to something: of an `audience`, exactly; of others, folded.

    It has characters that no word of a text has, and no two values have the same: of a long one it has a hash.
    """
    exact = value if kind == "audience" else fold(value)
    if len(exact.encode()) > LONGEST_SCOPE:
        return f"{kind}:_{sha256(exact.encode()).hexdigest()}"
    return f"{kind}:{_OTHER.sub(lambda found: f'_{ord(found[0]):02x}', exact)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of a document, in their order; `scope` has the words of what it belongs to."""

    title: list[str]
    tags: list[str]
    body: list[str]
    scope: list[str]

    @property
    def words(self) -> set[str]:
        """All of its words, without the signs around the title."""
        return {*self.title, *self.tags, *self.body} - {BEGIN, END}


@dataclass(frozen=True, slots=True)
class Match:
    """What documents must have: all phrases (only in the title, if so), none of `without`, one word of each scope.

    `outside` are words of scopes that they must not have; `since` and `until` bound their date.
    """

    phrases: tuple[Phrase, ...]
    scopes: tuple[tuple[str, ...], ...]
    without: tuple[Phrase, ...] = ()
    outside: tuple[str, ...] = ()
    in_title: bool = False
    since: datetime | None = None
    until: datetime | None = None

    def narrowed(self) -> tuple["Match", ...]:
        """The same from the best to the widest: titles that are the words, begin with them, have them; then all."""
        if not self.phrases:
            return (self,)
        words = tuple(word for phrase in self.phrases for word in phrase.words)
        goes_on = self.phrases[-1].open
        titles = replace(self, in_title=True)
        return (
            replace(titles, phrases=(Phrase((BEGIN, *words, END)),)),
            replace(titles, phrases=(Phrase((BEGIN, *words), open=goes_on),)),
            titles,
            self,
        )


class Index(Protocol):
    """The words of all documents, by the numbers of the documents."""

    def create(self) -> None:
        """Create its tables."""
        ...

    def put(self, entries: Mapping[int, Entry]) -> None:
        """Store the words of documents, in place of those that they had."""
        ...

    def drop(self, numbers: Iterable[int]) -> None:
        """Delete the words of documents."""
        ...

    def words(self, numbers: Iterable[int]) -> set[str]:
        """The words of these documents; some of a very long one may be missing."""
        ...

    def find(self, match: Match, limit: int) -> list[int]:
        """The numbers of at most `limit` documents that match, the best first."""
        ...

    def count(self, match: Match) -> int:
        """How many documents match."""
        ...

    def learn(self, words: Iterable[str]) -> None:
        """Store words that documents have, for `words_like`."""
        ...

    def prune(self, words: Iterable[str]) -> None:
        """Delete those of the words for `words_like` that no document has."""
        ...

    def words_like(self, beginnings: Iterable[str], shortest: int, longest: int) -> list[str]:
        """The stored words with one of these beginnings and so many letters."""
        ...
