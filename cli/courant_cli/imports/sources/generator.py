"""Describes a site generator: the keys, folders, links and commands that are peculiar to it."""

import re
from dataclasses import dataclass

Rewrite = tuple[re.Pattern[str], str]
"""A pattern to replace outside code, and the template of its replacement."""


@dataclass(frozen=True, slots=True)
class Generator:
    """The peculiarities of one generator.

    `path`, `aliases`, `summary` and `tags` are keys of its front matter; `content` is the folder of a site that
    contains the posts, and `folders` are names that do not indicate a post's section. `fences` are replaced everywhere,
    `rewrites` only outside code. `links` are prefixes of addresses that refer to a file. `command` matches a command
    that the generator would have run; its one group, named after the generator, is the command's name.
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
