"""The posts next to many others in a list, found together: a hundred posts of one minute are next to each other."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from courant_blog.models import Entry
from courant_blog.reading import lists

Point = tuple[datetime, int]
"""The date and id of a post, by which lists are ordered."""

MOST = 1000
"""The entries between the first and the last of some posts that are read at once."""


def beside(name: str, points: Iterable[Point], count: int) -> set[int]:
    """The ids of the posts up to `count` places from any of these points in a list, whether or not they are in it."""
    wanted = sorted(points)
    if not wanted:
        return set()
    entries = Entry.objects.filter(_from(*wanted[0]), _until(*wanted[-1]), list=name)
    between = list(entries.order_by("published_at", "post_id").values_list("published_at", "post_id")[: MOST + 1])
    if len(between) > MOST and len(wanted) > 1:
        half = len(wanted) // 2
        return beside(name, wanted[:half], count) | beside(name, wanted[half:], count)
    older = lists.newest(name, count, wanted[0])
    newer = lists.following(name, count, wanted[-1])
    return _around(sorted({*older, *between, *newer}), wanted, count)


def _from(moment: datetime, number: int) -> Q:
    # As in `lists`, SQLite seeks by the separate bound on the date; thousands of posts may share one.
    return Q(published_at__gte=moment) & (Q(published_at__gt=moment) | Q(post_id__gte=number))


def _until(moment: datetime, number: int) -> Q:
    return Q(published_at__lte=moment) & (Q(published_at__lt=moment) | Q(post_id__lte=number))


def _around(order: list[Point], wanted: list[Point], count: int) -> set[int]:
    found: set[int] = set()
    for point in wanted:
        at = bisect_left(order, point)
        after = at + (order[at : at + 1] == [point])
        found.update(number for _, number in (*order[max(0, at - count) : at], *order[after : after + count]))
    return found
