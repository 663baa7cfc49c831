"""Paths of wiki pages, pure: how they are written, what they are called, where they lead on the site.

A path is `a/b/c`: at most 12 segments of letters, digits, `-` and `_` of any script, in lower case and Unicode's form
NFC. `~` begins what is not a page (`/wiki/a/b/~history/`), so it never stands in one.
"""

import hashlib
import re
from itertools import accumulate
from unicodedata import category, normalize
from urllib.parse import quote

from courant_kit.calls.errors import Invalid

ROOT = "/wiki/"
DEEPEST = 12
LONGEST_SEGMENT = 100
LONGEST = 500
RESERVED = {"feed": "the wiki's feed"}


def clean(path: str, field: str = "path") -> str:
    """The path as it is kept (`/Handbook/First steps/` is `handbook/first-steps`); raises Invalid naming `field`."""
    if "~" in path:
        raise Invalid("“~” cannot stand in a path.", field=field)
    segments = [_segment(words, field) for words in path.strip("/ ").split("/")]
    cleaned = "/".join(segments)
    if len(segments) > DEEPEST:
        raise Invalid(f"The path is {len(segments)} levels deep; at most {DEEPEST} are possible.", field=field)
    if len(cleaned) > LONGEST:
        raise Invalid(f"The path has {len(cleaned):,} characters; at most {LONGEST} are possible.", field=field)
    if cleaned in RESERVED:
        raise Invalid(f"“{cleaned}” is the address of {RESERVED[cleaned]}; please choose another.", field=field)
    return cleaned


def slug(words: str) -> str:
    """Words as one segment: `Größe & mehr` is `größe-mehr`; "" when nothing is left of them."""
    kept = (one if one == "_" or category(one)[0] in "LMN" else "-" for one in normalize("NFC", words).lower())
    return re.sub("-+", "-", normalize("NFC", "".join(kept))).strip("-")


def title_of(path: str) -> str:
    """A title for a page that has none: `rustdoc-internals` is `Rustdoc internals`."""
    words = path.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def above(path: str) -> list[str]:
    """The paths that this one lies below, from the top: `a/b/c` gives `a` and `a/b`."""
    return list(accumulate(path.split("/")[:-1], "{}/{}".format))


def parent(path: str) -> str:
    """The path right above, "" at the top."""
    return path.rpartition("/")[0]


def join(*parts: str) -> str:
    """The parts that are not empty, as one path."""
    return "/".join(part for part in parts if part)


def location(path: str, *verb: str | int) -> str:
    """Where a page is on the site, percent-encoded (RFC 3986): `location("a/b", "~diff", 3, 5)`."""
    return quote(ROOT + "".join(f"{part}/" for part in (path, *verb) if part != ""), safe="/~")


def key(path: str) -> str:
    """Stands for a path in ids of fragments and elements: 20 hexadecimal digits."""
    return hashlib.blake2b(path.encode(), digest_size=10).hexdigest()


def _segment(words: str, field: str) -> str:
    segment = slug(words)
    if not segment:
        raise Invalid("Every part of a path needs a letter or a digit.", field=field)
    if len(segment) > LONGEST_SEGMENT:
        raise Invalid(
            f"A part of the path has {len(segment):,} characters; at most {LONGEST_SEGMENT} are possible.", field=field
        )
    return segment
