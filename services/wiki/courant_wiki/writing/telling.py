"""What others hear of changes to pages: the events of the wiki, and which documents of the search have changed."""

from collections.abc import Sequence

from courant_kit.live.outbox import record
from courant_kit.wire.contract import Topic
from courant_kit.wire.search import MOST_KEYS, DocumentsChanged

from courant_wiki import contract, payloads
from courant_wiki.models import WikiPage


def searchable(pages: Sequence[int]) -> None:
    """Report that the documents of these pages changed: their own words, or titles that their links show."""
    for start in range(0, len(pages), MOST_KEYS):
        record(contract.DOCUMENTS_CHANGED, DocumentsChanged([str(one) for one in pages[start : start + MOST_KEYS]]))


def changed(topic: Topic, page: WikiPage, author: str, summary: str = "") -> None:
    """Report what happened to a page, to the search too."""
    searchable([page.pk])
    happened(topic, page, author, summary)


def happened(topic: Topic, page: WikiPage, author: str, summary: str = "") -> None:
    """Report what happened to a page, to all but the search."""
    record(
        topic,
        payloads.PageChanged(
            path=page.path, location=page.location, title=page.title, revision=page.number, author=author,
            summary=summary, page=page.pk,
        ),
    )  # fmt: skip


def moved(page: WikiPage, old: str, by: str) -> None:
    """Report that a page has another path."""
    searchable([page.pk])
    record(
        contract.PAGE_MOVED,
        payloads.PageMoved(
            path=page.path, old_path=old, location=page.location, title=page.title, author=by, page=page.pk
        ),
    )
