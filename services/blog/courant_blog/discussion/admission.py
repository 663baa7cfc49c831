"""Whether a comment is admitted, and whether it waits for an editor: the rules, applied to what the database says."""

from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from courant_kit.calls.errors import Forbidden, Gone, Invalid, NotFound, RateLimited
from courant_kit.words import gettext as _
from courant_kit.words import ngettext
from django.db.models import QuerySet
from django.utils import timezone

from courant_blog.discussion.rules import MOST_ANSWERS, WINDOW
from courant_blog.discussion.statements import Answered, Ground
from courant_blog.models import Comment
from courant_blog.reading import finding
from courant_blog.reading.standing import Standing


class Place(NamedTuple):
    """Where a comment stands: what it answers, the thread of that, and how deep below its beginning."""

    answered: int | None = None
    thread: int | None = None
    depth: int = 0


def post_of(ground: Ground) -> Standing:
    """The post, which people may discuss; raises NotFound, Gone."""
    return finding.public(ground.post, field="post")


def check(ground: Ground, *, editor: bool) -> None:
    """Raise Forbidden if the writer is banned, or comments on the post are closed; editors may always comment."""
    if editor:
        return
    if ground.banned:
        raise Forbidden(_("An editor has decided that you cannot comment here."))
    if ground.rules.closed(ground.published, timezone.now()):
        raise Forbidden(_("Comments on this post are closed."))


def place(ground: Ground, post: int, answers: int | None) -> Place:
    """Where a comment that answers this one stands; raises NotFound, Gone, and Invalid if its thread is full."""
    if answers is None:
        return Place()
    found: Answered | None = ground.answered
    if found is None or found.post != post or found.state != Comment.State.PUBLIC:
        raise NotFound(_("There is no such comment on this post."), field="answers")
    if found.removed:
        raise Gone(_("The comment that you answer has been removed."), field="answers")
    if found.size >= MOST_ANSWERS:
        raise Invalid(
            _("This thread has {most} comments. Please begin a new one.").format(most=MOST_ANSWERS),
            field="answers",
        )
    return Place(answers, found.root, found.depth + 1)


def check_rate(written: "QuerySet[Comment]", most: int) -> None:
    """Raise RateLimited if so many of these comments were written in the last ten minutes; 0 is no limit."""
    if not most:
        return
    last: datetime | None = written.order_by("-pk").values_list("created", flat=True)[most - 1 : most].first()
    left = last + WINDOW - timezone.now() if last else timedelta(0)
    if left > timedelta(0):
        minutes = ceil(left / timedelta(minutes=1))
        raise RateLimited(
            ngettext(
                "That were many comments. You can write the next one in {count} minute.",
                "That were many comments. You can write the next one in {count} minutes.",
                minutes,
            ).format(count=minutes),
            retry_after=ceil(left.total_seconds()),
        )
