"""Decides which state a post has after a save, and gives it the date and address that this takes."""

from django.utils import timezone

from courant_blog import states
from courant_blog.addresses import planned
from courant_blog.models import Post, Preview
from courant_blog.payloads import SavePost
from courant_blog.writing import publishing
from courant_blog.zone import zone


def decide(post: Post, request: SavePost) -> None:
    """Move a post that is being saved to the state that its writer asks for, or leave it in the one it has.

    Raises Invalid if its date does not fit.
    """
    state = request.state or {True: states.CURRENT, False: "draft", None: post.status}[request.published]
    if state == "scheduled":
        plan(post, request)
    elif states.is_readable(state):
        publishing.make_public(post, request.today, state)
    else:
        withdraw(post, state)


def plan(post: Post, request: SavePost) -> None:
    """Schedule a post for the date and time that its writer asks for; raises Invalid if that is not in the future."""
    if request.date or request.time or not post.planned:
        post.dated, post.planned = planned.plan(
            request.date or "", request.time, timezone.now(), zone(), None if request.date else post.dated
        )
    post.status, post.pinned_at = "scheduled", None


def withdraw(post: Post, state: str) -> None:
    """Move a post to a state that only editors see."""
    if post.planned and state != "scheduled":
        # Its date was a plan: a draft with a date in the future could not be published at once.
        post.published_at = post.day = None
    if post.pk and post.is_public:
        Preview.objects.filter(post=post).delete()  # its link led to the public post, and must not show the draft
    post.status, post.planned, post.pinned_at = state, "", None
