"""A post between its file and the blog."""

from dataclasses import dataclass

from courant_cli.imports.targets.blog.meta import Meta


@dataclass(slots=True)
class Post:
    """A post as it was read: the file, what is known of it, its text, and where it will be (nowhere while a draft)."""

    file: str
    meta: Meta
    text: str
    location: str = ""
