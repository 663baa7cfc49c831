"""Many public posts, written as rows: 50,000 saves through the router would take most of an hour.

However many there are, they are of the same 23 years: what a list costs then differs by the number of posts alone,
and not by that of the months in the archive. Each text is a paragraph, so that the search soon has read all of them.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from courant_bench.content import post_markdown, post_title
from courant_blog.models import Author, Entry, Post, Tag, Tally
from courant_kit.content import markdown
from django.db.models import Count
from django.db.models.functions import TruncMonth

NEWEST = datetime(2026, 11, 1, tzinfo=UTC)
SPAN = timedelta(days=365 * 23)
TAGS = 20
BATCH = 1000


def fill(count: int) -> None:
    """Write `count` public posts, each with two of twenty tags, and their entries in the lists."""
    tags = Tag.objects.bulk_create(Tag(name=f"Tag {number}", slug=f"tag-{number}") for number in range(TAGS))
    author = Author.objects.create(name="admin", slug="admin")
    html = [markdown.render(_text(number)) for number in range(5)]
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        posts = Post.objects.bulk_create(_post(number, count, html[number % 5]) for number in numbers)
        _tag(posts, tags)
        _list(posts, author)
    _tally()


def path_of(number: int, count: int) -> str:
    """Return the path below /blog/ of one of `count` posts."""
    return f"{_moment(number, count):%Y/%m/%d}/part-{number}"


def _text(number: int) -> str:
    return post_markdown(number % 5).partition("\n\n")[0]


def _post(number: int, count: int, html: str) -> Post:
    moment = _moment(number, count)
    return Post(
        title=post_title(number),
        slug=f"part-{number}",
        path=path_of(number, count),
        text=_text(number),
        html=html,
        excerpt="A page that stays open should not grow old while somebody reads it.",
        author="admin",
        status=Post.Status.PUBLISHED,
        published_at=moment,
        day=moment.date(),
        updated=moment,
    )


def _tag(posts: list[Post], tags: list[Tag]) -> None:
    pairs = [(post, tags[(post.pk + step) % TAGS]) for post in posts for step in (0, 7)]
    through: Any = Post.tags.through
    through.objects.bulk_create(through(post=post, tag=tag) for post, tag in pairs)
    Entry.objects.bulk_create(Entry(list="index", published_at=post.published_at, post=post) for post in posts)
    Entry.objects.bulk_create(
        Entry(list=f"tag-{tag.pk}", published_at=post.published_at, post=post) for post, tag in pairs
    )


def _list(posts: list[Post], author: Author) -> None:
    through: Any = Post.authors.through
    through.objects.bulk_create(through(post=post, author=author) for post in posts)
    Entry.objects.bulk_create(
        Entry(list=name, published_at=post.published_at, post=post)
        for post in posts
        for name in (f"author-{author.pk}", f"archive-{post.day:%Y}", f"archive-{post.day:%Y-%m}")
    )


def _tally() -> None:
    for name in Entry.objects.values_list("list", flat=True).distinct():
        entries = Entry.objects.filter(list=name)
        months = entries.annotate(month=TruncMonth("published_at")).values("month").annotate(posts=Count("pk"))
        tallies = [Tally(list=name, period=f"{one['month']:%Y-%m}", posts=one["posts"]) for one in months.order_by()]
        Tally.objects.bulk_create([*tallies, Tally(list=name, period="", posts=entries.count())])


def _moment(number: int, count: int) -> datetime:
    return NEWEST - SPAN / count * number
