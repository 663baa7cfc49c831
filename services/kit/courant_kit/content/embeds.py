"""Texts that a text includes, `![[page]]` (no I/O): for comrak, a wikilink with a mark before its name."""

import re

MARK = "\ufdd3"
ENCODED = "%EF%B7%93"

_WRITTEN = re.compile(r"(?<![\\!])!\[\[(?=[^\[\]|\n])")


def marked(text: str) -> str:
    """The Markdown with `[[` and a mark for each `![[`."""
    return _WRITTEN.sub(f"[[{MARK}", text.replace(MARK, "")) if "![[" in text else text


def plain(html: str) -> str:
    """The HTML with what was written where a mark was in no wikilink, as in code."""
    return html.replace(f"[[{MARK}", "![[").replace(MARK, "") if MARK in html else html
