"""The statements of the save that is made most often: a comment. The ORM takes five to ten times as long to write them.

SQLite and PostgreSQL have them in common.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from courant_blog.models import Comment, Post


class Stamp(NamedTuple):
    """A comment's id and the moment when it was written, as the database has it. Its text never changes."""

    id: int
    created: Any


def standing(number: int) -> Post | None:
    """The post with this number, public or not: its path, and what decides whether readers may see it."""
    return next(iter(Post.objects.raw(_STANDING, [number])), None)


def newest_comments(post: int, below: int, count: int) -> list[Stamp]:
    """The newest comments on a public post whose ids are below a number, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [post, below, count])
        return list(map(Stamp._make, cursor.fetchall()))


def comments(numbers: Sequence[int]) -> Iterable[Comment]:
    """The comments with these ids, with what readers see of them."""
    return Comment.objects.raw(_SHOWN.format(ids=", ".join(["%s"] * len(numbers))), numbers)


def add_comment(post: int, author: str, text: str, html: str) -> int:
    """Add a comment that is written now; its id."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [post, author, text, html, now])
        return int(cursor.fetchone()[0])


_POSTS = Post._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_COMMENTS = Comment._meta.db_table  # noqa: SLF001 - as above
_STANDING = f"SELECT id, path, status, deleted_at FROM {_POSTS} WHERE id = %s"
_NEWEST = (
    f"SELECT c.id, c.created FROM {_COMMENTS} c JOIN {_POSTS} p ON p.id = c.post_id "
    f"WHERE c.post_id = %s AND c.id < %s AND c.removed IS NULL "
    f"AND p.status = '{Post.Status.PUBLISHED.value}' AND p.deleted_at IS NULL ORDER BY c.id DESC LIMIT %s"
)
_SHOWN = f"SELECT id, author, html, created FROM {_COMMENTS} WHERE id IN ({{ids}})"
_ADD = (
    f"INSERT INTO {_COMMENTS} (post_id, author, text, html, created, remover) "
    "VALUES (%s, %s, %s, %s, %s, '') RETURNING id"
)
