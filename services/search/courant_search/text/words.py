"""The words of a text, split once, here, for every database (no I/O).

A word is a run of letters, marks and digits of one script, folded. Chinese, Japanese, Korean, Thai, Lao, Khmer and
Burmese have no spaces between words, or search within them: their runs become overlapping pairs of characters.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, groupby
from unicodedata import category

from courant_search.text.folding import fold

LONGEST_WORD = 60

#: Words with other characters, as they are written in small letters.
NAMES = ("c++", "g++", "c#", "f#", ".net")

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_MARKED = chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0))
_PAIRED = re.compile(f"[{_UNSPACED}]")
_ASCII = re.compile(r"(?<![a-z0-9])(?:c\+\+|g\+\+|c#|f#|\.net)(?![a-z0-9])|[a-z0-9]+")


@cache
def _any() -> re.Pattern[str]:
    marks = "".join(f"{chr(first)}-{chr(last)}" for first, last in _marks())
    names = rf"(?<![^\W_])(?:{'|'.join(map(re.escape, NAMES))})(?![^\W_])"
    unspaced = f"[{_UNSPACED}{marks}]*[{_UNSPACED}][{_UNSPACED}{marks}]*"
    return re.compile(rf"{names}|{unspaced}|(?:(?![{_UNSPACED}])(?:[^\W_]|[{marks}]))+")


def _marks() -> Iterator[tuple[int, int]]:
    """The ranges of the marks: vowels and accents that belong to the letter before them."""
    for _, group in groupby(
        enumerate(code for code in _MARKED if category(chr(code))[0] == "M"), lambda at: at[1] - at[0]
    ):
        codes = [code for _, code in group]
        yield codes[0], codes[-1]


def split(text: str) -> list[str]:
    """The words of a text in their order, as they are indexed."""
    found = runs(text)
    if not _PAIRED.search(text):  # most texts: a step for each word would take most of the time
        return [run[:LONGEST_WORD] for run in found]
    return [word for run in found for word in _indexed(run)]


def runs(text: str) -> list[str]:
    """The folded runs of a text, each a word, or several where there are no spaces between words."""
    folded = fold(text)
    return _ASCII.findall(folded) if folded.isascii() else _any().findall(folded)


def pairs(run: str) -> list[str]:
    """The words for which a query of this run asks, one after the other."""
    if len(run) > 1 and is_paired(run):
        return [run[at : at + 2] for at in range(len(run) - 1)]
    return [run[:LONGEST_WORD]]


def is_paired(run: str) -> bool:
    """Whether a run is indexed as pairs of characters."""
    return not run.isascii() and _PAIRED.search(run) is not None


def _indexed(run: str) -> Iterator[str]:
    yield from pairs(run)
    if len(run) > 1 and is_paired(run):
        yield run[-1]  # who asks for one character finds it at the end of a run, too
