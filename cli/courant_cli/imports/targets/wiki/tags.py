"""The tags of a page, from its front matter (no I/O): those of site generators, of Wiki.js and of Obsidian."""

from collections.abc import Mapping
from typing import Any

from courant_kit.content import slugs

from courant_cli.imports.reading.front_matter import every, flat, one_line
from courant_cli.imports.sources.dialects import ALL

KEYS = tuple(dict.fromkeys((*(key for one in reversed(ALL) for key in one.tags), "tag")))
"""The keys of front matter that hold tags."""
LONGEST, MOST = 50, 30
"""What the wiki accepts: characters of a tag, and tags of a page."""

_WIKI_JS = {"datecreated", "editor"}

Problem = tuple[str, str]
"""A kind of problem, and the words concerned."""


def read(values: Mapping[str, Any]) -> tuple[list[str] | None, list[Problem]]:
    """The tags of a page, and those that the wiki cannot have; None if the front matter names none."""
    found = dict(flat(values))
    if not any(key in found for key in KEYS):
        return None, []
    comma = {key.lower() for key in values} >= _WIKI_JS
    names = [name for key in KEYS for name in _words(found.get(key), comma=comma)]
    once = {slugs.slug(name): name for name in reversed(names)}
    tags = [name for name in dict.fromkeys(names) if once.get(slugs.slug(name)) == name]
    usable = [name for name in tags if slugs.slug(name) and len(name) <= LONGEST]
    problems = [("tag that the wiki cannot have", name) for name in tags if name not in usable]
    problems += [("more tags than a page can have", name) for name in usable[MOST:]]
    return usable[:MOST], problems


def _words(value: Any, *, comma: bool) -> list[str]:
    """The tags of a value: a list, or words between commas, or else between spaces unless only commas divide them.

    Obsidian also writes `#tag`.
    """
    if isinstance(value, str):
        value = value.split(",") if comma or "," in value else value.split()
    return [name for one in every(value) if (name := one_line(one).removeprefix("#").strip())]
