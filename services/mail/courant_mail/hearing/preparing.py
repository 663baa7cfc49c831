"""Prepares issues that were heard of: asks the blog what they are about, and writes their letters."""

from collections.abc import Iterator
from datetime import timedelta

from courant_kit.live.outbox import take_turn
from courant_kit.words import marked
from django.db.models import QuerySet
from django.utils import timezone

from courant_mail.hearing import blog
from courant_mail.hearing.blog import Comment, Person
from courant_mail.letters import issues
from courant_mail.models import Following, Issue, Reader, Wish
from courant_mail.module import module

NEWS = timedelta(days=1)
"""How old a comment may be to be told of: older ones were imported."""
PRIVATE = marked("It is not public.")
OLD = marked("It is old.")
TRUSTED = ("editor", "admin")
"""The roles whose addresses need no proof: administrators gave them."""


async def prepare(issue: Issue) -> None:
    """Write the letters of an issue, or cancel it; raises Unavailable while the blog or web is away."""
    if issue.kind == Issue.Kind.COMMENT:
        await _comment(issue)
    else:
        await _post(issue)


async def _post(issue: Issue) -> None:
    post = await blog.post(issue.about[0])
    if post is None:
        await module.running.write(issues.cancel, issue, PRIVATE)
    else:
        await module.running.write(_to_subscribers, issue, post.title)


async def _comment(issue: Issue) -> None:
    comment = await blog.comment(issue.about[0])
    if comment is None or timezone.now() - comment.created > NEWS:
        await module.running.write(issues.cancel, issue, PRIVATE if comment is None else OLD)
        return
    people = await blog.people(comment.people)
    await module.running.write(_to_participants, issue, comment, people)


def _to_subscribers(issue: Issue, title: str) -> None:
    take_turn()
    issues.ready(issue, title, subscribers(Reader.Pace.AT_ONCE))


def subscribers(pace: str) -> list[str]:
    """The confirmed addresses that get the newsletter at this pace."""
    found = Reader.objects.filter(pace=pace, ended=None).exclude(confirmed=None)
    return list(found.order_by("pk").values_list("mail", flat=True))


def _to_participants(issue: Issue, comment: Comment, people: list[Person]) -> None:
    take_turn()
    Issue.objects.filter(pk=issue.pk).update(thread=comment.thread)
    mails = {*_members(comment, people), *_followers(comment)} - {comment.mail}
    mails -= _unwilling(comment.thread, mails)
    for mail in mails:
        Reader.objects.get_or_create(mail=mail)
    issues.ready(issue, comment.title, sorted(mails))


def _members(comment: Comment, people: list[Person]) -> list[str]:
    """The addresses of people who wish to be told; authors are, unless they say otherwise."""
    wishes = {one.person: one for one in Wish.objects.filter(person__in=[one.name for one in people])}
    confirmed = set(
        Reader.objects.filter(mail__in=[one.mail for one in people])
        .exclude(confirmed=None)
        .values_list("mail", flat=True)
    )
    told = []
    for one in people:
        wish = wishes.get(one.name) or Wish(person=one.name)
        wanted = wish.posts if one.name == comment.writer else wish.answers
        if wanted and (one.verified or one.role in TRUSTED or one.mail in confirmed):
            told.append(one.mail)
    return told


def _followers(comment: Comment) -> list[str]:
    found = Following.objects.filter(thread=comment.thread, quiet=False).exclude(reader__confirmed=None)
    return list(found.values_list("reader__mail", flat=True))


def _unwilling(thread: int, mails: set[str]) -> set[str]:
    """Those of these addresses that want to hear no more: of this thread, of any, or to which letters came back."""
    asked = Reader.objects.filter(mail__in=mails)
    quiet = asked.filter(following__thread=thread, following__quiet=True)
    return {*_mails(quiet), *_mails(asked.filter(quiet=True)), *_mails(asked.exclude(ended=None))}


def _mails(readers: QuerySet[Reader]) -> Iterator[str]:
    return readers.values_list("mail", flat=True).iterator()
