"""What others hear of changes to pages: the events of the wiki, and which documents of the search have changed."""

from collections.abc import Sequence

from courant_kit.live.outbox import record
from courant_kit.store.rows import pieces
from courant_kit.wire.contract import Topic
from courant_kit.wire.search import MOST_KEYS, DocumentsChanged

from courant_wiki import contract, payloads
from courant_wiki.models import WikiPage


def searchable(pages: Sequence[int]) -> None:
    """Report that the documents of these pages changed: their own words, or titles that their links show."""
    for some in pieces(map(str, pages), MOST_KEYS):
        record(contract.DOCUMENTS_CHANGED, DocumentsChanged(some))


def changed(topic: Topic, page: WikiPage, author: str, summary: str = "") -> None:
    """Report what happened to a page, to the search too."""
    searchable([page.pk])
    record(topic, _happened(page, author, summary))


def all_created(pages: Sequence[tuple[WikiPage, str, str]]) -> None:
    """Report that these pages were created, each by an author with a summary, to the search too."""
    searchable([page.pk for page, *_ in pages])
    record(contract.PAGE_CREATED, *(_happened(*one) for one in pages))


def all_changed(pages: Sequence[WikiPage], author: str, summary: str) -> None:
    """Report that one person changed many pages, to all but the search."""
    record(contract.PAGE_CHANGED, *(_happened(page, author, summary) for page in pages))


def moved(page: WikiPage, old: str, by: str) -> None:
    """Report that a page has another path."""
    searchable([page.pk])
    record(
        contract.PAGE_MOVED,
        payloads.PageMoved(
            path=page.path, old_path=old, location=page.location, title=page.title, author=by, page=page.pk
        ),
    )


def _happened(page: WikiPage, author: str, summary: str) -> payloads.PageChanged:
    return payloads.PageChanged(
        path=page.path, location=page.location, title=page.title, revision=page.number, author=author,
        summary=summary, page=page.pk,
    )  # fmt: skip
