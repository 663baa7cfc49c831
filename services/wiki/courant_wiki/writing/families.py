"""A page and the pages below it: which they are, and what is said about them when it is deleted or restored."""

from collections.abc import Sequence

from courant_kit.words import gettext as _
from courant_kit.words import ngettext

from courant_wiki.models import WikiPage

NAMED = 5


def of(page: WikiPage) -> list[WikiPage]:
    """The page and all pages below it, even deleted ones, locked until the transaction ends; those further up first."""
    # Each may free the path that a page further down moves to.
    below = WikiPage.objects.select_for_update().below(page.path).order_by("path")
    return [page, *sorted(below, key=lambda one: len(one.path))]


def below(page: WikiPage) -> list[WikiPage]:
    """The live pages below it, by path, locked until the transaction ends."""
    return list(WikiPage.objects.select_for_update().live().below(page.path).order_by("path"))


def is_all_below(page: WikiPage, pages: Sequence[WikiPage]) -> bool:
    """Whether deleting the page would delete just these along with it: none if none is to, or else all below it."""
    return not pages or WikiPage.objects.live().below(page.path).count() == len(pages)


def listed(pages: Sequence[WikiPage]) -> str:
    """The number and the titles of pages: `2 pages below it: “One”, “Two”`; "" for none, and not all if many."""
    if not pages:
        return ""
    titles = ", ".join(f"“{page.title}”" for page in pages[:NAMED])
    if len(pages) > NAMED:
        titles = _("{titles} and {count} more").format(titles=titles, count=len(pages) - NAMED)
    found = ngettext("{count} page below it: {titles}", "{count} pages below it: {titles}", len(pages))
    return found.format(count=len(pages), titles=titles)


def deleted(page: WikiPage, pages: Sequence[WikiPage], *, along: bool) -> str:
    """A sentence about a page that was deleted: what happened to the pages below it."""
    if not pages:
        return _("“{title}” has been deleted.").format(title=page.title)
    if along:
        return _("“{title}” has been deleted, with {pages}.").format(title=page.title, pages=listed(pages))
    stay = ngettext(
        "“{title}” has been deleted. There stays {pages}.",
        "“{title}” has been deleted. There stay {pages}.",
        len(pages),
    )
    return stay.format(title=page.title, pages=listed(pages))


def restored(page: WikiPage, pages: Sequence[WikiPage]) -> str:
    """A sentence about a page that was restored with others."""
    if not pages:
        return _("“{title}” has been restored.").format(title=page.title)
    return _("“{title}” has been restored, with {pages}.").format(title=page.title, pages=listed(pages))
