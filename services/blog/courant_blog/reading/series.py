"""The posts of a series, in order, and what a post shows of its own place there."""

from dataclasses import dataclass

from courant_blog.models import Post
from courant_blog.states import LISTED

MOST = 200
"""The posts of a series that are shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """A post's place in its series: part `number` of `total`, with the address and title of its neighbours."""

    name: str
    address: str
    number: int
    total: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def posts(number: int) -> list[Post]:
    """The public posts of a series, by their parts, and then by date."""
    found = Post.objects.filter(series=number, status__in=LISTED, deleted_at=None)
    return list(found.only("path", "title", "part", "status", "published_at", "day", "timed", "updated")
                .order_by("part", "published_at", "pk")[:MOST])  # fmt: skip


def place_of(post: Post) -> Place | None:
    """The post's place among the public posts of its series; None if it has none."""
    if post.series is None:
        return None
    others = posts(post.series.pk)
    numbers = [one.pk for one in others]
    if post.pk not in numbers:
        return None
    at = numbers.index(post.pk)
    before = _link(others[at - 1]) if at else None
    after = _link(others[at + 1]) if at + 1 < len(others) else None
    return Place(post.series.name, post.series.address, at + 1, len(others), before, after)


def _link(post: Post) -> tuple[str, str]:
    return post.address, post.title
