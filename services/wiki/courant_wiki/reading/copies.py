"""What an export reads: all pages and threads that are not deleted, in bounded pieces."""

from collections.abc import Iterator

from courant_wiki.copy_payloads import (
    ListCopies,
    ListThreadCopies,
    PageCopies,
    PageCopy,
    RemarkFields,
    ThreadCopies,
    ThreadCopy,
)
from courant_wiki.models import Comment, Revision, Thread, WikiPage

LARGEST = 1_000_000
"""The characters of the texts in one answer, unless a single one has more."""


def pages(request: ListCopies) -> PageCopies:
    """Pages after a path."""
    kept = WikiPage.objects.live()
    rows = list(kept.filter(path__gt=request.after).order_by("path")[: request.limit + 1])
    shown = list(bounded(rows[: request.limit]))
    return PageCopies(pages=shown, more=len(rows) > len(shown), total=kept.count())


def threads(request: ListThreadCopies) -> ThreadCopies:
    """Threads after an id."""
    kept = Thread.objects.shown()
    if request.path:
        kept = kept.filter(page__path=request.path)
    rows = list(kept.filter(pk__gt=request.after).order_by("pk")[: request.limit + 1])
    shown = rows[: request.limit]
    return ThreadCopies(threads=list(map(_thread, shown)), more=len(rows) > len(shown), total=kept.count())


def bounded(rows: list[WikiPage]) -> Iterator[PageCopy]:
    """These pages with their texts, as many as fit into an answer."""
    size = 0
    newest = {one.page_id: one for one in Revision.objects.newest().filter(page__in=rows)}
    for page in rows:
        text = newest[page.pk].text
        size += len(text)
        if size > LARGEST and size > len(text):
            return
        yield _page(page, text)


def _page(page: WikiPage, text: str) -> PageCopy:
    leading = list(page.redirects.order_by("path").values_list("path", flat=True))
    return PageCopy(
        path=page.path, entry_id=page.entry_id, title=page.title, text=text, language=page.language,
        tags=[one.name for one in page.tags.order_by("pk")], position=page.position, author=page.edited_by,
        edited=page.edited_at, created=page.created_at, anchors=page.anchors,
        redirects=[path for path in leading if not path.startswith("/")],
        old=[path[1:] for path in leading if path.startswith("/")],
        revision=page.number, direction=page.direction, location=page.location, description=page.description,
        threads=Thread.objects.shown().filter(page=page).count(),
    )  # fmt: skip


def _thread(thread: Thread) -> ThreadCopy:
    return ThreadCopy(
        id=thread.pk, path=thread.page.path, author=thread.author, quote=thread.quote, exact=thread.exact,
        prefix=thread.prefix, suffix=thread.suffix, start=thread.start, created=thread.created,
        resolved=thread.resolved, resolver=thread.resolver,
        comments=list(map(_comment, thread.comments.filter(removed=None).order_by("pk"))),
    )  # fmt: skip


def _comment(one: Comment) -> RemarkFields:
    return RemarkFields(author=one.author, text=one.text, created=one.created, edited=one.edited)
