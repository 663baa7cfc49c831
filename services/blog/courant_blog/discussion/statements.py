"""The statements of the save that is made most often: a comment. The ORM takes five to ten times as long to write them.

SQLite and PostgreSQL have them in common.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from courant_blog.models import Comment, Post
from courant_blog.states import READABLE


class Stamp(NamedTuple):
    """A comment's id and the moments when it was written and last edited, as the database has them.

    Its text changes only with them.
    """

    id: int
    created: Any
    edited: Any = None


class Remark(NamedTuple):
    """A comment as readers see it."""

    id: int
    author: str
    html: str
    created: datetime
    edited: datetime | None = None


def newest_comments(post: int, below: int, count: int) -> list[Stamp]:
    """The newest comments on a public post whose ids are below a number, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [post, below, count])
        return list(map(Stamp._make, cursor.fetchall()))


def comments(stamps: Mapping[int, Stamp]) -> list[Remark]:
    """The comments with these stamps, by their ids."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN.format(ids=", ".join(["%s"] * len(stamps))), list(stamps))
        rows = cursor.fetchall()
    return [Remark(number, author, html, *_moments(stamps[number])) for number, author, html in rows]


def add_comment(post: int, author: str, text: str, html: str) -> int:
    """Add a comment that is written now; its id."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [post, author, text, html, now])
        return int(cursor.fetchone()[0])


def _moments(stamp: Stamp) -> tuple[datetime, datetime | None]:
    return _moment(stamp.created), _moment(stamp.edited) if stamp.edited else None


def _moment(value: datetime | str) -> datetime:
    """A moment from the database: SQLite has it as text in UTC."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)


_POSTS = Post._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_COMMENTS = Comment._meta.db_table  # noqa: SLF001 - as above
_NEWEST = (
    f"SELECT c.id, c.created, c.edited FROM {_COMMENTS} c JOIN {_POSTS} p ON p.id = c.post_id "
    f"WHERE c.post_id = %s AND c.id < %s AND c.removed IS NULL "
    f"AND p.status IN {READABLE} AND p.deleted_at IS NULL ORDER BY c.id DESC LIMIT %s"
)
_SHOWN = f"SELECT id, author, html FROM {_COMMENTS} WHERE id IN ({{ids}})"
_ADD = (
    f"INSERT INTO {_COMMENTS} (post_id, author, text, html, created, remover) "
    "VALUES (%s, %s, %s, %s, %s, '') RETURNING id"
)
