"""Looks up the page or revision of a call; errors say what is missing."""

from courant_kit.calls.errors import Gone, NotFound
from courant_kit.history import revisions

from courant_wiki.addresses import paths
from courant_wiki.models import Revision, WikiPage


def live(page: WikiPage | None) -> WikiPage:
    """The page, if it exists; raises NotFound or Gone."""
    if page is None:
        raise NotFound("There is no such page.", field="path")
    if not page.live:
        raise Gone("This page has been deleted. An editor can restore it.", field="path")
    return page


def by_path(path: str) -> WikiPage:
    """The page at a path, or the one that the path redirects to; raises NotFound or Gone."""
    cleaned = paths.clean(path)
    pages = WikiPage.objects
    return live(pages.filter(path=cleaned).first() or pages.filter(redirects__path=cleaned).first())


def numbered(page: WikiPage, number: int, *, earlier: bool = False) -> Revision:
    """A revision of a page; with `earlier`, the newest at that time if it has become part of a later one.

    Raises NotFound.
    """
    found: Revision | None = revisions.at(page.revisions, number)
    if found is None or (found.number != number and not (earlier and number < page.number)):
        raise NotFound(f"This page has no revision {number}.", field="number")
    return found
