"""The place of a file in its site, as a source names it (no I/O).

`posts/a.md` and `posts/a/index.md` are one place, `posts/a`. A source is the site's name, a colon, and the place below
the top of the site: `//example.org:content/posts/a`, or `ada/notes:a` for a folder whose site is not known. Sources of
older versions are paths with the file's suffix: `blog/content/posts/a.md`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import PurePosixPath
from unicodedata import normalize

from courant_cli.imports.reading.folder import MARKDOWN

LONGEST = 300
_AGAIN = re.compile(r"~\d+$")

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `site` if the site's address is known, the parts `below` its top, and all parts that are known."""

    site: str
    below: Parts
    all: Parts

    def may_be(self, other: "Place") -> bool:
        """Whether one place can be the other, seen from another folder or in a copy."""
        if self.site and other.site:
            return self.site == other.site and self.below == other.below
        return self.common(other) >= min(len(self.below), len(other.below))

    def common(self, other: "Place") -> int:
        """The number of parts that are the same, counted from the end."""
        pairs = zip(reversed(self.all), reversed(other.all), strict=False)
        return next((count for count, (one, two) in enumerate(pairs) if one != two), min(len(self.all), len(other.all)))


def parts_of(path: str) -> Parts:
    """The parts of a file's place: without its suffix, and without `index` in a folder of its own."""
    file = PurePosixPath(normalize("NFC", path))
    stem = file.stem if file.suffix.lower() in MARKDOWN else file.name
    folder = file.parent.parts
    word, dot, language = stem.partition(".")
    if word.lower() == "index" and folder:
        return (*folder[:-1], f"{folder[-1]}{dot}{language}")
    return (*folder, stem)


def source(name: str, below: Parts) -> str:
    """The source that names a place."""
    words = f"{name}:{'/'.join(below)}"
    return words if len(words) <= LONGEST else f"{blake2b(words.encode(), digest_size=8).hexdigest()}{words[-280:]}"


@lru_cache(maxsize=20_000)
def read(words: str) -> Place:
    """The place that a source names."""
    if words.lower().endswith(tuple(MARKDOWN)):
        parts = parts_of(words)
        return Place("", parts[min(2, len(parts) - 1) :], parts)
    name, _, rest = _AGAIN.sub("", words).partition(":")
    below = tuple(rest.split("/"))
    if name.startswith("//"):
        return Place(name.removeprefix("//"), below, below)
    return Place("", below, (*name.split("/"), *below))
