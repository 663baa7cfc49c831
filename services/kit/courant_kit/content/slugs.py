"""Words as a part of an address (no I/O): one function for titles, tags, headings and file names."""

import re
from functools import lru_cache
from unicodedata import category, normalize

_SIGNS = {"+": "-plus", "#": "-sharp"}
_NAMED = re.compile(r"(?<=[^\W_])(?:\+\+(?=[^\W\d_]|\b)|[+#]+(?![^\W_])|\+\+(?=\d))")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")

#: How the languages with these letters write them in plain Latin letters; others only lose their marks.
_LATIN = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "a", "þ": "th", "ð": "d",
    "đ": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ł": "l", "ŋ": "ng", "ŧ": "t", "ſ": "s", "ĳ": "ij", "ŀ": "l", "ŉ": "n",
    "ə": "e", "ƒ": "f", "ơ": "o", "ư": "u",
})  # fmt: skip


@lru_cache(maxsize=2000)
def slug(words: str, *, latin: bool = False) -> str:
    """Words as one segment of an address: lowercase letters and digits of any script, `-` and `_`; "" if none are left.

    `Größe & mehr` becomes `größe-mehr`. With `latin`, Latin letters lose their marks (`groesse-mehr`), and letters of
    other scripts stay; an apostrophe inside a word is left out. Signs that distinguish names have words: C++ becomes
    `c-plus-plus`, and C# becomes `c-sharp`.
    """
    lower = normalize("NFC", words).lower()
    named = _NAMED.sub(lambda found: "".join(_SIGNS[sign] for sign in found[0]) + "-", lower)
    plain = plain_latin(_APOSTROPHE.sub("", named)) if latin else named
    kept = "".join(one if one == "_" or category(one)[0] in "LMN" else "-" for one in plain)
    return re.sub("-+", "-", normalize("NFC", kept)).strip("-")


def key(name: str) -> str:
    """What the spellings of a name have in common: C, C++ and C# are three names, and `Web Dev` is also `web-dev`."""
    return re.sub(r"[-_./@\s]+", "-", normalize("NFKC", name).casefold()).strip("-") or name


def plain_latin(words: str) -> str:
    """Lowercase words with plain Latin letters instead of marked ones (`łódź` becomes `lodz`); the rest stays."""
    result = ""
    for letter in words.translate(_LATIN):
        bare = normalize("NFKD", letter).encode("ascii", "ignore").decode()
        mark = category(letter) == "Mn" and result[-1:].isascii()
        result += "" if mark and result else bare or letter
    return result
