"""The stored links between pages, and the fragments that show them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from courant_kit.live.fragment import FragmentId
from courant_kit.store.rows import among, each, pieces
from django.db import connection
from django.db.models import Q

from courant_wiki.addresses.links import Found
from courant_wiki.contract import ARTICLE, BACKLINKS
from courant_wiki.models import Link, Redirect, WikiPage

_PAGES = "SELECT path, id FROM courant_wiki_wikipage WHERE deleted_at IS NULL AND path IN ({values})"
_MOVED = """SELECT old.path, page.id FROM courant_wiki_redirect old
JOIN courant_wiki_wikipage page ON page.id = old.page_id WHERE page.deleted_at IS NULL AND old.path IN ({values})"""
_AT = "SELECT id FROM courant_wiki_wikipage WHERE path IN ({values})"
_ONCE_AT = "SELECT page_id FROM courant_wiki_redirect WHERE path IN ({values})"
_BELOW = "SELECT id FROM courant_wiki_wikipage WHERE deleted_at IS NULL AND ({ranges})"
_ROWS = 'SELECT page_id, target, name, "rank", wiki, embed, id FROM courant_wiki_link WHERE page_id IN ({values})'
_TARGETS = "SELECT page_id, target FROM courant_wiki_link WHERE page_id IN ({values})"
_DELETE = "DELETE FROM courant_wiki_link WHERE id = %s"
_INSERT = """INSERT INTO courant_wiki_link (page_id, target, name, "rank", wiki, embed)
VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""

MOST_RANGES = 200
"""How many paths a statement has; SQLite admits 1,000 levels of an expression."""
DEEPEST = 4
"""How deep pages include pages."""
_TITLED = Q(wiki=True) & (Q(name__contains="/") | Q(name__contains="#"))


def led(targets: Iterable[str]) -> dict[str, int]:
    """Those of the paths that lead to a page, directly or by a redirect, each with the page's id."""
    wanted = list(targets)
    return dict(chain(among(_MOVED, wanted), among(_PAGES, wanted)))


def targets(pages: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The paths that links on these pages may mean, each with the id of the page that has the link."""
    return ((page, target) for page, target in among(_TARGETS, pages))


def homes(numbers: Iterable[int]) -> dict[int, str]:
    """The paths of the pages with these ids."""
    found = (WikiPage.objects.filter(pk__in=some).values_list("pk", "path") for some in pieces(numbers))
    return dict(chain.from_iterable(found))


def titles(targets: Iterable[str]) -> dict[str, str]:
    """Those of the paths that lead to a page, directly or by a redirect, each with the page's title."""
    found: dict[str, str] = {}
    for some in pieces(targets):
        moved = Redirect.objects.filter(path__in=some, page__deleted_at=None).values_list("path", "page__title")
        pages = WikiPage.objects.live().filter(path__in=some).values_list("path", "title")
        found |= {**dict(moved), **dict(pages)}
    return found


def below(paths: Iterable[str]) -> list[int]:
    """The ids of the pages that are not deleted below one of these paths, at any depth, in order."""
    found = set[int]()
    for some in pieces(paths, MOST_RANGES):
        if connection.vendor == "sqlite":
            ranges, values = "path >= %s AND path < %s", [end for one in some for end in (f"{one}/", f"{one}0")]
        else:
            ranges, values = "path LIKE %s", [f"{connection.ops.prep_for_like_query(one)}/%" for one in some]
        with connection.cursor() as cursor:
            cursor.execute(_BELOW.format(ranges=" OR ".join([ranges] * len(some))), values)
            found.update(number for (number,) in cursor.fetchall())
    return sorted(found)


def showing(paths: Iterable[str]) -> list[int]:
    """The ids of the pages with a wikilink to one of these paths that shows the title of the page."""
    found = Link.objects.filter(_TITLED, target__in=list(paths))
    return sorted(set(found.values_list("page_id", flat=True)))


def titles_shown(pages: Iterable[int]) -> dict[int, dict[str, str]]:
    """By the ids of pages: the titles that wikilinks on them show, by the paths that the links may mean."""
    rows = Link.objects.filter(_TITLED, page__in=list(pages)).values_list("page_id", "target")
    there = titles({target for _, target in rows})
    found: dict[int, dict[str, str]] = {}
    for page, target in rows:
        if target in there:
            found.setdefault(page, {})[target] = there[target]
    return found


def relink(page: WikiPage, found: Iterable[Found]) -> set[str]:
    """Store the page's current links; returns the targets that were added or removed."""
    return relink_all({page: found})


def relink_all(found: Mapping[WikiPage, Iterable[Found]]) -> set[str]:
    """Store the current links of pages; returns the targets that were added or removed on one of them."""
    rows = {
        (page.pk, target, one.name, rank, one.wiki, one.embed)
        for page, links in found.items()
        for one in links
        for rank, target in enumerate(one.targets)
    }
    before = {row[:-1]: row[-1] for row in among(_ROWS, [page.pk for page in found])}
    each(_DELETE, ((number,) for row, number in before.items() if row not in rows))
    each(_INSERT, (row for row in rows if row not in before))
    return {target for _, target in {row[:2] for row in before} ^ {row[:2] for row in rows}}


def around(paths: Iterable[str]) -> list[FragmentId[int]]:
    """The fragments that show whether there are pages at these paths.

    These are the pages with a wikilink that may mean one of the paths, and the backlinks of every page that such a link
    may mean.
    """
    links = Link.objects.filter(target__in=list(paths))
    linking = sorted(set(links.filter(wiki=True).values_list("page_id", flat=True)))
    others = Link.objects.filter(page_id__in=linking, wiki=True, name__in=links.values("name"))
    targets = {*others.values_list("target", flat=True), *links.values_list("target", flat=True)}
    return [*(ARTICLE(number) for number in linking), *backlinks(targets)]


def including(paths: Iterable[str]) -> list[FragmentId[int]]:
    """The articles that include what is at these paths, themselves or in what they include."""
    wanted, found = set(paths), set[int]()
    for _ in range(DEEPEST):
        rows = Link.objects.filter(embed=True, target__in=wanted, page__deleted_at=None).exclude(page__in=found)
        pages = dict(rows.values_list("page_id", "page__path"))
        found |= pages.keys()
        wanted = set(pages.values())
        if not wanted:
            break
    return [ARTICLE(number) for number in sorted(found)]


def backlinks(targets: Iterable[str]) -> list[FragmentId[int]]:
    """The backlinks of the pages at these paths, or to which they redirect."""
    wanted = list(targets)
    return [BACKLINKS(number) for (number,) in sorted({*among(_AT, wanted), *among(_ONCE_AT, wanted)})]
