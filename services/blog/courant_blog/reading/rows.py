"""Posts by their path or number, read by statements that are written once.

The ORM takes longer to write such a statement than the database to answer it, and a page of a post needs several.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

from courant_kit.store.rows import among, pieces

from courant_blog.models import Post, Tag

STANDING = ("status", "deleted_at")
"""The fields that say whether readers may see a post; they are always read, and so is its path."""


def at(path: str, *fields: str) -> Post | None:
    """The post that has or had this path, public or not, with these fields or all; None if there is none."""
    return next(iter(Post.objects.raw(_select(fields, f"{_POSTS}.path = %s"), [path])), None)


def numbered(number: int, *fields: str) -> Post | None:
    """The post with this number, public or not, with these fields or all; None if there is none."""
    return next(iter(Post.objects.raw(_select(fields, f"{_POSTS}.id = %s"), [number])), None)


def several(numbers: Collection[int], *fields: str) -> dict[int, Post]:
    """The posts with these numbers, public or not, with these fields or all, by their numbers."""
    found: dict[int, Post] = {}
    for some in pieces(numbers):
        among_them = f"{_POSTS}.id IN ({', '.join(['%s'] * len(some))})"
        found |= {post.pk: post for post in Post.objects.raw(_select(fields, among_them), some)}
    return found


def with_tags(posts: Iterable[Post]) -> list[Post]:
    """These posts with their tags as `read_tags`, which one statement reads for all of them."""
    found = list(posts)
    tags: dict[int, list[Tag]] = {post.pk: [] for post in found}
    known: dict[int, Tag] = {}
    for number, pk, name, slug in among(_TAGS, tags):
        tags[number].append(known.setdefault(pk, Tag(pk=pk, name=name, slug=slug)))
    for post in found:
        post.read_tags = tags[post.pk]
    return found


@lru_cache(200)
def _select(fields: tuple[str, ...], where: str) -> str:
    wanted = dict.fromkeys(("id", *fields, "path", *STANDING)) if fields else _COLUMNS
    columns = ", ".join(f"{_POSTS}.{_COLUMNS[name]}" for name in wanted)
    return f"SELECT {columns} FROM {_POSTS} WHERE {where}"


_POSTS = Post._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_COLUMNS = {field.name: field.column for field in Post._meta.concrete_fields}  # noqa: SLF001 - as above
_TAGS = (
    "SELECT pt.post_id, t.id, t.name, t.slug "
    f"FROM {Post.tags.through._meta.db_table} pt "  # noqa: SLF001 - as above
    f"JOIN {Tag._meta.db_table} t ON t.id = pt.tag_id "  # noqa: SLF001 - as above
    "WHERE pt.post_id IN ({values})"
)
