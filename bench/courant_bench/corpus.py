"""A corpus for searching: pages whose words are as unequally frequent as those of a language, always the same."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

VOCABULARY = 30_000
WORDS = 100
TITLE = 4
FIRST = ("b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "cl", "st", "tr")
LAST = ("a", "e", "i", "o", "u", "ai", "en", "or", "us")
SYLLABLES = [first + last for first in FIRST for last in LAST]


class Corpus:
    """Pages and queries. Word number n of the vocabulary is as frequent as 1/n, as in a language (Zipf)."""

    def __init__(self, seed: int = 1) -> None:
        """Draw the vocabulary."""
        self._random = Random(seed)  # noqa: S311 - a corpus need not be secret
        found: dict[str, None] = {}
        while len(found) < VOCABULARY:
            found["".join(self._random.choices(SYLLABLES, k=self._random.choice((1, 2, 2, 3, 3, 4))))] = None
        self._words = list(found)
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))

    def pages(self, count: int) -> Iterator[tuple[str, str]]:
        """The title and the text of each page."""
        for _ in range(count):
            yield " ".join(self._drawn(TITLE)), " ".join(self._drawn(WORDS))

    def typed(self, queries: int) -> Iterator[str]:
        """What is in the field after each key, while somebody types queries of one to three words."""
        for _ in range(queries):
            query = " ".join(self._drawn(self._random.choice((1, 2, 2, 3))))
            yield from (query[:length] for length in range(1, len(query) + 1) if not query[:length].endswith(" "))

    def _drawn(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)
