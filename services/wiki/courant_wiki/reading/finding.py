"""Looks up the page or revision of a call; errors say what is missing."""

from courant_kit.calls.errors import Gone, NotFound
from courant_kit.history import revisions
from courant_kit.words import gettext as _

from courant_wiki.addresses import paths
from courant_wiki.models import Comment, Revision, Thread, WikiPage


def live(page: WikiPage | None, field: str = "path") -> WikiPage:
    """The page, if it exists; raises NotFound or Gone, which name a field."""
    if page is None:
        raise NotFound(_("There is no such page."), field=field)
    if not page.live:
        raise Gone(_("This page has been deleted. An editor can restore it."), field=field)
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
        raise NotFound(_("This page has no revision {number}.").format(number=number), field="number")
    return found


def thread(number: int) -> Thread:
    """The thread with this number; raises NotFound, or Gone if its page was deleted."""
    found = Thread.objects.select_related("page").filter(pk=number).first()
    if found is None:
        raise NotFound(_("There is no such thread."), field="id")
    live(found.page, "id")
    return found


def comment(number: int) -> Comment:
    """The comment with this number, even if it has been removed; raises NotFound, or Gone if its page was deleted."""
    found = Comment.objects.select_related("thread__page").filter(pk=number).first()
    if found is None:
        raise NotFound(_("There is no such comment."), field="id")
    live(found.thread.page, "id")
    return found
