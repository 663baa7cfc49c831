"""All generators together (no I/O): turns their syntax into Markdown where possible, and reports the rest.

A folder does not say which generator it was written for, and people carry habits from one to another, so each text is
read as any of them.
"""

import re

from courant_cli.imports.reading.addresses import masked, outside_code
from courant_cli.imports.sources.hugo import HUGO
from courant_cli.imports.sources.jekyll import JEKYLL
from courant_cli.imports.sources.zola import ZOLA

ALL = (ZOLA, HUGO, JEKYLL)

LINKS = tuple(link for one in ALL for link in one.links)
"""Prefixes of addresses that refer to a file."""

_HEADING_ID = re.compile(r"^(?P<words>#{1,6} .*?)[ \t]*\{#(?P<id>[\w-]+)[^}\n]*\}[ \t]*$", re.MULTILINE)
_NAMED = re.compile(r"""<a name=(?P<name>"[^"<>]*"|'[^'<>]*')""")
_ANCHORS = ((_NAMED, r"<a id=\g<name>"), (_HEADING_ID, r'\g<words> <a id="\g<id>"></a>'))
_COMMAND = re.compile(f"{HUGO.command}|{JEKYLL.command}|{ZOLA.command}")
_UNSHOWN = re.compile(r"<(?P<tag>script|style|iframe|object|embed|video|audio|form|canvas)\b", re.IGNORECASE)


def plain(text: str) -> str:
    """The text with heading ids, fences and address commands converted to Markdown."""
    for pattern, becomes in (fence for one in ALL for fence in one.fences):
        text = pattern.sub(becomes, text)
    for pattern, becomes in (*(rewrite for one in reversed(ALL) for rewrite in one.rewrites), *_ANCHORS):
        text = _replaced(text, pattern, becomes)
    return text


def shortcodes(text: str) -> list[str]:
    """The names of the generators' commands that remain in the text."""
    return [found[found.lastgroup or 0] for found in outside_code(text, _COMMAND)]


def unshown(text: str) -> list[str]:
    """The HTML elements that no page shows, in order of first appearance."""
    return list(dict.fromkeys(f"<{found['tag'].lower()}>" for found in outside_code(text, _UNSHOWN)))


def _replaced(text: str, pattern: re.Pattern[str], becomes: str) -> str:
    """The text with matches outside code replaced."""
    if not pattern.search(text):
        return text
    parts, end, words = [], 0, masked(text)
    for found in pattern.finditer(text):
        if words[found.start()] == text[found.start()]:
            parts += [text[end : found.start()], found.expand(becomes)]
            end = found.end()
    return "".join((*parts, text[end:]))
