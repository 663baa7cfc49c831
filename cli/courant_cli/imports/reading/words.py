"""Words for comparison, in every language (no I/O)."""

from functools import lru_cache
from unicodedata import category, normalize


@lru_cache(maxsize=10_000)
def bare(words: str) -> str:
    """The letters and digits of some words, in lower case and without marks: `Bản nháp` becomes `bannhap`."""
    letters = normalize("NFKD", words.casefold()).replace("ı", "i")
    return "".join(one for one in letters if category(one)[0] in "LN")
