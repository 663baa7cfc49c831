"""Words that are spelled like another, and which words may have been meant at all (no I/O)."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from courant_search.text.words import is_paired

#: Words of up to this many letters may differ by one mistake, longer ones by two.
SHORT = 5

SHORTEST_KNOWN, LONGEST_KNOWN = 3, 30
"""Letters of a word that somebody may have meant."""


def may_be_mistyped(word: str) -> bool:
    """Whether another word may have been meant: not for a short word, a number, or a pair of characters."""
    return len(word) >= SHORTEST_KNOWN and not word.isdecimal() and not is_paired(word)


def may_be_meant(word: str) -> bool:
    """Whether a word of documents is worth knowing, since somebody may mistype it."""
    return may_be_mistyped(word) and len(word) <= LONGEST_KNOWN


def nearest(word: str, known: Iterable[str], *, goes_on: bool, most: int = 5) -> list[tuple[int, str]]:
    """The known words that are closest to a word: letters left out, put in, replaced or swapped; each with how many.

    If the word `goes_on`, it may also be close to a beginning.
    """
    from rapidfuzz import process  # loaded by the first typing mistake
    from rapidfuzz.distance import OSA

    most_mistakes = 1 if len(word) <= SHORT else 2
    words, scorer = list(known), cast("Any", OSA.distance)  # its stubs do not fit those of `extract`

    def close(to: Iterable[str]) -> Iterator[tuple[int, int]]:
        found = process.extract(word, to, scorer=scorer, score_cutoff=most_mistakes, limit=None)
        return ((int(distance), at) for _, distance, at in found if distance)

    found = [(distance, abs(len(words[at]) - len(word)), words[at]) for distance, at in close(words)]
    if goes_on and not found:
        begins = [one[: len(word)] for one in words]
        found = [(distance, len(words[at]) - len(word), words[at]) for distance, at in close(begins)]
    return [(mistakes, one) for mistakes, _, one in sorted(found)[:most]]
