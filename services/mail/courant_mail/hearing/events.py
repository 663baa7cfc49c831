"""Follows the blog: a new post or comment is an issue that has still to be prepared, and nothing is missed or doubled.

The position is stored in the transaction that makes the issue, so neither a restart nor a crash loses or repeats one.
"""

from datetime import datetime, timedelta

import structlog
from courant_kit.following.events import Event
from courant_kit.following.within import follow_within
from courant_kit.live.outbox import take_turn
from courant_kit.words import marked
from django.utils import timezone

from courant_mail.desk import desk, store
from courant_mail.letters import issues
from courant_mail.models import Issue
from courant_mail.module import module
from courant_mail.sending.server import SERVER

PUBLISHED, COMMENTED = "courant.blog.post.published", "courant.blog.comment.added"
GONE = ("courant.blog.post.unpublished", "courant.blog.post.deleted")
NEWS = timedelta(days=2)
"""How long ago a post was published that is news: an older one was imported, or published again."""
TAKEN_BACK = marked("The post is no longer public.")

log = structlog.get_logger()


def act(event: Event) -> None:
    """Make the issue that follows from an event, once, and store how far the blog is followed."""
    take_turn()
    if not event.is_after(desk().position):
        return
    number = int(event.fields["id"])
    if event.topic == PUBLISHED:
        _published(number, event)
    elif event.topic == COMMENTED:
        issues.hear(Issue.Kind.COMMENT, f"comment-{number}", [number])
    else:
        _gone(number)
    store(position=str(event.position))


def lost(name: str, before: int, now: int) -> None:
    """Say that events were deleted before they were read: the service was away for longer than they are kept."""
    log.warning("events of a module were deleted before they were read", module=name, lost=before, now=now)


def position() -> str:
    """How far the blog is followed."""
    return desk().position


def _published(number: int, event: Event) -> None:
    moment = datetime.fromisoformat(str(event.fields["published_at"]))
    if timezone.now() - moment < NEWS:
        issues.hear(Issue.Kind.POST, f"post-{number}", [number], subject=str(event.fields["title"]))


def _gone(number: int) -> None:
    issue = Issue.objects.filter(key=f"post-{number}", state__in=[Issue.State.HEARD, Issue.State.READY]).first()
    if issue:
        issues.cancel(issue, TAKEN_BACK)


if SERVER:
    follow_within(module, act, [PUBLISHED, COMMENTED, *GONE], position, when_lost=lost)
