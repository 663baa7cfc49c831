"""Publishes scheduled posts at their minute: on one replica, once, and after a restart those that are due since."""

from datetime import datetime
from math import inf
from time import sleep, time
from typing import NamedTuple

from courant_kit.live.outbox import take_turn
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from courant_blog.addresses import planned
from courant_blog.addresses.paths import post_path
from courant_blog.models import Post, Redirect
from courant_blog.module import module
from courant_blog.states import CURRENT
from courant_blog.writing import publishing
from courant_blog.zone import zone

TICK = 0.05
LOOK = 1.0
"""Seconds between looks at the table: another replica may have scheduled a post."""
AT_ONCE = 1000
"""The posts that one transaction publishes: the events of all of them go out before the fragments of any."""

EARLY, EARLIEST = 0.001, 1.5
"""Seconds, for each of the posts of one moment and at most, in which they are prepared before it.

Their transaction is open meanwhile, and committed at the moment: until then nobody sees anything of it.
"""


class Due(NamedTuple):
    """A moment at which posts are to be published, and how many are."""

    moment: datetime
    posts: int

    @property
    def begins(self) -> float:
        """When they are to be prepared, in seconds since the epoch."""
        return self.moment.timestamp() - min(EARLIEST, self.posts * EARLY)


class Clock:
    """When there is work for the next post, and when the table was last looked at, in seconds since the epoch."""

    next: float = 0.0
    looked: float = 0.0
    begun = False

    def begin_again(self) -> None:
        """Give all scheduled posts their moments again, at once: the site has other clocks."""
        self.next, self.begun = 0.0, False


clock = Clock()


def may_be_due() -> bool:
    """Whether a post is due, or it is time to look at the table again."""
    now = time()
    return now >= clock.next or not 0 <= now - clock.looked < LOOK


@module.every(TICK, when=may_be_due)
def publish_scheduled() -> None:
    """Publish the posts that are due, oldest first, at most AT_ONCE; the next run publishes the others."""
    clock.looked = time()
    clock.next = clock.looked + LOOK  # if this fails, it is tried again after a while
    if not clock.begun:
        replan()
    due = _next()
    if due and due.begins <= clock.looked:
        publish_due(max(due.moment, timezone.now()))
        _wait_for(due.moment.timestamp())
        due = _next()
    clock.next, clock.begun = due.begins if due else inf, True


def _next() -> Due | None:
    """When the next post is due; None if none is scheduled."""
    scheduled = Post.objects.filter(status=Post.Status.SCHEDULED, deleted_at=None, published_at__isnull=False)
    found = scheduled.values_list("published_at").annotate(posts=Count("pk")).order_by("published_at").first()
    return Due(found[0], found[1]) if found and found[0] else None


def _wait_for(moment: float) -> None:
    """Return at the moment: the commit follows. If the clock is set back, it is not waited for again."""
    sleep(min(EARLIEST, max(0.0, moment - time())))


def replan() -> None:
    """Give scheduled posts their moments by the rules that the site's time zone has now."""
    take_turn()
    for post in Post.objects.filter(status=Post.Status.SCHEDULED, deleted_at=None).exclude(planned="").only(
        "planned", "published_at", "day"
    ):  # fmt: skip
        moment = planned.moment_of(planned.read(post.planned), zone())
        if moment != post.published_at:
            Post.objects.filter(pk=post.pk).update(published_at=moment)


def publish_due(moment: datetime | None = None) -> int:
    """Publish the posts that are due now or at a moment, at most AT_ONCE; how many.

    A post is due once: then it is no longer scheduled.
    """
    take_turn()
    now = moment or timezone.now()
    due = Post.objects.filter(status=Post.Status.SCHEDULED, published_at__lte=now, deleted_at=None)
    found = list(
        due.defer("text", "html").select_related("series").prefetch_related("tags", "authors")
        .order_by("published_at", "pk")[:AT_ONCE]
    )  # fmt: skip
    return _publish(found, now) if found else 0


def _store(posts: list[Post]) -> None:
    """Store what publication changes; most of the time of Django's `bulk_update` goes into writing its statement."""
    moment = connection.ops.adapt_datetimefield_value
    rows = [(one.path, one.slug, one.status, moment(one.updated), one.version, one.pk) for one in posts]
    with connection.cursor() as cursor:
        cursor.executemany(_STORE, rows)


_STORE = (
    f"UPDATE {Post._meta.db_table} SET path = %s, slug = %s, status = %s, updated = %s, version = %s, "  # noqa: SLF001 - the public API of Model._meta
    "planned = '' WHERE id = %s"
)


def _give_paths(posts: list[Post]) -> list[Post]:
    """Give posts their addresses; those that got one, which are all whose address is free, or else the first one.

    The next run finds an address taken that several of them want, and gives the others another.
    """
    wanted = {post_path(publishing.day_of(post), post.slug): post for post in reversed(posts)}
    taken = set(Post.objects.filter(path__in=wanted).values_list("path", flat=True))
    free = [(path, post) for path, post in wanted.items() if path not in taken]
    if not free:
        publishing.give_path(posts[0])
        return posts[:1]
    Redirect.objects.filter(path__in=[f"blog/{path}" for path, _ in free]).delete()
    for path, post in free:
        publishing.give_path(post, path)
    return [post for _, post in reversed(free)]


def _publish(found: list[Post], now: datetime) -> int:
    posts = _give_paths(found)
    for post in posts:
        post.status, post.planned, post.updated, post.version = CURRENT, "", now, post.version + 1
    _store(posts)
    publishing.reconcile_all((post, None) for post in posts)
    return len(posts)
