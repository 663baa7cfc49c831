"""The discussion of a post: adding, editing, removing and restoring comments."""

from typing import NamedTuple

from courant_kit.calls import commenting
from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import Gone, Invalid
from courant_kit.content import markdown, media
from courant_kit.live.audience import EVERYBODY
from courant_kit.live.outbox import take_turn, touch
from courant_kit.media import access
from courant_kit.media.uses import Seen
from courant_kit.words import gettext as _
from django.utils import timezone

from courant_blog.addresses.paths import address
from courant_blog.contract import REMOVED, UPLOADS
from courant_blog.discussion import admission, announcing, statements
from courant_blog.models import Comment
from courant_blog.payloads import AddComment, CommentEvent, EditComment
from courant_blog.reading import finding
from courant_blog.reading.places import comment_place, places


class Added(NamedTuple):
    """A new comment: its number, and why it waits for an editor, if it does."""

    number: int
    why: str


def add(caller: Caller, request: AddComment) -> Added:
    """Add a comment to a public post.

    Raises Invalid, NotFound, Gone, Forbidden (a ban, a closed discussion) and RateLimited.
    """
    text = worded(request.text)
    html = markdown.remark(text)
    take_turn()
    ground, editor = statements.ground(request.post, caller.name, request.answers), caller.is_(EDITORS)
    post = admission.post_of(ground)
    path = address(post.path or "")
    admission.check(ground, editor=editor)
    place = admission.place(ground, request.post, request.answers)
    if not editor and ground.rules.per_person:
        admission.check_rate(Comment.objects.filter(author=caller.name), ground.rules.per_person)
    why = "" if editor else ground.rules.reason(text, html, guest=False, known=ground.known)
    number = statements.add_comment(request.post, caller.name, text, html, why=why, **place._asdict())
    if _has_places(html):
        Comment.objects.filter(pk=number).update(html=rendered(number, text))
    if _has_uploads(text):
        media.stands(comment_place(number), text, seen=_seen(caller))
    if why:
        announcing.moderated(caller.name, Comment.State.HELD)
    else:
        announcing.added(CommentEvent(
            id=number, post=request.post, path=path, author=caller.name, text=text, answers=place.answered
        ), listed=post.is_listed)  # fmt: skip
    return Added(number, why)


def edit(caller: Caller, request: EditComment) -> Comment:
    """Change the caller's own comment, while it is young enough; the rules apply to it again.

    Raises Invalid, Forbidden, NotFound, Gone.
    """
    text = worded(request.text)
    take_turn()
    comment = finding.comment(request.id, caller)
    commenting.check_may_edit(caller, comment.author, comment.age)
    finding.public(comment.post, field="post")
    if comment.removed is not None:
        raise Gone(_("This comment has been removed."), field="id")
    if comment.text == text:
        return comment
    return reworded(caller, comment, text, "" if caller.is_(EDITORS) else _why(caller, comment, text))


def reworded(caller: Caller, comment: Comment, text: str, why: str) -> Comment:
    """Give a comment that is not removed these words; it waits for an editor from now on if there is a `why`."""
    if _has_uploads(comment.text + text):
        media.stands(comment_place(comment.pk), text, seen=_seen(caller))
    comment.text, comment.html, comment.edited = text, rendered(comment.pk, text), timezone.now()
    before = comment.state
    if why and comment.is_public:
        comment.state, comment.why = Comment.State.HELD, why
    comment.save(update_fields=["text", "html", "edited", "state", "why"])
    announcing.changed(comment, before)
    return comment


def remove(caller: Caller, number: int) -> Comment:
    """Remove a comment; does nothing if it is already removed. Raises Forbidden, NotFound, Gone."""
    take_turn()
    comment = finding.comment(number, caller)
    commenting.check_may_remove(caller, comment.author)
    return removed(comment, caller.name)


def removed(comment: Comment, remover: str) -> Comment:
    """Remove a comment on a public post, if it is not removed; raises NotFound, Gone."""
    finding.public(comment.post, field="post")
    if comment.removed is None:
        was_public = comment.is_public
        comment.removed, comment.remover = timezone.now(), remover
        comment.save(update_fields=["removed", "remover"])
        touch(REMOVED())
        if was_public:
            announcing.gone(comment)
        announcing.moderated(comment.author, comment.state)
    return comment


def restore(caller: Caller, number: int) -> Comment:
    """Restore a removed comment; does nothing if it is not removed. Raises Forbidden, NotFound, Gone."""
    take_turn()
    comment = finding.comment(number, caller)
    commenting.check_may_restore(caller, comment.author, comment.remover)
    finding.public(comment.post, field="post")
    if comment.removed is not None:
        comment.removed, comment.remover = None, ""
        comment.save(update_fields=["removed", "remover"])
        touch(REMOVED())
        if comment.is_public:
            announcing.again(comment)
        announcing.moderated(comment.author, comment.state)
    return comment


def rendered(number: int, text: str) -> str:
    """The HTML of a comment; its ids begin with the comment's, since a page has many comments."""
    return markdown.remark(text, prefix=f"comment-{number}-")


def worded(text: str) -> str:
    """The words of a comment; raises Invalid if there are none."""
    words = text.strip()
    if not words:
        raise Invalid(_("A comment needs some text."), field="text")
    return words


def _why(caller: Caller, comment: Comment, text: str) -> str:
    """Why the rules hold a comment with this text; raises Forbidden if its author is banned."""
    ground = statements.ground(comment.post_id, caller.name, None)
    admission.check(ground._replace(published=None), editor=False)
    return ground.rules.reason(text, markdown.remark(text), guest=False, known=True)


def _seen(caller: Caller) -> Seen:
    """Which uploads the author of a comment may see: naming another one must not show it to everybody."""
    return access.seen_by(caller, places, EVERYBODY, UPLOADS.librarians)


def _has_places(html: str) -> bool:
    return 'class="footnote' in html or 'role="region"' in html


def _has_uploads(text: str) -> bool:
    """Whether it is worth looking for uploads; comments are written often, and few have any."""
    return "/media/" in text
