"""A post between its file and the blog."""

from dataclasses import dataclass

from courant_cli.imports.targets.blog.meta import Meta


@dataclass(slots=True)
class Post:
    """A post as it was read: its file, its metadata, its text, and its future address (none for a draft).

    `translation` is what it has in common with its translations, if there are any.
    """

    file: str
    meta: Meta
    text: str
    location: str = ""
    translation: str = ""
