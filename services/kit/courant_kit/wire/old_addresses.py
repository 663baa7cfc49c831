"""Old addresses: the question where a path leads today, and the spellings under which one page was known."""

from typing import Annotated
from unicodedata import normalize

from msgspec import Meta

from courant_kit.wire.payload import Payload

LONGEST_PATH = 1000
"""The longest path that web looks up among old addresses."""


class OldPath(Payload):
    """A path of the site that no route takes, decoded, without slashes at its ends: where does it lead today?"""

    path: Annotated[str, Meta(min_length=1, max_length=LONGEST_PATH)]


def bare(path: str) -> str:
    """A path of the site as redirects are stored: no slash at either end, no query, composed characters (NFC)."""
    return normalize("NFC", path.partition("?")[0].partition("#")[0].strip("/"))


def spellings(path: str) -> list[str]:
    """The ways in which an old site may have written a path, the given one first: servers answer all of them alike.

    A file `a/b.html` is asked for as `a/b`, and a folder's `a/b/index.html` as `a/b/`.
    """
    stem = path.removesuffix(".html").removesuffix(".htm").removesuffix("/index")
    return list(dict.fromkeys((path, stem, f"{stem}.html", f"{stem}/index.html", f"{stem}.htm")))
