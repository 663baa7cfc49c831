"""Threads of an export, added to a page as they were; those that it has are left as they are."""

from collections.abc import Callable, Container, Iterable
from datetime import datetime
from typing import TypeVar

from courant_kit.calls.errors import NotFound
from courant_kit.content import markdown, media
from courant_kit.live.outbox import take_turn, touch
from courant_kit.wire.moments import utc

from courant_wiki.contract import RESOLVED, TALLY, THREADS
from courant_wiki.copy_payloads import RemarkFields, ThreadFields
from courant_wiki.discussion import grounds, passages
from courant_wiki.discussion.passages import Quote
from courant_wiki.models import Comment, Thread, WikiPage
from courant_wiki.reading.places import comment_place

Key = tuple[str, datetime]
"""What tells a thread from the others on its page, and a comment from those in its thread: its author, and when."""

One = TypeVar("One", ThreadFields, RemarkFields)


def put(page: WikiPage | None, threads: list[ThreadFields], words: Callable[[WikiPage], str]) -> int:
    """Add the threads and comments that a page does not have; how many comments. Raises NotFound if it is not there."""
    take_turn()
    if page is None or not page.live:
        raise NotFound("There is no such page.", field="path")
    here = {(one.author, one.created): one for one in page.threads.all()}
    fresh = _fresh(threads, here)
    if fresh:
        now = words(page)
        touch(*grounds.settle(page, now))
        here |= {key: _open(page, one, now) for key, one in fresh.items()}
    added = sum(_add_comments(here[_key(one)], one.comments) for one in threads)
    if added:
        touch(THREADS(page.pk), RESOLVED(page.pk), TALLY(page.pk))
    return added


def _key(one: ThreadFields | RemarkFields) -> Key:
    return one.author, utc(one.created)


def _fresh(some: Iterable[One], here: Container[Key]) -> dict[Key, One]:
    """Those that are not here, by what tells them apart; the first one, if it comes twice."""
    found: dict[Key, One] = {}
    for one in some:
        if _key(one) not in here:
            found.setdefault(_key(one), one)
    return found


def _open(page: WikiPage, one: ThreadFields, words: str) -> Thread:
    thread = Thread(
        page=page, author=one.author, quote=one.quote, exact=one.exact, prefix=one.prefix[:32], suffix=one.suffix[:32],
        resolved=one.resolved, resolver=one.resolver,
    )  # fmt: skip
    there = [] if one.start is None else passages.chosen(words, Quote(one.exact, one.prefix, one.suffix), one.start)
    if len(there) == 1:
        grounds.put(thread, words, there[0])
    thread.save()
    Thread.objects.filter(pk=thread.pk).update(created=utc(one.created))
    return thread


def _add_comments(thread: Thread, comments: list[RemarkFields]) -> int:
    here = set(thread.comments.values_list("author", "created"))
    fresh = _fresh((one for one in comments if one.text.strip()), here)
    for one in fresh.values():
        words = one.text.strip()
        row = thread.comments.create(author=one.author, text=words, html="", edited=one.edited)
        html = markdown.remark(words, prefix=f"comment-{row.pk}-")
        Comment.objects.filter(pk=row.pk).update(created=utc(one.created), html=html)
        media.stands(comment_place(row.pk), words)
    return len(fresh)
