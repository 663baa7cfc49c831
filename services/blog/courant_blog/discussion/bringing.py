"""Comments of an export or of another site: added once, as they were. What people decided here about them stays."""

from datetime import datetime

from courant_kit.calls.errors import NotFound
from courant_kit.content import media
from courant_kit.live.outbox import take_turn
from courant_kit.wire.moments import utc
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone

from courant_blog.copy_payloads import PutRemark, PutRemarks, RemarkKey
from courant_blog.discussion import announcing
from courant_blog.discussion.comments import rendered
from courant_blog.models import Comment, Guest, Post
from courant_blog.reading.places import comment_place

Key = tuple[str, str, datetime]
"""What tells a comment from the others on its post: its author, a member or a guest, and when."""

HELD = "It waited for approval where it came from."


def put(request: PutRemarks) -> int:
    """Add the comments that a post does not have, removed and rejected ones counting as had; how many.

    A comment is known by its author and its moment, so editing it here makes it no other one. One that comes twice in a
    request is added once. Raises NotFound.
    """
    take_turn()
    post = _post(request)
    here, added = _here(post), 0
    for one in request.comments:
        if one.text.strip() and _key(one) not in here:
            here.add(_key(one))
            _add(post, one)
            added += 1
    return added


def _here(post: Post) -> set[Key]:
    """What tells the comments of a post apart: their moments here, and those where they came from."""
    rows = Comment.objects.filter(post=post).values_list("author", "guest", "created", "stated")
    return {(author, guest, moment) for author, guest, *moments in rows for moment in moments if moment is not None}


def _post(request: PutRemarks) -> Post:
    known = Post.objects.filter(deleted_at=None)
    wanted = {"entry_id": request.entry_id} if request.entry_id else {"source": request.source or None}
    post = known.filter(**wanted).first()
    if post is None:
        raise NotFound("There is no such post.", field="entry_id" if request.entry_id else "source")
    return post


def _key(one: RemarkKey) -> Key:
    return one.author, one.guest, utc(one.created)


def _answered(post: Post, one: PutRemark) -> Comment | None:
    """The comment that this one answers, if it came along."""
    key = one.answers
    if key is None:
        return None
    moment = utc(key.created)
    known = Comment.objects.filter(post=post, author=key.author, guest=key.guest)
    return known.filter(Q(created=moment) | Q(stated=moment)).first()


def _add(post: Post, one: PutRemark) -> None:
    words, above, held = one.text.strip(), _answered(post, one), one.state == "held"
    comment = Comment.objects.create(
        post=post, author=one.author, guest=one.guest, text=words, html="",
        edited=_past(one.edited) if one.edited else None, answers=above.pk if above else None,
        thread=above.root if above else None, depth=above.depth + 1 if above else 0,
        state=Comment.State.HELD if held else Comment.State.PUBLIC, why=HELD if held else "",
    )  # fmt: skip
    comment.html = rendered(comment.pk, words)  # its ids begin with its number
    created = _past(one.created)
    stated = None if created == utc(one.created) else utc(one.created)
    Comment.objects.filter(pk=comment.pk).update(created=created, stated=stated, html=comment.html)
    if one.guest and _is_mail(one.mail):
        Guest.objects.create(comment=comment, mail=one.mail.strip().lower())
    if "/media/" in words:
        media.stands(comment_place(comment.pk), words)
    if held:
        announcing.moderated(one.author, Comment.State.HELD)
    elif post.is_public:
        announcing.added(announcing.event_of(comment), listed=post.is_listed)


def _is_mail(words: str) -> bool:
    try:
        validate_email(words.strip())
    except ValidationError:
        return False
    return True


def _past(moment: datetime) -> datetime:
    return min(utc(moment), timezone.now())
