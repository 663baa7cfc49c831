"""The wiki's live fragments, each rendered once per version for all its readers."""

from courant_kit.content.templates import draw
from courant_kit.live.fragment import FragmentId, Item
from django.db.models import Q

from courant_wiki import contract, paths, render, tree
from courant_wiki.models import Revision, WikiPage
from courant_wiki.module import module

PER_PAGE = 50
NEWEST = 8


@module.renders(contract.ARTICLE)
def page(fragment: FragmentId[int]) -> str | None:
    """A page's article."""
    found = _page(fragment)
    return render.article(found) if found else None


@module.renders(contract.HEAD)
def head(fragment: FragmentId[int]) -> str | None:
    """The number of the newest revision, for people who are editing or reading an old one."""
    found = _page(fragment)
    return draw("wiki/head.html", page=found) if found else None


@module.renders(contract.CRUMBS)
def crumbs(fragment: FragmentId[int]) -> str | None:
    """The path to a page, including the page, for the pages about it."""
    found = _page(fragment)
    if found is None:
        return None
    return draw("wiki/crumbs.html", crumbs=[*render.crumbs(found.path), (found.title, found.location)])


@module.renders(contract.BACKLINKS)
def backlinks(fragment: FragmentId[int]) -> str | None:
    """The pages that link to a page."""
    found = _page(fragment)
    return draw("wiki/backlinks.html", pages=WikiPage.objects.linking_to(found)) if found else None


@module.renders(contract.TREE)
def all_pages(fragment: FragmentId[None]) -> list[Item]:
    """All pages. Every page shows this same fragment, so it does not mark the current page."""
    rows = WikiPage.objects.live().values_list("path", "title", "position")
    items = tree.items(tree.grow(tree.Leaf(*row) for row in rows))
    return items or [Item("tree-none", '<li id="tree-none">No pages yet.</li>')]


@module.renders(contract.HISTORY)
def history(fragment: FragmentId[int]) -> list[Item] | None:
    """A page's revisions, newest first; the part `31` starts below number 31."""
    found = _page(fragment)
    if found is None:
        return None
    revisions = found.revisions.defer("text").order_by("-number")
    if fragment.part:
        revisions = revisions.filter(number__lt=fragment.part)
    rows = list(revisions[: PER_PAGE + 1])
    items = [
        Item(f"revision-{one.number}", draw("wiki/history_item.html", page=found, revision=one, place=place))
        for place, one in enumerate(rows[:PER_PAGE])
    ]
    return items + _older(rows, "wiki/history_older.html", page=found)


@module.renders(contract.RECENT)
def recent(fragment: FragmentId[None]) -> list[Item]:
    """The newest changes of all pages; the part `9` starts below the change with id 9."""
    changes = Revision.objects.filter(page__deleted_at=None).select_related("page").defer("text")
    if last := Revision.objects.filter(pk=fragment.part).first():
        older = Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk)
        changes = changes.filter(older)
    rows = list(changes.order_by("-created_at", "-pk")[: PER_PAGE + 1])
    items = [Item(f"change-{one.pk}", draw("wiki/recent_item.html", revision=one)) for one in rows[:PER_PAGE]]
    return items + _older(rows, "wiki/recent_older.html")


@module.renders(contract.LATEST)
def latest(fragment: FragmentId[None]) -> list[Item]:
    """The most recently changed pages, for the front page and the wiki's start page."""
    pages = WikiPage.objects.changed()[:NEWEST]
    items = [Item(f"page-{one.pk}", draw("wiki/latest_item.html", page=one)) for one in pages]
    return items or [Item("no-changes", draw("wiki/no_changes.html", start=paths.ROOT))]


@module.renders(contract.ABSENT)
def absent(fragment: FragmentId[str]) -> str | None:
    """A notice that the address of this key has no page, or a deleted one; gone as soon as there is a page."""
    found = WikiPage.objects.filter(key=fragment.key).first()
    return None if found and found.live else draw("wiki/absent.html", page=found)


def _older(rows: list[Revision], template: str, **context: object) -> list[Item]:
    if len(rows) <= PER_PAGE:
        return []
    return [Item("older", draw(template, last=rows[PER_PAGE - 1], **context))]


def _page(fragment: FragmentId[int]) -> WikiPage | None:
    return WikiPage.objects.live().filter(pk=fragment.key).first()
