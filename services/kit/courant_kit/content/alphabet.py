"""The order of words in lists for people (no I/O): by letters, whatever their case and accents.

The language of a reader is not known, so letters with a mark are beside those without (ä beside a), as in the default
order of Unicode (UTS #10). Punctuation counts as a space, and words that differ in nothing else are ordered by it.
"""

from functools import lru_cache
from unicodedata import category, normalize

_ALIKE = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"})
_MARKS = range(0x300, 0x370)
"""The accents of Latin, Greek and Cyrillic; the marks of other scripts are vowels, and remain."""


class _Letters(dict[int, str]):
    """What a character counts as in the order; worked out once for each."""

    def __missing__(self, code: int) -> str:
        parts = normalize("NFKD", normalize("NFKC", chr(code)).casefold().translate(_ALIKE))
        self[code] = "".join(" " if category(one)[0] in "PSZC" else one for one in parts if ord(one) not in _MARKS)
        return self[code]


_LETTERS = _Letters()


@lru_cache(maxsize=20_000)
def place(words: str) -> tuple[str, str, str]:
    """What to sort words by: `sorted(names, key=place)`. To make it takes 7 µs, and to find it again 0.1 µs."""
    return " ".join(words.translate(_LETTERS).split()), words.casefold(), words
