"""Words for comparison, in every language (no I/O)."""

from unicodedata import category, normalize


def bare(words: object) -> str:
    """The letters and digits of some words, in lower case and without marks: `Bản nháp` becomes `bannhap`."""
    letters = normalize("NFKD", str(words).casefold()).replace("ı", "i")
    return "".join(one for one in letters if category(one)[0] in "LN")
