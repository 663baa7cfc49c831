"""Texts that a text includes, `![[page]]` (no I/O): for comrak, a wikilink with a mark before its name.

One that is alone in its paragraph is included; others are links. What is included has been rendered and sanitized by
itself, so its place alone passes the sanitizer.
"""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

MARK, PLACE = "\ufdd3", "\ufdd4"
ENCODED = "%EF%B7%93"
MOST = 20
"""How many texts one text may include."""

Include = Callable[[str, str], str | None]
"""Renders what a name means, with a prefix for its ids; None if it is shown as a link instead."""

_WRITTEN = re.compile(r"(?<![\\!])!\[\[(?=[^\[\]|\n])")
_ALONE = re.compile(rf'<p><a href="{ENCODED}([^"]*)" data-wikilink="true">(?:[^<]|<(?!/a>))*+</a></p>')
_PLACE = re.compile(rf"<p>{PLACE}(\d{{1,3}}){PLACE}</p>")


def marked(text: str) -> str:
    """The Markdown with `[[` and a mark for each `![[`."""
    text = unmarked(text)
    return _WRITTEN.sub(f"[[{MARK}", text) if "![[" in text else text


def unmarked(text: str) -> str:
    """The Markdown without marks that somebody has typed."""
    return text.replace(MARK, "").replace(PLACE, "")


def plain(html: str) -> str:
    """The HTML with what was written where a mark was in no wikilink, as in code."""
    return html.replace(f"[[{MARK}", "![[").replace(MARK, "") if MARK in html else html


class Included:
    """The texts that one text includes, by the numbers of their places."""

    def __init__(self, include: Include | None, prefix: str) -> None:
        self._include, self._prefix = include, prefix
        self._found: list[str] = []

    def placed(self, html: str) -> str:
        """HTML of comrak with a place for each text that is included."""
        return _ALONE.sub(self._place, html) if ENCODED in html else html

    def shown(self, html: str) -> str:
        """Sanitized HTML with the texts in their places."""
        left = dict(enumerate(self._found))  # a place that somebody typed as an entity shows nothing twice
        return _PLACE.sub(lambda found: left.pop(int(found[1]), ""), html) if left else html

    def _place(self, found: re.Match[str]) -> str:
        number = len(self._found)
        if self._include is None or number >= MOST:
            return found[0]
        html = self._include(unescape(unquote(found[1])), f"{self._prefix}in-{number + 1}--")
        if html is None:
            return found[0]
        self._found.append(html)
        return f"<p>{PLACE}{number}{PLACE}</p>"
