"""A wiki page between its file and the wiki."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from courant_kit import markdown

_ID = re.compile(r' id="([^"]*)"')
_FIRST = re.compile(r"\A\s*# +(?P<words>[^\n]*)")


@dataclass
class Page:
    """A page as it was read: the file, its front matter, its text as Markdown, and its path in the wiki."""

    file: str
    path: str
    title: str
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def location(self) -> str:
        """Where it will be on the site."""
        return quote(f"/wiki/{self.path}/", safe="/~")

    @cached_property
    def parts(self) -> set[str]:
        """The ids in it that a link may lead to."""
        return set(_ID.findall(markdown.render(self.text)))


def heading(text: str) -> str:
    """The words of the first-level heading that a text begins with, empty when it begins otherwise."""
    found = _FIRST.match(text)
    return re.sub(r"[`*]|<[^<>]*>|[ \t]+#+$", "", found["words"]).strip() if found else ""
