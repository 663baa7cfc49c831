"""A wiki page between its file and the wiki."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from courant_kit.content import markdown

from courant_cli.imports.targets.wiki.chapters import slug

_ID = re.compile(r' id="([^"]*)"')
_FIRST = re.compile(r"\A\s*# +(?P<words>[^\n]*)")


@dataclass
class Page:
    """A page as it was read: its file, its path in the wiki, its title, its text as Markdown, and its front matter.

    `read` returns the text, which need not be in memory.
    """

    file: str
    path: str
    title: str
    read: Callable[[], str]
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its text as Markdown."""
        return self.read()

    @property
    def location(self) -> str:
        """Its future address on the site."""
        return quote(f"/wiki/{self.path}/", safe="/~")

    @cached_property
    def parts(self) -> list[str]:
        """The ids in it that a link may refer to, in order."""
        return _ID.findall(markdown.read(self.text, draw=False).html)

    def led(self, part: str) -> str:
        """The address of a part of it; of its top if the part is a heading that only repeats the title."""
        if not part:
            return self.location
        repeats = bool(self.parts) and slug(heading(self.text)) == slug(self.title) and unquote(part) == self.parts[0]
        return self.location if repeats else f"{self.location}#{part}"


def heading(text: str) -> str:
    """The text of the first-level heading at the beginning, or empty."""
    found = _FIRST.match(text)
    return re.sub(r"[`*]|<[^<>]*>|[ \t]+#+$", "", found["words"]).strip() if found else ""
