"""The threads on a page's passages: opening, resolving and reopening them."""

from collections.abc import Callable

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid
from courant_kit.live.outbox import record, take_turn, touch
from courant_kit.wire.contract import Topic
from courant_kit.words import gettext as _
from django.utils import timezone

from courant_wiki import contract, rules
from courant_wiki.contract import RESOLVED, TALLY, THREAD, THREADS
from courant_wiki.discussion import comments, grounds, passages
from courant_wiki.discussion.passages import LONGEST, Quote, Span
from courant_wiki.models import Comment, Revision, Thread, WikiPage
from courant_wiki.reading import finding
from courant_wiki.thread_payloads import OpenThread, ThreadEvent

Words = Callable[[WikiPage, Revision], str]
"""The words of a revision of a page, as readers see them."""


def begin(caller: Caller, request: OpenThread, words: Words) -> Comment:
    """Open a thread with a comment on a passage; raises Invalid, NotFound, Gone.

    If the words were on the page when the writer read it, but no longer are, the thread is on a passage that was
    removed.
    """
    text, wanted = comments.worded(request.text), _quotation(request)
    page = finding.live(WikiPage.objects.select_for_update().get(pk=finding.by_path(request.path).pk))
    now = words(page, page.revision)
    moved = grounds.settle(page, now)
    thread = Thread(page=page, author=caller.name, quote=wanted.exact)
    _place(thread, request, wanted, now, words)
    thread.save()
    touch(*moved, THREADS(page.pk), TALLY(page.pk))
    _record(contract.THREAD_OPENED, thread, caller)
    return comments.add(thread, caller, text)


def resolve(caller: Caller, number: int) -> Thread:
    """Mark a thread as resolved; does nothing if it already is. Raises Forbidden, NotFound, Gone."""
    thread = _taken_up(caller, number)
    if thread.resolved is None:
        thread.resolved, thread.resolver = timezone.now(), caller.name
        _settled(thread)
        _record(contract.THREAD_RESOLVED, thread, caller)
    return thread


def reopen(caller: Caller, number: int) -> Thread:
    """Reopen a resolved thread; does nothing if it is open. Raises Forbidden, NotFound, Gone."""
    thread = _taken_up(caller, number)
    if thread.resolved is not None:
        thread.resolved, thread.resolver = None, ""
        _settled(thread)
        _record(contract.THREAD_REOPENED, thread, caller)
    return thread


def _quotation(request: OpenThread) -> Quote:
    exact = passages.spaced(request.exact)
    if not exact:
        raise Invalid(_("Quote the words of the page that you comment on."), field="exact")
    if len(exact) > LONGEST:
        message = _(
            "The quotation has {count:,} characters; at most {longest:,} are allowed. Quote its beginning."
        ).format(count=len(exact), longest=LONGEST)
        raise Invalid(message, field="exact")
    return Quote(exact, passages.level(request.prefix), passages.level(request.suffix))


def _place(thread: Thread, request: OpenThread, wanted: Quote, now: str, words: Words) -> None:
    found = passages.chosen(now, wanted, request.start)
    if len(found) > 1:
        message = _(
            "The page has these words {count} times. Quote more words, so that it is clear which are meant."
        ).format(count=len(found))
        raise Invalid(message, field="exact")
    if found:
        grounds.put(thread, now, found[0])
        return
    old, there = _as_read(thread.page, request, wanted, words)
    if not there:
        raise Invalid(_("The page does not have these words. Copy them from it, without changes."), field="exact")
    grounds.put(thread, old, there)
    (followed,) = passages.followed(old, now, [there])
    if followed:
        grounds.put(thread, now, followed)
    else:
        thread.start = None


def _as_read(page: WikiPage, request: OpenThread, wanted: Quote, words: Words) -> tuple[str, Span | None]:
    """The text of the revision that the writer read, and the place of the words in it."""
    if not 0 < request.revision < page.number:
        return "", None
    old = words(page, finding.numbered(page, request.revision))
    found = passages.chosen(old, wanted, request.start)
    return old, found[0] if len(found) == 1 else None


def _taken_up(caller: Caller, number: int) -> Thread:
    take_turn()
    thread = finding.thread(number)
    rules.check_may_settle(caller, thread.author)
    return thread


def _settled(thread: Thread) -> None:
    thread.save(update_fields=["resolved", "resolver"])
    page = thread.page_id
    touch(THREADS(page), RESOLVED(page), TALLY(page), THREAD(thread.pk))


def _record(topic: Topic, thread: Thread, caller: Caller) -> None:
    record(
        topic,
        ThreadEvent(
            id=thread.pk, path=thread.page.path, location=thread.location, author=thread.author, quote=thread.quote,
            by=caller.name, page=thread.page_id,
        ),
    )  # fmt: skip
