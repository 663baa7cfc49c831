"""The texts of the wiki in which uploads stand: its pages, with their older revisions."""

from collections.abc import Iterable

from courant_kit.content.media import Place
from courant_kit.live.audience import EDITORS_ONLY

from courant_wiki import contract
from courant_wiki.models import WikiPage
from courant_wiki.rules import READERS


def page_place(number: int) -> str:
    """The key of a page."""
    return f"page-{number}"


def places(keys: Iterable[str]) -> dict[str, Place]:
    """The places with these keys: a page is for the wiki's readers, a deleted one for editors."""
    numbers = [int(key.partition("-")[2]) for key in keys]
    return {page_place(page.pk): _of(page) for page in WikiPage.objects.filter(pk__in=numbers)}


def _of(page: WikiPage) -> Place:
    if page.live:
        return Place(page.title, page.location, READERS, str(contract.ARTICLE(page.pk)))
    return Place(page.title, "/wiki/~bin/", EDITORS_ONLY)
