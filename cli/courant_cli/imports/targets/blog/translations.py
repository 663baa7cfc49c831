"""Posts that are translations of each other (no I/O): files beside each other, or what their front matter says."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from courant_cli.imports.targets.blog.post import Post

LONGEST = 300


def link(posts: Iterable[Post], name: str) -> None:
    """Give posts that are translations of each other something in common; `name` identifies their folder."""
    groups: dict[str, list[Post]] = {}
    for post in posts:
        groups.setdefault(_key(post), []).append(post)
    for key, some in groups.items():
        if len({one.meta.language for one in some}) == len(some) > 1:
            for one in some:
                one.translation = f"{name}/{key}"[-LONGEST:]


def _key(post: Post) -> str:
    """What translations of each other have in common: what they say, else their file without its language."""
    called = PurePosixPath(post.meta.called or post.file)
    return post.meta.shared or called.with_suffix("").as_posix()
