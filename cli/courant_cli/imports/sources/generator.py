"""A site generator, described: the keys, folders, links and commands that are its own."""

import re
from dataclasses import dataclass

Rewrite = tuple[re.Pattern[str], str]
"""What is replaced outside code, and the template of what stands there afterwards."""


@dataclass(frozen=True, slots=True)
class Generator:
    """What one generator writes in its own way.

    `path`, `aliases`, `summary` and `tags` are keys of its front matter; `content` is the folder of a site in which the
    posts lie, and `folders` are names that say nothing of a post's section. `fences` are replaced wherever they
    stand, `rewrites` outside code only. `links` begin an address that names a file. `command` is an expression for what
    it would have run, with one group, named after the generator, for the command's name.
    """

    path: str
    aliases: str
    summary: str
    tags: tuple[str, ...]
    command: str
    content: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    fences: tuple[Rewrite, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    links: tuple[str, ...] = ()
