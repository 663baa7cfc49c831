"""Renders the wiki's HTML: a page's article and its parts, once for all readers."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from courant_kit.content import markdown
from courant_kit.content.markdown import Rendered
from courant_kit.content.templates import draw

from courant_wiki import headings, linking, links, paths
from courant_wiki.models import Revision, WikiPage


def body(path: str, title: str, text: str) -> str:
    """A text as the page at `path` shows it: links resolved, headings below the page's title."""
    return _rendered(path, title, text, markdown.read).html


def preview(path: str, title: str, text: str) -> Rendered:
    """A text as `body` renders it, for a preview beside the form."""
    return _rendered(path, title, text, markdown.preview)


def article(page: WikiPage) -> str:
    """The content of a page's article."""
    html = body(page.path, page.title, page.revision.text)
    return draw("wiki/article.html", page=page, html=html, table=headings.table(html), crumbs=crumbs(page.path))


def revision(page: WikiPage, one: Revision) -> str:
    """An old revision's text, with its links resolved as of today."""
    return body(page.path, one.title, one.text)


def crumbs(path: str) -> list[tuple[str, str]]:
    """The path to a page: the title and address of each page above it; no address where there is no page."""
    above = paths.above(path)
    titles = dict(WikiPage.objects.live().filter(path__in=above).values_list("path", "title"))
    return [(titles.get(one) or paths.title_of(one), paths.location(one) if one in titles else "") for one in above]


def _rendered(path: str, title: str, text: str, render: Callable[..., Rendered]) -> Rendered:
    words = headings.without_title(title, text)
    there = linking.existing(links.read(path, words).targets)
    found = render(
        words,
        link_to=partial(_link_to, path, there),
        rewrite=partial(links.absolute, path),
        reserved=links.PAGE_IDS,
    )
    return replace(found, html=headings.below_title(found.html))


def _link_to(path: str, there: set[str], name: str) -> tuple[str, bool]:
    targets = links.candidates(path, name)
    found = next((target for target in targets if target in there), None)
    if found is None and path in targets:
        found = path  # a link from an unsaved page to itself
    if found is not None:
        return paths.location(found) + links.anchor(name), True
    return paths.location(links.to_write(targets) if targets else "", *(() if targets else ("~new",))), False
