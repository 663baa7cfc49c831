"""Notices: who is told of a comment, and who wants to know no more of a thread.

The author of the post is told of every comment on it, and everybody who wrote in a thread of every other comment there.
Whoever writes is not told of it. Nothing is written while a comment is saved: timed work reads on from its mark.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from courant_kit.live.audience import key_of
from courant_kit.live.outbox import take_turn
from django.db.models import Q
from django.utils import timezone

from courant_blog.discussion import announcing, ruling
from courant_blog.models import Comment, Mute, Notice, Ruling
from courant_blog.states import READABLE

AT_ONCE = 500
NEWS = timedelta(days=1)
"""How old a comment may be to be told of: older ones were imported, or a clock was set."""
SHOWN = 50
_USER = re.compile(r"[A-Za-z0-9_.-]{1,40}")
"""The form of user names: an imported post may name anybody as its author."""


def tell() -> None:
    """Tell people of the comments behind the mark, at most 500 at once, and move it."""
    mark = Ruling.objects.filter(pk=1).values_list("told", flat=True).first() or 0
    found = list(Comment.objects.filter(pk__gt=mark).select_related("post").defer(
        "html", "text", "post__text", "post__html"
    ).order_by("pk")[:AT_ONCE])  # fmt: skip
    if not found:
        return
    ruling.row()
    take_turn()
    recent = timezone.now() - NEWS
    _tell(comment for comment in found if comment.is_public and comment.post.is_public and comment.created > recent)
    Ruling.objects.filter(pk=1).update(told=found[-1].pk)


def approved(comment: Comment) -> None:
    """Tell people of a comment that was held; if the mark is before it, `tell` does."""
    if Ruling.objects.filter(pk=1, told__gte=comment.pk).exists():
        _tell([comment])


def mute(person: str, thread: int) -> bool:
    """End a person's notices of a thread; whether they had not before."""
    created = Mute.objects.get_or_create(person=person, thread=thread)[1]
    if created:
        announcing.touch_yours(person)
    return created


def unmute(person: str, thread: int) -> None:
    """Let a person have notices of a thread again."""
    Mute.objects.filter(person=person, thread=thread).delete()
    announcing.touch_yours(person)


def read(person: str) -> int:
    """Mark a person's notices as read; how many were not."""
    count = Notice.objects.filter(person=person, seen=None).update(seen=timezone.now())
    if count:
        announcing.touch_yours(person)
    return count


def newest(person: str) -> Sequence[Notice]:
    """The newest notices of a person, of comments that readers see; removed ones are left out."""
    seen = Q(comment__state=Comment.State.PUBLIC, comment__removed=None)
    public = Q(comment__post__status__in=READABLE, comment__post__deleted_at=None)
    found = Notice.objects.filter(seen, public, person=person).select_related("comment__post")
    return list(found.defer("comment__html", "comment__post__text", "comment__post__html").order_by("-pk")[:SHOWN])


def waiting(person: str) -> Sequence[Comment]:
    """The comments of a person that wait for an editor; those that editors rejected look the same."""
    hidden = Comment.objects.filter(author=person, removed=None).exclude(state=Comment.State.PUBLIC)
    return list(hidden.select_related("post").defer("post__text", "post__html").order_by("-pk")[:SHOWN])


def name_of(key: str) -> str:
    """The user name whose key in a topic this is; "" if it is none."""
    name, parts = "", key.split("_")
    try:
        name = (parts[0].encode() + b"".join(bytes.fromhex(p[:2]) + p[2:].encode() for p in parts[1:])).decode()
    except ValueError:
        return ""
    return name if key_of(name) == key else ""


def _tell(comments: Iterable[Comment]) -> None:
    made = [Notice(person=person, comment=comment) for comment in comments for person in concerned(comment)]
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    for person in dict.fromkeys(notice.person for notice in made):
        announcing.touch_yours(person)


def concerned(comment: Comment) -> list[str]:
    """Who is told of a comment: not who wrote it, nor who wants to know no more of its thread."""
    people = {comment.post.author}
    if comment.thread:
        thread = Comment.objects.filter(Q(pk=comment.thread) | Q(thread=comment.thread), post=comment.post_id)
        wrote = thread.filter(state=Comment.State.PUBLIC, removed=None).exclude(author="")
        people |= set(wrote.values_list("author", flat=True).distinct())
    muted = Mute.objects.filter(thread=comment.root).values_list("person", flat=True)
    return sorted(one for one in people - {comment.author} - set(muted) if _USER.fullmatch(one))
