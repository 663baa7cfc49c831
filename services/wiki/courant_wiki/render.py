"""Renders the wiki's HTML: a page's article and its parts, once for all readers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from courant_kit.calls import commenting
from courant_kit.content import markdown
from courant_kit.content.markdown import Link, Rendered
from courant_kit.content.templates import draw

from courant_wiki import bounds
from courant_wiki.addresses import links, paths
from courant_wiki.discussion import passages
from courant_wiki.discussion.stretches import Shown
from courant_wiki.models import Revision, WikiPage
from courant_wiki.reading import anchors, headings, linking, tagged
from courant_wiki.reading.anchors import Heading

MOST_INCLUDED = 30
"""How many pages a page may show in it, those in other pages included."""


@dataclass(slots=True)
class _Room:
    """How much a page may still show of others: it has to fit into an answer, and to be rendered in bounded time."""

    pages: int = MOST_INCLUDED
    letters: int = bounds.TEXT

    def takes(self, text: str) -> bool:
        """Whether there is room for this text, which is then taken."""
        if not self.pages or len(text) > self.letters:
            return False
        self.pages -= 1
        self.letters -= len(text)
        return True


def body(path: str, title: str, text: str) -> str:
    """A text as the page at `path` shows it: links resolved, headings below the page's title, pages included."""
    return _rendered(path, title, text, partial(markdown.read, include=_Inclusions((path,)).include)).html


def preview(path: str, title: str, text: str) -> Rendered:
    """A text as `body` renders it, for a preview beside the form."""
    return _rendered(path, title, text, partial(markdown.preview, include=_Inclusions((path,)).include))


def article(page: WikiPage) -> str:
    """The content of a page's article."""
    html = anchors.named(body(page.path, page.title, page.revision.text), page.anchors)
    return draw(
        "wiki/article.html",
        page=page,
        html=html,
        table=headings.table(html),
        crumbs=crumbs(page.path),
        tags=tagged.of(page),
    )


def revision(page: WikiPage, one: Revision) -> str:
    """An old revision's text, with its links resolved as of today."""
    return body(page.path, one.title, one.text)


def headings_of(title: str, text: str) -> list[Heading]:
    """The headings of a text, with the ids that Markdown makes on its page."""
    return anchors.read(
        markdown.read(
            headings.without_title(title, text), link_to=_there, reserved=links.PAGE_IDS, below=1, draw=False
        ).html
    )


def words(page: WikiPage, one: Revision) -> str:
    """The words of a revision of a page, as readers see them."""
    return passages.words(revision(page, one))


def newest_words(page: WikiPage) -> str:
    """The words of a page, as readers see them."""
    return words(page, page.revision)


def thread(shown: Shown) -> str:
    """The content of a thread's article."""
    return _thread("wiki/thread.html", shown)


def listed_thread(shown: Shown) -> str:
    """A thread as a child of a list."""
    return _thread("wiki/thread_item.html", shown)


def crumbs(path: str) -> list[tuple[str, str]]:
    """The path to a page: the title and address of each page above it; no address where there is no page."""
    above = paths.above(path)
    titles = dict(WikiPage.objects.live().filter(path__in=above).values_list("path", "title"))
    return [(titles.get(one) or paths.title_of(one), paths.location(one) if one in titles else "") for one in above]


def link_to(path: str, there: Mapping[str, str], name: str) -> Link:
    """What `[[name]]` on the page at `path` is; `there` are the titles of the pages that it may mean, by path."""
    targets = links.candidates(path, name)
    found = next((target for target in targets if target in there), None)
    if found is None and path in targets:
        found = path  # a link from an unsaved page to itself
    if found is not None:
        return Link(paths.location(found) + links.anchor(name), exists=True, words=_shown(name, there.get(found, "")))
    if not targets:
        return Link(paths.location("", "~new"), exists=False)
    wanted = links.to_write(targets)
    return Link(paths.location(wanted), exists=False, words=_shown(name, paths.title_of(wanted)))


class _Inclusions:
    """The pages that a page includes, and those in them, all at most once below each other; `above` leads to them."""

    def __init__(self, above: tuple[str, ...], room: _Room | None = None) -> None:
        self._above, self._room = above, room or _Room()

    def include(self, name: str, prefix: str) -> str | None:
        """What `![[name]]` shows; None if it is a link, because there is no such page, or too much is included."""
        page = self._page(name)
        if page is None:
            return None
        if page.path in self._above:
            return draw("wiki/included.html", page=page, html="", again=True)
        if not self._room.takes(page.revision.text):
            return None
        inside = _Inclusions((*self._above, page.path), self._room)
        render = partial(markdown.read, include=inside.include if len(self._above) < linking.DEEPEST else None)
        html = _rendered(page.path, page.title, page.revision.text, partial(render, prefix=prefix), below=2).html
        part = anchors.made(page.anchors, links.anchor(name)[1:])
        if part and not (html := headings.section(html, f"{prefix}{part}")):
            return None
        return draw("wiki/included.html", page=page, html=html)

    def _page(self, name: str) -> WikiPage | None:
        there = linking.led(targets := links.candidates(self._above[-1], name))
        found = next((there[one] for one in targets if one in there), None)
        return WikiPage.objects.live().filter(pk=found).first() if found else None


def _rendered(path: str, title: str, text: str, render: Callable[..., Rendered], below: int = 1) -> Rendered:
    words = headings.without_title(title, text)
    there = linking.titles(links.targets(path, words))
    return render(
        words,
        link_to=partial(link_to, path, there),
        rewrite=partial(links.absolute, path),
        reserved=links.PAGE_IDS,
        below=below,
    )


def _there(name: str) -> Link:
    return Link(paths.ROOT, exists=True)


def _shown(name: str, title: str) -> str:
    """What a wikilink shows that has an address or a heading in it: the title of the page."""
    words, part = links.parted(name)
    if not words:
        return part
    return title if part or "/" in words else ""


def _thread(template: str, shown: Shown) -> str:
    one = shown.thread
    address = one.page.location + passages.link(one.exact) if one.start is not None else ""
    return draw(template, thread=one, shown=shown, address=address, editable=int(commenting.EDITABLE.total_seconds()))
