"""The discussion of a post: adding, editing, removing and restoring comments, and reading those that a page shows."""

from courant_kit.calls import commenting
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Gone, Invalid
from courant_kit.content import markdown, media
from courant_kit.live.audience import EVERYBODY
from courant_kit.live.outbox import record, take_turn, touch
from courant_kit.media import access
from courant_kit.media.uses import Seen
from django.utils import timezone

from courant_blog.addresses.paths import address
from courant_blog.contract import COMMENT_ADDED, COMMENT_CHANGED, COMMENT_REMOVED, COMMENTS, REMOVED, UPLOADS
from courant_blog.discussion import statements
from courant_blog.models import Comment
from courant_blog.payloads import AddComment, CommentEvent, CommentGone, EditComment
from courant_blog.reading import finding
from courant_blog.reading.places import comment_place, places
from courant_blog.reading.standing import standing_of


def add(caller: Caller, request: AddComment) -> int:
    """Add a comment to a public post and return its id; raises Invalid, NotFound, Gone."""
    text = _worded(request.text)
    html = markdown.remark(text)
    take_turn()
    path = _discussed(request.post)
    number = statements.add_comment(request.post, caller.name, text, html)
    if _has_places(html):
        Comment.objects.filter(pk=number).update(html=rendered(number, text))
    if _has_uploads(text):
        media.stands(comment_place(number), text, seen=_seen(caller))
    _record_added(CommentEvent(id=number, post=request.post, path=path, author=caller.name, text=text))
    return number


def edit(caller: Caller, request: EditComment) -> Comment:
    """Change the caller's own comment, while it is young enough; raises Invalid, Forbidden, NotFound, Gone."""
    text = _worded(request.text)
    comment = _taken_up(request.id)
    commenting.check_may_edit(caller, comment.author, comment.age)
    path = _discussed(comment.post_id)
    if comment.removed is not None:
        raise Gone("This comment has been removed.", field="id")
    if comment.text != text:
        if _has_uploads(comment.text + text):
            media.stands(comment_place(comment.pk), text, seen=_seen(caller))
        comment.text, comment.html, comment.edited = text, rendered(comment.pk, text), timezone.now()
        comment.save(update_fields=["text", "html", "edited"])
        touch(COMMENTS(comment.post_id))
        record(COMMENT_CHANGED, _event_of(comment, path))
    return comment


def remove(caller: Caller, number: int) -> Comment:
    """Remove a comment; does nothing if it is already removed. Raises Forbidden, NotFound, Gone."""
    comment = _taken_up(number)
    commenting.check_may_remove(caller, comment.author)
    _discussed(comment.post_id)
    if comment.removed is None:
        comment.removed, comment.remover = timezone.now(), caller.name
        comment.save(update_fields=["removed", "remover"])
        touch(COMMENTS(comment.post_id), REMOVED())
        record(COMMENT_REMOVED, CommentGone(id=comment.pk, post=comment.post_id))
    return comment


def restore(caller: Caller, number: int) -> Comment:
    """Restore a removed comment; does nothing if it is not removed. Raises Forbidden, NotFound, Gone."""
    comment = _taken_up(number)
    commenting.check_may_restore(caller, comment.author, comment.remover)
    path = _discussed(comment.post_id)
    if comment.removed is not None:
        comment.removed, comment.remover = None, ""
        comment.save(update_fields=["removed", "remover"])
        touch(REMOVED())
        _record_added(_event_of(comment, path))
    return comment


def rendered(number: int, text: str) -> str:
    """The HTML of a comment; its ids begin with the comment's, since a page has many comments."""
    return markdown.remark(text, prefix=f"comment-{number}-")


def _seen(caller: Caller) -> Seen:
    """Which uploads the author of a comment may see: naming another one must not show it to everybody."""
    return access.seen_by(caller, places, EVERYBODY, UPLOADS.librarians)


def _worded(text: str) -> str:
    words = text.strip()
    if not words:
        raise Invalid("A comment needs some text.", field="text")
    return words


def _has_places(html: str) -> bool:
    return 'class="footnote' in html or 'role="region"' in html


def _has_uploads(text: str) -> bool:
    """Whether it is worth looking for uploads; comments are written often, and few have any."""
    return "/media/" in text


def _taken_up(number: int) -> Comment:
    take_turn()
    return finding.comment(number)


def _discussed(number: int) -> str:
    """The address of a public post."""
    return address(finding.public(standing_of(number), field="post").path or "")


def _event_of(comment: Comment, path: str) -> CommentEvent:
    return CommentEvent(id=comment.pk, post=comment.post_id, path=path, author=comment.author, text=comment.text)


def _record_added(added: CommentEvent) -> None:
    touch(COMMENTS(added.post))
    record(COMMENT_ADDED, added)
