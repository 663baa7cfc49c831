"""The text in which the passages of a page's threads were last found: when it changes, they are found again."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from courant_kit.live.fragment import FragmentId
from courant_kit.store.rows import pieces

from courant_wiki.contract import RESOLVED, THREAD, THREADS
from courant_wiki.discussion import passages
from courant_wiki.discussion.passages import Quote, Span
from courant_wiki.models import Ground, Thread, WikiPage

AT_ONCE = 500
PLACE = ("exact", "prefix", "suffix", "start", "nth")


def follow(pages: Sequence[WikiPage], words: Callable[[WikiPage], str]) -> list[FragmentId[Any]]:
    """Find the passages of threads in the texts of their pages as they are now.

    Returns the fragments that show a difference. `words` is called for pages with threads only. Call it with the pages'
    rows locked.
    """
    found: list[FragmentId[Any]] = []
    for some in pieces(pages, AT_ONCE):
        grounds = Ground.objects.in_bulk([page.pk for page in some])
        for page in some:
            if ground := grounds.get(page.pk):
                found += _moved(page, ground, words(page))
    return found


def settle(page: WikiPage, words: str) -> list[FragmentId[Any]]:
    """As `follow`, for a page that may have no threads yet; from now on, its threads are on this text."""
    ground, created = Ground.objects.get_or_create(page=page, defaults={"words": words})
    return [] if created else _moved(page, ground, words)


def put(thread: Thread, words: str, span: Span) -> None:
    """Make a passage of a text that of a thread; does not save it."""
    thread.exact, thread.prefix, thread.suffix = passages.quoted(words, span)
    thread.start, thread.nth = span.start, passages.nth(words, span)


def _moved(page: WikiPage, ground: Ground, words: str) -> list[FragmentId[Any]]:
    if ground.words == words:
        return []
    threads = sorted(page.threads.all(), key=_order)
    before = {thread.pk: _shown(thread) for thread in threads}
    starts = {thread.pk: thread.start for thread in threads}
    _find(threads, ground.words, words)
    moved = [one for one in threads if (starts[one.pk], before[one.pk]) != (one.start, _shown(one))]
    Thread.objects.bulk_update(moved, PLACE, batch_size=100)
    ground.words = words
    ground.save(update_fields=["words"])
    return _differing(page, threads, before)


def _find(threads: Iterable[Thread], old: str, new: str) -> None:
    there = [(one, Span(one.start, one.start + len(one.exact))) for one in threads if one.start is not None]
    gone = [thread for thread in threads if thread.start is None]
    found = zip(
        [*(thread for thread, _ in there), *gone],
        [
            *passages.followed(old, new, (span for _, span in there)),
            *passages.regained(old, new, (Quote(one.exact, one.prefix, one.suffix) for one in gone)),
        ],
        strict=True,
    )
    for thread, span in found:
        if span:
            put(thread, new, span)
        else:
            thread.start = None


def _differing(page: WikiPage, threads: list[Thread], before: dict[int, tuple[object, ...]]) -> list[FragmentId[Any]]:
    changed = [thread for thread in threads if _shown(thread) != before[thread.pk]]
    fragments: list[FragmentId[Any]] = [THREAD(thread.pk) for thread in changed]
    reordered = [thread.pk for thread in sorted(threads, key=_order)] != list(before)
    if reordered or any(thread.resolved is None for thread in changed):
        fragments.append(THREADS(page.pk))
    if any(thread.resolved for thread in changed):
        fragments.append(RESOLVED(page.pk))
    return fragments


def _shown(thread: Thread) -> tuple[object, ...]:
    """What readers see of a thread's place."""
    return thread.start is None, thread.exact, thread.prefix, thread.suffix, thread.nth


def _order(thread: Thread) -> tuple[bool, int, int]:
    return thread.start is None, thread.start or 0, thread.pk
