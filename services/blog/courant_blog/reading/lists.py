"""The public lists of posts: adding posts, removing them, and reading any page.

Every page costs the same: whole months are skipped by their tallies, and the rest is a walk over a covering index.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from courant_kit.live.fragment import FragmentId
from courant_kit.store.rows import each
from django.db import connection
from django.db.models import F, Q, QuerySet

from courant_blog import contract
from courant_blog.models import Entry, Post, Tally
from courant_blog.reading import rows
from courant_blog.states import CURRENT

INDEX = "index"
_PLACE = f"INSERT INTO {Entry._meta.db_table} (list, published_at, post_id) VALUES (%s, %s, %s)"  # noqa: SLF001 - the public API of Model._meta
_TALLIES = Tally._meta.db_table  # noqa: SLF001 - as above
_MORE = f"""INSERT INTO {_TALLIES} (list, period, posts) VALUES (%s, %s, %s)
ON CONFLICT (list, period) DO UPDATE SET posts = {_TALLIES}.posts + excluded.posts"""
# The empty period is written out: only then does SQLite see that the index of totals has all that is asked for.
_TOTALS = f"SELECT list, posts FROM {_TALLIES} WHERE period = '' AND list LIKE %s AND posts > 0"
_ENTRIES = Entry._meta.db_table  # noqa: SLF001 - as above
_SIDE = (
    f"(SELECT post_id FROM {_ENTRIES} WHERE list = %s AND published_at {{0}}= %s "
    "AND (published_at {0} %s OR post_id {0} %s) ORDER BY published_at {1}, post_id {1} LIMIT 1)"
)
_NEIGHBOURS = f"SELECT {_SIDE.format('>', 'ASC')}, {_SIDE.format('<', 'DESC')}"
PAGE_SIZE = 20


def tag_list(tag_id: int) -> str:
    """The list of the posts with a tag."""
    return f"tag-{tag_id}"


def author_list(author_id: int) -> str:
    """The list of the posts by an author."""
    return f"author-{author_id}"


def period_list(period: str) -> str:
    """The list of the posts of a year (`2026`) or a month (`2026-11`)."""
    return f"archive-{period}"


def section_list(section: str) -> str:
    """The list of the posts of a section."""
    return f"section-{section}"


def shown_by(name: str) -> FragmentId[Any]:
    """The live fragment that shows a list."""
    kind, _, key = name.partition("-")
    if kind in ("tag", "author"):
        return (contract.TAGGED if kind == "tag" else contract.BY_AUTHOR)(int(key))
    if kind == "archive":
        return contract.IN_PERIOD(key)
    return contract.IN_SECTION(key) if kind == "section" else contract.ALL_POSTS()


def lists_for(post: Post) -> frozenset[str]:
    """The lists that contain a post while it is public."""
    if not post.is_listed:
        return frozenset()
    found = {tag_list(tag.pk) for tag in post.tags.all()} | {author_list(one.pk) for one in post.authors.all()}
    found |= {period_list(f"{post.day:%Y}"), period_list(f"{post.day:%Y-%m}")} if post.day else set()
    found |= {section_list(post.section)} if post.section else set()
    return frozenset(found | {INDEX} if post.status == CURRENT else found)


def place(places: Iterable[tuple[str, datetime, int]]) -> None:
    """Add posts to lists: the name of a list, the date of a post and its id."""
    found = list(places)
    adapted = connection.ops.adapt_datetimefield_value
    each(_PLACE, ((name, adapted(moment), pk) for name, moment, pk in found))
    more = Counter((name, period) for name, moment, _ in found for period in ("", f"{moment:%Y-%m}"))
    each(_MORE, ((name, period, change) for (name, period), change in more.items()))


def take_out(post: Post, published_at: datetime, lists: Iterable[str]) -> None:
    """Remove a post with this date from lists."""
    for name in lists:
        gone, _ = Entry.objects.filter(list=name, post=post).delete()
        for period in ("", f"{published_at:%Y-%m}"):
            _count(name, period, -gone)


def pages(name: str) -> int:
    """The number of pages in a list."""
    posts = Tally.objects.filter(list=name, period="").values_list("posts", flat=True).first() or 0
    return -(-posts // PAGE_SIZE)


def totals(prefix: str) -> dict[str, int]:
    """The number of posts in each list whose name begins with `prefix`, without empty lists."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, [prefix + "%"])
        return dict(cursor.fetchall())


