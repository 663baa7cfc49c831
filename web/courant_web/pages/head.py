"""What the head of a page says of it to programs: search engines, previews of links, readers of feeds (no I/O).

`web/client/src/pages/head-tags.ts` writes the same elements for a page that is opened without a reload. They are
written here and not in the shell's template, where they took as long as all the rest of a page.
"""

from collections.abc import Iterable, Iterator
from html import escape

from courant_kit.wire.manifest import FeedEntry
from courant_kit.wire.page import Page

from courant_web.pages.picture import picture
from courant_web.pages.structured import structured

FORMS = (("application/atom+xml", ""), ("application/rss+xml", "rss/"), ("application/feed+json", "json/"))
"""The formats of feeds, and where each is below a feed's path."""


def described(page: Page, site: str, url: str, feeds: Iterable[FeedEntry]) -> str:
    """The elements, a line for each, as HTML.

    `site` is the site's name and `url` its address, without a slash at its end; `feeds` are those of all modules, which
    a page names that has none of its own.
    """
    return "".join(f"{line}\n" for line in _lines(page, site, url, feeds))


def _lines(page: Page, site: str, url: str, feeds: Iterable[FeedEntry]) -> Iterator[str]:
    title = page.title or site
    summary = page.description or title
    canonical = _absolute(page.canonical, url)
    if page.noindex or page.status != 200:
        yield _meta("robots", "noindex")
    yield _meta("description", summary)
    if page.author:
        yield _meta("author", page.author)
    if canonical:
        yield f'<link rel="canonical" href="{escape(canonical)}">'
    for language, path in page.translations.items():
        yield f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(_absolute(path, url))}">'
    yield from _alternates(page, feeds)
    yield _property("og:title", title)
    yield _property("og:type", "article" if page.published else "website")
    if canonical:
        yield _property("og:url", canonical)
    yield _property("og:description", summary)
    yield from _pictured(page, site, url)
    if page.published:
        yield _property("article:published_time", page.published)
    if page.modified:
        yield _property("article:modified_time", page.modified)
    if data := structured(page, site, url):
        yield f'<script type="application/ld+json">{data}</script>'  # it escapes what could end the element


def _alternates(page: Page, feeds: Iterable[FeedEntry]) -> Iterator[str]:
    """The feeds that the page names, in each of their formats: its own, or those of all modules."""
    for title, path in [("", page.feed)] if page.feed else [(feed.title, feed.path) for feed in feeds]:
        named = f' title="{escape(title)}"' if title else ""
        for kind, below in FORMS:
            yield f'<link rel="alternate" type="{kind}" href="{escape(path)}{below}"{named}>'


def _pictured(page: Page, site: str, url: str) -> Iterator[str]:
    shown = picture(page, site)
    if shown:
        yield _property("og:image", _absolute(shown.address, url))
        if shown.width:
            yield _property("og:image:width", str(shown.width))
            yield _property("og:image:height", str(shown.height))
        yield _property("og:image:alt", shown.words)
    yield _meta("twitter:card", "summary_large_image" if shown else "summary")


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">'


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def _absolute(path: str, url: str) -> str:
    return url + path if path.startswith("/") else path
