"""What the wiki lacks: pages that links name and nobody has written, and pages to which none leads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from courant_wiki.addresses import links, paths
from courant_wiki.models import Link, Redirect, WikiPage

MOST = 500
"""How many pages a list has."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A path that links name, and the pages with these links."""

    path: str
    pages: Sequence[WikiPage]

    @property
    def title(self) -> str:
        """A title for it."""
        return paths.title_of(self.path)

    @property
    def location(self) -> str:
        """The address of the form that writes it."""
        return paths.location(self.path, "~edit")


def wanted() -> list[Wanted]:
    """The pages that wikilinks name and nobody has written, those that most pages name first; at most MOST."""
    candidates: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = Link.objects.unled().order_by("page", "name", "rank").values_list("page_id", "name", "target")
    for page, name, target in rows:
        candidates[page, name].append(target)
    naming: dict[str, set[int]] = defaultdict(set)
    for (page, _), targets in candidates.items():
        naming[links.to_write(tuple(targets))].add(page)
    first = sorted(naming, key=lambda path: (-len(naming[path]), path))[:MOST]
    pages = WikiPage.objects.in_bulk({page for path in first for page in naming[path]})
    return [Wanted(path, sorted((pages[one] for one in naming[path]), key=lambda one: one.title)) for path in first]


def orphans() -> list[WikiPage]:
    """The pages that no other page names in a link, and that are neither below nor above another; at most MOST."""
    there = set(WikiPage.objects.live().values_list("path", flat=True))
    parents = {paths.parent(path) for path in there}
    named = Link.objects.filter(page__deleted_at=None, target=OuterRef("path"))
    here = Exists(named.exclude(page=OuterRef("pk")))
    before = Redirect.objects.filter(Exists(named.exclude(page=OuterRef("page")))).values("page")
    alone = WikiPage.objects.live().exclude(here).exclude(pk__in=before).order_by("title", "path")
    return [page for page in alone if page.path not in parents and paths.parent(page.path) not in there][:MOST]