def page(name: str, number: int) -> list[int]:
    """The ids of the posts on a page of a list (from 1), newest first; empty after the last page."""
    entries = _entries(name)
    skip = (number - 1) * PAGE_SIZE
    if skip:
        month, skip = _month_after(name, skip)
        if month is None:
            return []
        entries = entries.filter(published_at__lt=_end(month))
    return list(entries.values_list("post_id", flat=True)[skip : skip + PAGE_SIZE])


def pinned(count: int) -> list[int]:
    """The ids of the posts that are pinned to the front page, last pinned first."""
    found = Post.objects.filter(pinned_at__isnull=False).order_by("-pinned_at")
    return list(found.values_list("pk", flat=True)[:count])


def newest(name: str, count: int, before: tuple[datetime, int] | None = None) -> list[tuple[datetime, int]]:
    """The dates and ids of a list's newest posts; with a date and id, of those older than that post."""
    entries = _entries(name)
    if before:
        entries = entries.filter(_older(*before))
    return list(entries.values_list("published_at", "post_id")[:count])


def following(name: str, count: int, after: tuple[datetime, int]) -> list[tuple[datetime, int]]:
    """The dates and ids of the posts of a list that are next after one with this date and id, oldest first."""
    newer = Entry.objects.filter(_newer(*after), list=name).order_by("published_at", "post_id")
    return list(newer.values_list("published_at", "post_id")[:count])


def posts(numbers: Iterable[int], *fields: str) -> list[Post]:
    """The public posts with these ids, in this order, with their tags and these fields or all."""
    wanted = list(numbers)
    found = rows.several(wanted, *fields)
    # Filtered here, not in SQL: SQLite would otherwise walk over an index of all posts.
    return rows.with_tags(found[number] for number in wanted if number in found and found[number].is_public)


def neighbours(published_at: datetime, post_id: int) -> tuple[int | None, int | None]:
    """The ids of the public posts adjacent to a date and id: the newer one and the older one."""
    moment = connection.ops.adapt_datetimefield_value(published_at)
    with connection.cursor() as cursor:
        cursor.execute(_NEIGHBOURS, 2 * [INDEX, moment, moment, post_id])
        newer, older = cursor.fetchone()
    return newer, older


def _entries(name: str) -> QuerySet[Entry]:
    return Entry.objects.filter(list=name).order_by("-published_at", "-post_id")


def _older(published_at: datetime, post_id: int) -> Q:
    # SQLite can seek only by the separate bound on the date.
    return Q(published_at__lte=published_at) & (Q(published_at__lt=published_at) | Q(post_id__lt=post_id))


def _newer(published_at: datetime, post_id: int) -> Q:
    return Q(published_at__gte=published_at) & (Q(published_at__gt=published_at) | Q(post_id__gt=post_id))


def _count(name: str, period: str, change: int) -> None:
    if not Tally.objects.filter(list=name, period=period).update(posts=F("posts") + change):
        Tally.objects.create(list=name, period=period, posts=change)


def _month_after(name: str, skip: int) -> tuple[str | None, int]:
    months = Tally.objects.filter(list=name).exclude(period="").order_by("-period")
    for period, posts in months.values_list("period", "posts"):
        if skip < posts:
            return period, skip
        skip -= posts
    return None, 0


def _end(period: str) -> datetime:
    year, month = map(int, period.split("-"))
    return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
