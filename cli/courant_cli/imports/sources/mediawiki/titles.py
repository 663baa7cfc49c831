"""Titles of MediaWiki (no I/O): which page a link means, and the file of a page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from courant_cli.imports.staging import file_name

_MOST_STEPS = 10


@dataclass(slots=True)
class Titles:
    """The pages of a dump by their titles, and where redirects lead; namespaces by their names in small letters."""

    namespaces: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def add(self, title: str) -> None:
        """Give a page its file; a title with slashes lies in folders, as subpages do."""
        parts = [file_name(part) for part in title.split("/") if part.strip()] or ["-"]
        file = "/".join(parts)
        while f"{file}.md".casefold() in self._taken:
            file += "_"
        self._taken.add(f"{file}.md".casefold())
        self.files[title] = f"{file}.md"

    def found(self, title: str) -> tuple[str, str]:
        """The title of the page that a link means, and the part that a redirect adds; empty if there is none."""
        at, part = normal(title), ""
        for _ in range(_MOST_STEPS):
            if at in self.files:
                return at, part
            at, _, more = self.redirects.get(at, "").partition("#")
            part, at = more or part, normal(at)
        return "", ""

    def circles(self) -> Iterable[str]:
        """The redirects that lead to no page: in a circle, or to one that is not in the dump."""
        return (title for title in self.redirects if not self.found(title)[0])

    def aliases(self) -> dict[str, list[str]]:
        """The titles of all redirects to each page."""
        there: dict[str, list[str]] = {}
        for title in self.redirects:
            if at := self.found(title)[0]:
                there.setdefault(at, []).append(title)
        return there

    def kind(self, title: str) -> str:
        """The number of the namespace that a title begins with, "0" for none; "" for what leads to another wiki."""
        name, colon, _ = title.partition(":")
        words = name.strip().replace("_", " ").casefold()
        if not colon:
            return "0"
        if words in self.namespaces:
            return self.namespaces[words]
        return "" if re.fullmatch(r"[a-z]{2,3}(?:-[a-z]+)?|w(?:ikipedia)?|wikt|commons|mw|meta", words) else "0"


def normal(title: str) -> str:
    """A title as MediaWiki stores it: spaces for underscores, and a capital first letter."""
    words = " ".join(title.replace("_", " ").split()).lstrip(":").strip()
    return words[:1].upper() + words[1:]
