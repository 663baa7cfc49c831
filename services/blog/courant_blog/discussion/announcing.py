"""What readers, editors and the author learn of a change of a comment: fragments and events.

Nobody but its author and the editors learns of a comment that is not public. Events have the address of the post, so
there are none about comments on a post that is found by its address only.
"""

from courant_kit.live.audience import key_of
from courant_kit.live.outbox import record, touch

from courant_blog.comment_entries import MODERATION, WAITING, YOURS
from courant_blog.contract import COMMENT_ADDED, COMMENT_CHANGED, COMMENT_REMOVED, COMMENTS
from courant_blog.models import Comment, Notice
from courant_blog.payloads import CommentEvent, CommentGone

LONGEST_KEY = 150


def added(event: CommentEvent, *, listed: bool) -> None:
    """Readers see one more comment, on a post that lists have or not."""
    touch(COMMENTS(event.post))
    if listed:
        record(COMMENT_ADDED, event)


def again(comment: Comment) -> None:
    """Readers see a comment that they may have seen before: it was restored or approved."""
    added(event_of(comment), listed=comment.post.is_listed)
    _touch_notices(comment)


def gone(comment: Comment) -> None:
    """Readers see one comment less."""
    touch(COMMENTS(comment.post_id))
    _touch_notices(comment)
    if comment.post.is_listed:
        record(COMMENT_REMOVED, CommentGone(id=comment.pk, post=comment.post_id))


def changed(comment: Comment, before: str) -> None:
    """A comment that is not removed was edited, and had the state `before`."""
    if comment.is_public:
        touch(COMMENTS(comment.post_id))
        if comment.post.is_listed:
            record(COMMENT_CHANGED, event_of(comment))
        _touch_notices(comment)
    elif before == Comment.State.PUBLIC:
        gone(comment)
    moderated(comment.author, comment.state)


def moderated(author: str, *states: str) -> None:
    """The lists of comments in these states have changed, and so has what their author sees of them."""
    hidden = [MODERATION(str(state)) for state in dict.fromkeys(states) if state != Comment.State.PUBLIC]
    if Comment.State.HELD in states:
        touch(WAITING())
    if hidden:
        touch(*hidden)
        touch_yours(author)


def touch_yours(person: str) -> None:
    """What a person sees of their own comments, and of answers to them, has changed."""
    key = key_of(person)
    if 0 < len(key) <= LONGEST_KEY:  # nobody has a name that is longer, spelled as a key
        touch(YOURS(key))


def event_of(comment: Comment) -> CommentEvent:
    """What the events of a public comment have in common."""
    return CommentEvent(
        id=comment.pk, post=comment.post_id, path=comment.post.address, author=comment.author, text=comment.text,
        answers=comment.answers, guest=comment.guest,
    )  # fmt: skip


def _touch_notices(comment: Comment) -> None:
    """The notices of a comment change with it."""
    for person in Notice.objects.filter(comment=comment).values_list("person", flat=True):
        touch_yours(person)
