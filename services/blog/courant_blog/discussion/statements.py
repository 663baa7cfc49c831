"""The statements of the save that is made most often: a comment. The ORM takes five to ten times as long to write them.

SQLite and PostgreSQL have them in common.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from courant_blog.discussion.rules import Rules
from courant_blog.discussion.threads import Stamp
from courant_blog.models import Ban, Comment, Post, Ruling
from courant_blog.reading.standing import Standing
from courant_blog.states import READABLE


class Remark(NamedTuple):
    """A comment as readers see it; `to` is who wrote what it answers, if readers see that."""

    id: int
    author: str
    guest: str
    html: str
    to: str
    created: datetime
    edited: datetime | None = None
    answers: int | None = None
    depth: int = 0


class Answered(NamedTuple):
    """What somebody answers: where it stands, whether readers see it, and how many comments its thread has."""

    post: int
    state: str
    removed: Any
    root: int
    depth: int
    size: int


class Ground(NamedTuple):
    """What decides about a new comment: its post (None if there is none), the rules, who writes, what they answer."""

    post: Standing | None = None
    published: datetime | None = None
    rules: Rules = Rules()
    banned: bool = False
    known: bool = False
    answered: Answered | None = None


def newest_comments(post: int, below: int, count: int) -> list[Stamp]:
    """The newest comments on a public post in threads below a number: the newest thread first, and its last answer."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [post, below, count])
        return list(map(Stamp._make, cursor.fetchall()))


def comments(stamps: Mapping[int, Stamp]) -> list[Remark]:
    """The comments with these stamps, by their ids."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN.format(ids=", ".join(["%s"] * len(stamps))), list(stamps))
        rows = cursor.fetchall()
    return [_remark(row, stamps[row[0]]) for row in rows]


def ground(post: int, author: str, answers: int | None) -> Ground:
    """What decides about a comment of this member ("" for a guest) on a post, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUND, [author, author, answers, post])
        row = cursor.fetchone()
    if row is None:
        return Ground()
    path, status, deleted_at, published = row[:4]
    rules = Rules() if row[4] is None else Rules(bool(row[4]), bool(row[5]), *row[6:11])
    answered = Answered(*row[13:]) if row[13] is not None else None
    standing = Standing(path, status, deleted_at)
    return Ground(standing, published and _moment(published), rules, bool(row[11]), bool(row[12]), answered)


def add_comment(  # noqa: PLR0913 - the columns that a comment has from its beginning
    post: int, author: str, text: str, html: str, *, guest: str = "", why: str = "", answered: int | None = None,
    thread: int | None = None, depth: int = 0,
) -> int:  # fmt: skip
    """Add a comment that is written now, held if there is a `why`; its id."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    state = Comment.State.HELD if why else Comment.State.PUBLIC
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [post, author, text, html, now, state.value, why, guest, answered, thread, depth])
        return int(cursor.fetchone()[0])


def _remark(row: tuple[Any, ...], stamp: Stamp) -> Remark:
    number, author, guest, html, to = row
    return Remark(
        number, author, guest, html, to or "", _moment(stamp.created), stamp.edited and _moment(stamp.edited),
        stamp.answers, stamp.depth,
    )  # fmt: skip


def _moment(value: datetime | str) -> datetime:
    """A moment from the database: SQLite has it in UTC, as text or without a time zone."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


_POSTS, _COMMENTS, _BANS, _RULES = (
    model._meta.db_table  # noqa: SLF001 - the public API of Model._meta
    for model in (Post, Comment, Ban, Ruling)
)
_SEEN = f"p.status IN {READABLE} AND p.deleted_at IS NULL"
_NEWEST = (
    "SELECT c.id, c.created, c.edited, c.answers, c.depth, COALESCE(c.thread, c.id) "
    f"FROM {_COMMENTS} c JOIN {_POSTS} p ON p.id = c.post_id "
    f"WHERE c.post_id = %s AND COALESCE(c.thread, c.id) < %s AND c.removed IS NULL "
    f"AND c.state = '{Comment.State.PUBLIC.value}' AND {_SEEN} "
    "ORDER BY COALESCE(c.thread, c.id) DESC, c.id DESC LIMIT %s"
)
_SHOWN = (
    "SELECT c.id, c.author, c.guest, c.html, CASE a.author WHEN '' THEN a.guest ELSE a.author END "
    f"FROM {_COMMENTS} c LEFT JOIN {_COMMENTS} a ON a.id = c.answers WHERE c.id IN ({{ids}})"
)
_GROUND = (
    "SELECT p.path, p.status, p.deleted_at, p.published_at, "
    "r.hold_first, r.hold_guests, r.most_links, r.words, r.closes_after, r.per_person, r.per_address, "
    f"EXISTS (SELECT 1 FROM {_BANS} b WHERE b.person = %s AND b.person <> ''), "
    f"CASE WHEN r.hold_first THEN EXISTS (SELECT 1 FROM {_COMMENTS} k WHERE k.author = %s AND k.author <> '' "
    f"AND k.state = '{Comment.State.PUBLIC.value}') ELSE TRUE END, "
    "a.post_id, a.state, a.removed, COALESCE(a.thread, a.id), a.depth, "
    f"(SELECT COUNT(*) FROM {_COMMENTS} t WHERE t.post_id = a.post_id "
    "AND COALESCE(t.thread, t.id) = COALESCE(a.thread, a.id)) "
    f"FROM {_POSTS} p LEFT JOIN {_RULES} r ON r.id = 1 LEFT JOIN {_COMMENTS} a ON a.id = %s WHERE p.id = %s"
)
_ADD = (
    f"INSERT INTO {_COMMENTS} "
    "(post_id, author, text, html, created, remover, state, why, guest, answers, thread, depth) "
    "VALUES (%s, %s, %s, %s, %s, '', %s, %s, %s, %s, %s, %s) RETURNING id"
)
