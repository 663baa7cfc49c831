"""The newest comments: on the front page for everybody, and beside the queue for editors.

Their lists are renewed once a second, if the log says that comments or posts have changed: who comments does not wait
for them, and a crowd that comments at the same time has them rendered once.
"""

from courant_kit.live.outbox import touch
from courant_kit.store.models import Event
from django.db.models import Max, Q

from courant_blog.contract import COMMENTS, MODERATION, NEWEST_COMMENTS, POST
from courant_blog.models import Comment
from courant_blog.module import module
from courant_blog.states import CURRENT

SECONDS = 1.0
SHOWN = 5
_LOOKED_AT = 50
"""How many comments are read to find some on posts that lists have: databases would sort all posts to find these."""

_SHOWING = Q(fragment__startswith=f"{COMMENTS.name}-") | Q(fragment__startswith=f"{POST.name}-")
"""The events of what the lists show."""

_read: int | None = None
"""The last event that was looked at; None at the start: nobody knows when the lists were renewed."""


def listed() -> list[Comment]:
    """The newest comments that readers see, on posts that are published and not in the archive."""
    found = Comment.objects.filter(state=Comment.State.PUBLIC, removed=None).select_related("post")
    rows = found.defer("html", "post__text", "post__html").order_by("-pk")[:_LOOKED_AT]
    return [one for one in rows if one.post.status == CURRENT and not one.post.deleted_at][:SHOWN]


@module.every(SECONDS)
def renew() -> None:
    """Give the lists a new version if something in them has changed since the last time."""
    global _read  # noqa: PLW0603 - the state of this process
    last = Event.objects.aggregate(last=Max("number"))["last"] or 0
    if last == _read:
        return
    if _read is None or Event.objects.filter(_SHOWING, number__gt=_read).exists():
        touch(NEWEST_COMMENTS(), MODERATION(Comment.State.PUBLIC.value))
    _read = last
