"""The wiki's live fragments, each rendered once per version for all its readers."""

from courant_kit.content.templates import draw
from courant_kit.history import showing
from courant_kit.history.showing import LAST
from courant_kit.live.fragment import FragmentId, Item
from courant_kit.words import gettext

from courant_wiki import contract, render
from courant_wiki.addresses import paths
from courant_wiki.discussion import stretches
from courant_wiki.history import chronicle
from courant_wiki.history.chronicle import PER_PAGE
from courant_wiki.models import Happening, Thread, ThreadQuerySet, WikiPage
from courant_wiki.module import module
from courant_wiki.reading import binned, lacking, ordering, tagged, tree
from courant_wiki.reading.binned import SHOWN
from courant_wiki.writing import families

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
    return items or [Item("tree-none", f'<li id="tree-none">{gettext("No pages yet.")}</li>')]


@module.renders(contract.ORDER)
def order(fragment: FragmentId[None]) -> list[Item]:
    """All pages, with buttons that put each elsewhere in the tree."""
    rows = WikiPage.objects.live().values_list("path", "title", "position", "pk")
    return ordering.items(tree.grow(tree.Leaf(*row) for row in rows))


@module.renders(contract.HISTORY)
def history(fragment: FragmentId[int]) -> list[Item] | None:
    """A page's revisions, newest first; the part `31` starts below number 31, and that below the first is gone."""
    found = _page(fragment)
    if found is None or fragment.part == LAST:
        return None
    revisions = found.revisions.defer("stored").order_by("-number")
    if fragment.part:
        revisions = revisions.filter(number__lt=fragment.part)
    rows = list(revisions[: PER_PAGE + 1])
    at = found.history_at
    revised = dict(zip(rows, showing.items(at, rows, found.number), strict=False))
    items = [
        _happened(one, "wiki/history_happened.html") if isinstance(one, Happening) else revised[one]
        for one in chronicle.history(found, rows[:PER_PAGE], fragment.part)
    ]  # fmt: skip
    return [*items, *showing.older(at, rows)]


@module.renders(contract.RECENT)
def recent(fragment: FragmentId[None]) -> list[Item]:
    """The newest changes of all pages; a part is the cursor of the change before which it starts."""
    rows = chronicle.recent(fragment.part)
    items = [
        _happened(one, "wiki/recent_happened.html") if isinstance(one, Happening)
        else Item(f"change-{one.pk}", draw("wiki/recent_item.html", revision=one))
        for one in rows[:PER_PAGE]
    ]  # fmt: skip
    if len(rows) > PER_PAGE:
        items.append(_older("wiki/recent_older.html", cursor=chronicle.cursor_of(rows[PER_PAGE - 1])))
    return items


@module.renders(contract.WANTED)
def wanted(fragment: FragmentId[None]) -> list[Item]:
    """Pages that links name and nobody has written."""
    items = [_listed(f"wanted-{paths.key(one.path)}", "wiki/wanted_item.html", one=one) for one in lacking.wanted()]
    return items or [_listed("nothing", "wiki/nothing.html")]


@module.renders(contract.ORPHANS)
def orphans(fragment: FragmentId[None]) -> list[Item]:
    """Pages to which no other page leads."""
    items = [_listed(f"page-{one.pk}", "wiki/page_item.html", page=one) for one in lacking.orphans()]
    return items or [_listed("nothing", "wiki/nothing.html")]


@module.renders(contract.TAGS)
def tags(fragment: FragmentId[None]) -> list[Item]:
    """All tags, with how many pages have each."""
    items = [_listed(f"tag-{one.key}", "wiki/tag_item.html", tag=one) for one in tagged.tags()]
    return items or [_listed("nothing", "wiki/nothing.html")]


@module.renders(contract.TAGGED)
def with_tag(fragment: FragmentId[str]) -> list[Item]:
    """The pages with a tag, by title."""
    items = [_listed(f"page-{one.pk}", "wiki/page_item.html", page=one) for one in tagged.pages(fragment.key)]
    return items or [_listed("nothing", "wiki/nothing.html")]


@module.renders(contract.BIN)
def deleted(fragment: FragmentId[None]) -> list[Item]:
    """The deleted pages; the part `9` starts with what was deleted before the page with id 9."""
    rows = binned.pages(fragment.part)
    items = [Item(f"deleted-{one.pk}", draw("wiki/bin_item.html", page=one, along=_along(one))) for one in rows[:SHOWN]]
    if len(rows) > SHOWN:
        items.append(_older("wiki/bin_older.html", last=rows[SHOWN - 1]))
    return items or [Item("nothing", draw("wiki/bin_empty.html"))]


@module.renders(contract.LATEST)
def latest(fragment: FragmentId[None]) -> list[Item]:
    """The most recently changed pages, for the front page and the wiki's start page."""
    pages = WikiPage.objects.changed()[:NEWEST]
    items = [Item(f"page-{one.pk}", draw("wiki/latest_item.html", page=one)) for one in pages]
    return items or [Item("no-changes", draw("wiki/no_changes.html"))]


@module.renders(contract.ABSENT)
def absent(fragment: FragmentId[str]) -> str | None:
    """A notice that the address of this key has no page, or a deleted one; gone as soon as there is a page."""
    found = WikiPage.objects.filter(key=fragment.key).first()
    if found is None:
        return draw("wiki/absent.html", page=None)
    return None if found.live else draw("wiki/absent.html", page=found, along=_along(found))


@module.renders(contract.THREADS)
def threads(fragment: FragmentId[int]) -> list[Item] | None:
    """A page's open threads."""
    found = _page(fragment)
    return _threads(found, found.threads.open(), "~threads", fragment.part) if found else None


@module.renders(contract.RESOLVED)
def resolved(fragment: FragmentId[int]) -> list[Item] | None:
    """A page's resolved threads."""
    found = _page(fragment)
    return _threads(found, found.threads.settled(), "~resolved", fragment.part) if found else None


@module.renders(contract.THREAD)
def thread(fragment: FragmentId[int]) -> str | None:
    """A thread with all its comments."""
    found = Thread.objects.shown().filter(pk=fragment.key).first()
    return render.thread(stretches.complete(found)) if found else None


@module.renders(contract.TALLY)
def tally(fragment: FragmentId[int]) -> str | None:
    """How many threads a page has."""
    found = _page(fragment)
    if found is None:
        return None
    counts = {"open": found.threads.open().count(), "resolved": found.threads.settled().count()}
    return draw("wiki/tally.html", page=found, **counts)


def _threads(page: WikiPage, threads: ThreadQuerySet, verb: str, part: int) -> list[Item]:
    found = stretches.stretch(threads, part)
    items = [Item(f"thread-{one.thread.pk}", render.listed_thread(one)) for one in found.threads]
    if found.more:
        items.append(_older("wiki/threads_more.html", address=paths.location(page.path, verb, max(part, 1) + 1)))
    return items


def _listed(name: str, template: str, **context: object) -> Item:
    return Item(name, draw(template, name=name, **context))


def _happened(one: Happening, template: str) -> Item:
    return Item(f"happened-{one.pk}", draw(template, one=one))


def _along(page: WikiPage) -> str:
    """The pages that were deleted along with it, in words."""
    return families.listed(sorted(page.deleted_along.all(), key=lambda one: one.path))


def _older(template: str, **context: object) -> Item:
    """The last child of a list that goes on: a link to what is older."""
    return Item("older", draw(template, **context))


def _page(fragment: FragmentId[int]) -> WikiPage | None:
    return WikiPage.objects.live().filter(pk=fragment.key).first()
