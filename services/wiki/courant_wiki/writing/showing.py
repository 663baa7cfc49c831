"""The fragments that show a page: its own, and those that show whether there is a page at its path."""

from typing import Any

from courant_kit.live.fragment import FragmentId

from courant_wiki import contract
from courant_wiki.models import Redirect, WikiPage
from courant_wiki.reading import linking

LISTS = (contract.RECENT(), contract.LATEST())
"""The lists of changes, which every change is in."""
TREES = (contract.TREE(), contract.ORDER())
"""The lists of all pages."""
OWN = (
    contract.ARTICLE, contract.HEAD, contract.CRUMBS, contract.HISTORY, contract.BACKLINKS, contract.THREADS,
    contract.RESOLVED, contract.TALLY,
)  # fmt: skip


def own(page: WikiPage) -> list[FragmentId[int]]:
    """The fragments of a page itself, with those of its threads."""
    threads = page.threads.order_by("pk").values_list("pk", flat=True)
    return [*(one(page.pk) for one in OWN), *map(contract.THREAD, threads)]


def appeared(page: WikiPage) -> list[FragmentId[Any]]:
    """The fragments that show whether there is a page at this path."""
    return [
        *TREES,
        contract.ABSENT(page.key),
        *below(page.path),
        *linking.around([page.path]),
        *linking.including([page.path]),
    ]


def below(*paths: str) -> list[FragmentId[int]]:
    """The fragments of the pages below these paths that show the titles of those above them."""
    shown = (contract.ARTICLE, contract.CRUMBS)
    return [fragment(number) for number in linking.below(paths) for fragment in shown]


def displaced(paths: list[str]) -> list[FragmentId[Any]]:
    """The backlinks of the pages to which these paths redirect so far."""
    return [contract.BACKLINKS(one.page_id) for one in Redirect.objects.filter(path__in=paths).order_by("page_id")]
