"""Undoes the move of a page with all pages below it, as one change."""

from courant_kit.calls.errors import Conflict, Gone, NotFound
from courant_kit.words import gettext as _

from courant_wiki.history import chronicle
from courant_wiki.models import Happening, WikiPage
from courant_wiki.writing import lifecycle


def move_back(number: int, by: str) -> tuple[Happening, list[WikiPage], int]:
    """Move the pages that moved back to their addresses, in one transaction with the links that follow from it.

    Pages that came to the new addresses in another way stay there, and so do those that have moved since. Returns what
    happened, the pages, and how many stay because they moved since. Raises NotFound if there was no such move, Gone if
    the page is deleted, and Conflict if the page has moved since or another page has its address.
    """
    one = Happening.objects.filter(pk=number, kind=Happening.Kind.MOVED, along=False).first()
    if one is None:
        raise NotFound(_("There is no such move."), field="move")
    happened = [one, *chronicle.along(one)]
    pages = {page.pk: page for page in _locked(happened)}
    stayed = [step for step in happened if pages[step.page_id].path == step.new]
    _check_here(pages[one.page_id], one)
    family = [pages[step.page_id] for step in stayed]
    _check_free([step.old for step in stayed], family)
    back = lifecycle.move(family, one.new, one.old, by)
    return back, family, len(happened) - len(stayed)


def _locked(happened: list[Happening]) -> list[WikiPage]:
    return list(
        WikiPage.objects.select_for_update().filter(pk__in=[step.page_id for step in happened]).order_by("path")
    )


def _check_here(page: WikiPage, one: Happening) -> None:
    if not page.live:
        raise Gone(_("This page has been deleted. An editor can restore it."), field="move")
    if page.path != one.new:
        raise Conflict(_("The page has been moved since: it is at “{path}”.").format(path=page.path), field="move")


def _check_free(wanted: list[str], family: list[WikiPage]) -> None:
    others = WikiPage.objects.exclude(pk__in=[page.pk for page in family])
    if taken := others.filter(path__in=wanted).first():
        words = (
            _("There is a page at “{path}” now. Move it first, then undo again.")
            if taken.live
            else _("There is a deleted page at “{path}” now. Move it first, then undo again.")
        )
        raise Conflict(words.format(path=taken.path), field="move")
