"""The comments of a thread: adding, editing, removing and restoring them."""

from courant_kit.calls import commenting
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Gone, Invalid
from courant_kit.content import markdown, media
from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import record, take_turn, touch
from courant_kit.media import access
from courant_kit.media.uses import Seen
from courant_kit.words import gettext as _
from django.utils import timezone

from courant_wiki.contract import (
    COMMENT_ADDED,
    COMMENT_CHANGED,
    COMMENT_REMOVED,
    RESOLVED,
    TALLY,
    THREAD,
    THREADS,
    UPLOADS,
)
from courant_wiki.models import Comment, Thread
from courant_wiki.reading import finding
from courant_wiki.reading.places import comment_place, places
from courant_wiki.rules import READERS
from courant_wiki.thread_payloads import CommentEvent, CommentGone, EditComment, ReplyToThread

MOST = 500
"""A thread has at most so many comments."""


def add(thread: Thread, caller: Caller, text: str) -> Comment:
    """Add a comment to a thread."""
    comment = thread.comments.create(author=caller.name, text=text, html=markdown.remark(text))
    media.stands(comment_place(comment.pk), text, seen=_seen(caller))
    if _has_places(comment.html):
        comment.html = _rendered(comment.pk, text)
        comment.save(update_fields=["html"])
    touch(*_showing(thread))
    record(COMMENT_ADDED, _event_of(comment))
    return comment


def reply(caller: Caller, request: ReplyToThread) -> Comment:
    """Add a comment to the thread of a page that is not deleted; raises Invalid, NotFound, Gone."""
    text = worded(request.text)
    take_turn()
    thread = finding.thread(request.id)
    if thread.comments.count() >= MOST:
        raise Invalid(_("A thread has at most {most} comments. Open another one.").format(most=MOST), field="id")
    return add(thread, caller, text)


def edit(caller: Caller, request: EditComment) -> Comment:
    """Change the caller's own comment, while it is young enough; raises Invalid, Forbidden, NotFound, Gone."""
    text = worded(request.text)
    comment = _taken_up(request.id)
    commenting.check_may_edit(caller, comment.author, comment.age)
    if comment.removed is not None:
        raise Gone(_("This comment has been removed."), field="id")
    if comment.text != text:
        comment.text, comment.html, comment.edited = text, _rendered(comment.pk, text), timezone.now()
        comment.save(update_fields=["text", "html", "edited"])
        media.stands(comment_place(comment.pk), text, seen=_seen(caller))
        touch(*_showing(comment.thread))
        record(COMMENT_CHANGED, _event_of(comment))
    return comment


def remove(caller: Caller, number: int) -> Comment:
    """Remove a comment; does nothing if it is already removed. Raises Forbidden, NotFound, Gone."""
    comment = _taken_up(number)
    commenting.check_may_remove(caller, comment.author)
    if comment.removed is None:
        comment.removed, comment.remover = timezone.now(), caller.name
        comment.save(update_fields=["removed", "remover"])
        touch(*_showing(comment.thread), TALLY(comment.thread.page_id))
        record(COMMENT_REMOVED, CommentGone(id=comment.pk, thread=comment.thread_id, page=comment.thread.page_id))
    return comment


def restore(caller: Caller, number: int) -> Comment:
    """Restore a removed comment; does nothing if it is not removed. Raises Forbidden, NotFound, Gone."""
    comment = _taken_up(number)
    commenting.check_may_restore(caller, comment.author, comment.remover)
    if comment.removed is not None:
        comment.removed, comment.remover = None, ""
        comment.save(update_fields=["removed", "remover"])
        touch(*_showing(comment.thread), TALLY(comment.thread.page_id))
        record(COMMENT_ADDED, _event_of(comment))
    return comment


def worded(text: str) -> str:
    """The text of a comment; raises Invalid if there are no words in it."""
    words = text.strip()
    if not words:
        raise Invalid(_("A comment needs some text."), field="text")
    return words


def _rendered(number: int, text: str) -> str:
    """The HTML of a comment; its ids begin with the comment's, since a page has many comments."""
    return markdown.remark(text, prefix=f"comment-{number}-")


def _has_places(html: str) -> bool:
    return 'class="footnote' in html or 'role="region"' in html


def _seen(caller: Caller) -> Seen:
    """Which uploads the author of a comment may see: naming another one must not show it to everybody."""
    return access.seen_by(caller, places, READERS, UPLOADS.librarians)


def _taken_up(number: int) -> Comment:
    take_turn()
    return finding.comment(number)


def _showing(thread: Thread) -> list[FragmentId[int]]:
    """The fragments that show a comment of the thread."""
    return [(RESOLVED if thread.resolved else THREADS)(thread.page_id), THREAD(thread.pk)]


def _event_of(comment: Comment) -> CommentEvent:
    thread = comment.thread
    return CommentEvent(
        id=comment.pk, thread=thread.pk, path=thread.page.path, location=thread.location, author=comment.author,
        text=comment.text, page=thread.page_id,
    )  # fmt: skip
