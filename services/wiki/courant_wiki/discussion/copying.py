"""Threads of an export, added to a page as they were; those that it has are left as they are."""

from collections.abc import Callable

from courant_kit.calls.errors import NotFound
from courant_kit.content import markdown, media
from courant_kit.live.outbox import take_turn, touch

from courant_wiki.contract import RESOLVED, TALLY, THREADS
from courant_wiki.copy_payloads import RemarkFields, ThreadFields
from courant_wiki.discussion import grounds, passages
from courant_wiki.discussion.passages import Quote
from courant_wiki.models import Comment, Thread, WikiPage
from courant_wiki.reading.places import comment_place


def put(page: WikiPage | None, threads: list[ThreadFields], words: Callable[[WikiPage], str]) -> int:
    """Add the threads and comments that a page does not have; how many comments. Raises NotFound if it is not there."""
    take_turn()
    if page is None or not page.live:
        raise NotFound("There is no such page.", field="path")
    here = {(one.author, one.created): one for one in page.threads.all()}
    fresh = [one for one in threads if (one.author, one.created) not in here]
    if fresh:
        now = words(page)
        touch(*grounds.settle(page, now))
        here |= {(one.author, one.created): _open(page, one, now) for one in fresh}
    added = sum(_add_comments(here[one.author, one.created], one.comments) for one in threads)
    if added:
        touch(THREADS(page.pk), RESOLVED(page.pk), TALLY(page.pk))
    return added


def _open(page: WikiPage, one: ThreadFields, words: str) -> Thread:
    thread = Thread(
        page=page, author=one.author, quote=one.quote, exact=one.exact, prefix=one.prefix[:32], suffix=one.suffix[:32],
        resolved=one.resolved, resolver=one.resolver,
    )  # fmt: skip
    there = [] if one.start is None else passages.chosen(words, Quote(one.exact, one.prefix, one.suffix), one.start)
    if len(there) == 1:
        grounds.put(thread, words, there[0])
    thread.save()
    Thread.objects.filter(pk=thread.pk).update(created=one.created)
    return thread


def _add_comments(thread: Thread, comments: list[RemarkFields]) -> int:
    here = set(thread.comments.values_list("author", "created"))
    fresh = [one for one in comments if (one.author, one.created) not in here and one.text.strip()]
    for one in fresh:
        words = one.text.strip()
        row = thread.comments.create(author=one.author, text=words, html="", edited=one.edited)
        html = markdown.remark(words, prefix=f"comment-{row.pk}-")
        Comment.objects.filter(pk=row.pk).update(created=one.created, html=html)
        media.stands(comment_place(row.pk), words)
    return len(fresh)
