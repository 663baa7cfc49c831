"""Letters that readers take for the same: upper and lower case, accents, widths (no I/O)."""

import re
from unicodedata import normalize

_MARKS = re.compile("[\u0300-\u036f]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ς": "σ"}
)


def fold(text: str) -> str:
    """The text in small letters of the normal width, those of Latin, Greek and Cyrillic without their accents."""
    if text.isascii():
        return text.lower()
    # Only accents of these scripts are in that block; marks of other scripts are letters of their words.
    bare = _MARKS.sub("", normalize("NFKD", text))
    return normalize("NFKC", bare).casefold().translate(_LETTERS)


class _Narrow(dict[int, str]):
    """What each character becomes, looked up once: the first letter of its folded form, so that lengths stay."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = (fold(chr(code)) or chr(code))[0]
        return folded


_narrow = _Narrow()


def narrow(text: str) -> str:
    """The text folded letter by letter, as long as it was, so that a place in it is the same place in the text."""
    if text.isascii():
        return text.lower()
    return text.translate(_narrow)
