"""Pages by a part of their name, for somebody who writes a link to one."""

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Length

from courant_wiki.addresses import links, paths
from courant_wiki.models import WikiPage
from courant_wiki.payloads import FoundPage
from courant_wiki.reading import linking


def found(words: str, page: str, limit: int) -> list[FoundPage]:
    """Pages whose title or path contains the words, best first, with the names that lead to them from `page`."""
    pages = list(_matching(words.strip()[: paths.LONGEST])[:limit])
    possible = {one.pk: links.candidates(page.strip("/ "), one.title) for one in pages}
    leading = linking.led({path for paths_of_one in possible.values() for path in paths_of_one})
    return [_named(one, next((leading[path] for path in possible[one.pk] if path in leading), 0)) for one in pages]


def _matching(words: str) -> QuerySet[WikiPage]:
    begins, contains = Q(title__istartswith=words), Q(title__icontains=words) | Q(path__icontains=words.lower())
    rank = Case(When(begins, then=Value(0)), When(title__icontains=words, then=Value(1)), default=Value(2))
    return WikiPage.objects.live().filter(contains).order_by(rank, Length("title"), "title", "path")


def _named(page: WikiPage, leads: int) -> FoundPage:
    """A page by its title if that leads to it; otherwise by its path, which shows the title on the page."""
    plain = leads == page.pk and not set(page.title) & set("[]|#/")
    return FoundPage(path=page.path, title=page.title, link=page.title if plain else f"/{page.path}")
