"""The discussion of a post: adding, removing and restoring comments, and reading the comments that a page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid
from courant_kit.content import markdown
from courant_kit.live.outbox import record, take_turn, touch
from django.utils import timezone

from courant_blog import finding, rules
from courant_blog.contract import (
    COMMENT_ADDED,
    COMMENT_REMOVED,
    COMMENTS,
    AddComment,
    CommentEvent,
    CommentGone,
)
from courant_blog.models import Comment, Post

SHOWN = 100


class Remark(NamedTuple):
    """A comment as readers see it."""

    id: int
    author: str
    html: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """Comments in the order they were written; `older` is true if there are earlier ones."""

    comments: list[Remark]
    older: bool


def stretch(post_id: int, before: int | None = None) -> Stretch:
    """The newest comments on a public post, at most SHOWN; with `before`, only those older than that comment."""
    found = finding.discussion(post_id)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = found.order_by("-pk").values_list("pk", "author", "html", "created")
    newest = [Remark(*row) for row in rows[: SHOWN + 1]]
    return Stretch(newest[:SHOWN][::-1], older=len(newest) > SHOWN)


def add(caller: Caller, request: AddComment) -> Comment:
    """Add a comment to a public post; raises Invalid, NotFound, Gone."""
    text = request.text.strip()
    if not text:
        raise Invalid("A comment needs some text.", field="text")
    html = markdown.render(text, ids=False)
    take_turn()
    post = _discussed(request.post)
    comment = Comment.objects.create(post=post, author=caller.name, text=text, html=html)
    if _has_places(html):
        comment.html = rendered(comment)
        comment.save(update_fields=["html"])
    _record_added(comment, post)
    return comment


def remove(caller: Caller, number: int) -> Comment:
    """Remove a comment; does nothing if it is already removed. Raises Forbidden, NotFound, Gone."""
    comment = _taken_up(number)
    rules.check_may_remove(caller, comment.author)
    post = _discussed(comment.post_id)
    if comment.removed is None:
        comment.removed, comment.remover = timezone.now(), caller.name
        comment.save(update_fields=["removed", "remover"])
        touch(COMMENTS(post.pk))
        record(COMMENT_REMOVED, CommentGone(id=comment.pk, post=post.pk))
    return comment


def restore(caller: Caller, number: int) -> Comment:
    """Restore a removed comment; does nothing if it is not removed. Raises Forbidden, NotFound, Gone."""
    comment = _taken_up(number)
    rules.check_may_restore(caller, comment.author, comment.remover)
    post = _discussed(comment.post_id)
    if comment.removed is not None:
        comment.removed, comment.remover = None, ""
        comment.save(update_fields=["removed", "remover"])
        _record_added(comment, post)
    return comment


def rendered(comment: Comment) -> str:
    """The HTML of a comment; its ids begin with the comment's, since a page has many comments."""
    return markdown.render(comment.text, ids=False, prefix=f"comment-{comment.pk}-")


def _has_places(html: str) -> bool:
    return 'class="footnote' in html or 'class="anchor"' in html


def _taken_up(number: int) -> Comment:
    take_turn()
    return finding.comment(number)


def _discussed(number: int) -> Post:
    return finding.public_by_number(number, "path", field="post")


def _record_added(comment: Comment, post: Post) -> None:
    touch(COMMENTS(post.pk))
    path = post.address
    record(
        COMMENT_ADDED,
        CommentEvent(id=comment.pk, post=post.pk, path=path, author=comment.author, text=comment.text),
    )
