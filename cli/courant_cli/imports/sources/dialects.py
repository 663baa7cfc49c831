"""All generators together (no I/O): turns their syntax into Markdown where possible, and reports the rest.

A folder does not say which generator it was written for, and people carry habits from one to another, so each text is
read as any of them.
"""

import re

from courant_cli.imports.reading.addresses import outside_code
from courant_cli.imports.sources.hugo import HUGO
from courant_cli.imports.sources.jekyll import JEKYLL
from courant_cli.imports.sources.marks import admonitions, attributes, commands, comments, escapes, habits, themes
from courant_cli.imports.sources.marks.changing import Changes, outside
from courant_cli.imports.sources.zola import ZOLA

ALL = (ZOLA, HUGO, JEKYLL)

LINKS = tuple(link for one in ALL for link in one.links)
"""Prefixes of addresses that refer to a file."""

_NAMED = re.compile(r"""<a name=(?P<name>"[^"<>]*"|'[^'<>]*')""")
_COMMAND = re.compile(f"{HUGO.command}|{JEKYLL.command}|{ZOLA.command}")
_UNSHOWN = re.compile(r"<(?P<tag>script|style|iframe|object|embed|video|audio|form|canvas)\b", re.IGNORECASE)


def plain(text: str) -> str:
    """The text as Markdown, with everything that the generators' marks mean."""
    return read(text)[0]


def read(text: str) -> tuple[str, Changes]:
    """The same, and what was left out or could not be read, as pairs of a kind and a piece of the text."""
    changes: Changes = []
    text = comments.without(escapes.hidden(text), changes)
    for pattern, becomes in (fence for one in ALL for fence in one.fences):
        text = pattern.sub(becomes, text)
    for pattern, becomes in (
        *(rewrite for one in reversed(ALL) for rewrite in one.rewrites),
        (_NAMED, r"<a id=\g<name>"),
    ):
        text = outside(text, pattern, becomes)
    text = habits.read(commands.read(text, changes), changes)
    text = themes.read(admonitions.read(attributes.read(text, changes)), changes)
    changes += [("site generator command, left unchanged", name) for name in shortcodes(text)]
    changes += [("HTML that no page shows", tag) for tag in unshown(text)]
    return escapes.shown(text), changes


def shortcodes(text: str) -> list[str]:
    """The names of the generators' commands that remain in the text."""
    return [found[found.lastgroup or 0] for found in outside_code(text, _COMMAND)]


def unshown(text: str) -> list[str]:
    """The HTML elements that no page shows, in order of first appearance."""
    return list(dict.fromkeys(f"<{found['tag'].lower()}>" for found in outside_code(text, _UNSHOWN)))
