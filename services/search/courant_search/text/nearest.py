"""Words that are spelled like another (no I/O)."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

#: Words of up to this many letters may differ by one mistake, longer ones by two.
SHORT = 5


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

    found = [(0, distance, abs(len(words[at]) - len(word)), words[at]) for distance, at in close(words)]
    if goes_on and not found:
        begins = [one[: len(word)] for one in words]
        found = [(1, distance, len(words[at]) - len(word), words[at]) for distance, at in close(begins)]
    return [(mistakes, one) for _, mistakes, _, one in sorted(found)[:most]]
