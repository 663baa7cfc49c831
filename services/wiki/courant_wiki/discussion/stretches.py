"""The threads that a page shows, each with its first comment and its latest ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber

from courant_wiki.models import Comment, Thread, ThreadQuerySet, WikiPage
from courant_wiki.thread_payloads import CommentShown, ListThreads, ThreadList, ThreadShown

SHOWN = 50
LATEST = 5
"""A list shows so many comments of a thread, beside the first one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A thread with some of its comments, in order; `hidden` others are between the first one and the rest."""

    thread: Thread
    comments: Sequence[Comment]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Threads in order; `more` is true if others follow."""

    threads: Sequence[Shown]
    more: bool


def stretch(found: ThreadQuerySet, part: int = 0) -> Stretch:
    """A page of threads, SHOWN on each; the first one is 0 or 1."""
    first = max(part - 1, 0) * SHOWN
    rows = list(found[first : first + SHOWN + 1])
    return Stretch(_with_comments(rows[:SHOWN]), more=len(rows) > SHOWN)


def listed(page: WikiPage, request: ListThreads) -> ThreadList:
    """A page of the threads of a wiki page, for programs: complete ones."""
    threads = Thread.objects.filter(page=page)
    found = stretch(threads.settled() if request.resolved else threads.open(), request.page)
    return ThreadList(threads=[_told(complete(one.thread)) for one in found.threads], more=found.more)


def complete(thread: Thread) -> Shown:
    """A thread with all its comments."""
    return Shown(thread, list(thread.comments.filter(removed=None).order_by("pk")))


def _with_comments(threads: Sequence[Thread]) -> list[Shown]:
    numbered = Comment.objects.filter(thread__in=threads, removed=None).annotate(
        first=Window(RowNumber(), partition_by="thread_id", order_by="pk"),
        last=Window(RowNumber(), partition_by="thread_id", order_by="-pk"),
        all=Window(Count("pk"), partition_by="thread_id"),
    )
    found: dict[int, list[Comment]] = {thread.pk: [] for thread in threads}
    counts: dict[int, int] = {}
    for comment in numbered.filter(Q(first=1) | Q(last__lte=LATEST)).order_by("pk"):
        found[comment.thread_id].append(comment)
        counts[comment.thread_id] = comment.all
    return [Shown(one, found[one.pk], counts.get(one.pk, 0) - len(found[one.pk])) for one in threads]


def _told(shown: Shown) -> ThreadShown:
    one = shown.thread
    comments = [
        CommentShown(id=each.pk, author=each.author, text=each.text, created=each.created, edited=each.edited)
        for each in shown.comments
    ]
    return ThreadShown(
        id=one.pk, author=one.author, quote=one.quote, exact=one.exact, prefix=one.prefix, suffix=one.suffix,
        start=one.start, created=one.created, resolved=one.resolved, comments=comments,
    )  # fmt: skip
