"""Walks a site from its front page and its sitemaps, several pages at a time, and keeps what it found on disk."""

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Protocol

from courant_cli.exports.static import markup, sheets
from courant_cli.exports.static.addresses import Link, Site, file_of, is_static
from courant_cli.exports.static.fetching import Answer

AT_ONCE = 8
MEDIA = "/media/"
"""Where uploads are. They are asked for one after the other: the site makes narrower pictures when it is first asked,
and readers would wait for their pages if an export asked for many."""

_HTML, _CSS = "text/html", "text/css"
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")


class Asks(Protocol):
    """Something that answers as the site does."""

    def get(self, path: str) -> Answer:
        """The answer for a path."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What is at a path: a `page`, `style`, `feed`, `sitemap`, `file`, or a `redirect` to a link.

    `file` is its name in the static site, and `kept` where its content waits.
    """

    kind: str
    file: str
    kept: Path | None = None
    leads: Link | None = None


@dataclass(slots=True)
class Crawl:
    """All that was found, by path; `missing` are links that lead nowhere, each with a page that has it."""

    site: Site
    found: dict[str, Found] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


def walk(
    site: Site, ask: Asks, begin: Iterable[str], store: Path, tell: Callable[[int, int], None], *, whole: bool = True
) -> Crawl:  # fmt: skip
    """Walk from these paths; `store` is an empty folder for what was found. Raises Trouble.

    Unless `whole` addresses are written, those that only programs read are not followed: pictures for previews.
    """
    crawl, queue = Crawl(site), _Queue(begin)
    under_way: dict[Future[tuple[Found | None, set[str]]], str] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            while True:
                for path in queue.next(under_way.values()):
                    under_way[pool.submit(_visit, site, ask, path, store / str(queue.begun), whole=whole)] = path
                if not under_way:
                    return crawl
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    path = under_way.pop(future)
                    found, links = future.result()
                    if found is None:
                        crawl.missing[path] = queue.known[path]
                    else:
                        crawl.found[path] = found
                    queue.add(links, path)
                    tell(queue.begun - len(under_way), len(queue.known))
        finally:
            pool.shutdown(cancel_futures=True)


class _Queue:
    """The paths that wait; `known` has all that ever did, each with the page that has a link to it."""

    def __init__(self, begin: Iterable[str]) -> None:
        self.known = dict.fromkeys(begin, "")
        self._pages = [path for path in self.known if not path.startswith(MEDIA)]
        self._media = [path for path in self.known if path.startswith(MEDIA)]
        self.begun = 0

    def add(self, links: set[str], page: str) -> None:
        """Add those that are new."""
        fresh = sorted(links - self.known.keys())
        self.known |= dict.fromkeys(fresh, page)
        self._pages += (path for path in fresh if not path.startswith(MEDIA))
        self._media += (path for path in fresh if path.startswith(MEDIA))

    def next(self, under_way: Iterable[str]) -> Iterator[str]:
        """Those to ask for now, beside those that are under way."""
        busy = list(under_way)
        media = any(path.startswith(MEDIA) for path in busy)
        free = AT_ONCE - 1 - (len(busy) - media)
        for some, count in ((self._media, 1 - media), (self._pages, free)):
            for _ in range(min(count, len(some))):
                self.begun += 1
                yield some.pop()


def _visit(site: Site, ask: Asks, path: str, keep: Path, *, whole: bool) -> tuple[Found | None, set[str]]:
    """What is at a path, and the paths that it leads to."""
    answer = ask.get(path)
    if 300 <= answer.status < 400:
        return _redirect(site, path, answer)
    if answer.status != 200:
        return None, set()
    kind, links = _read(site, path, answer, whole=whole)
    keep.write_bytes(answer.body)
    return Found(kind, file_of(path, kind), keep), links


def _not_followed(_: str) -> None:
    return None


def _redirect(site: Site, path: str, answer: Answer) -> tuple[Found | None, set[str]]:
    link = site.link(answer.location, path)
    if link is None or not is_static(link) or link.path == path:
        return None, set()
    return Found("redirect", file_of(path, "redirect"), leads=link), {link.path}


def _read(site: Site, path: str, answer: Answer, *, whole: bool) -> tuple[str, set[str]]:
    links: set[str] = set()

    def resolve(address: str) -> str:
        link = _link(site, address, path)
        if link and is_static(link):
            links.add(link.path)
        return address

    text = "" if answer.kind.startswith(("image/", "audio/", "video/")) else answer.body.decode(errors="replace")
    if answer.kind == _HTML:
        markup.rewritten(text, resolve, resolve if whole else _not_followed)
        return "page", links
    if answer.kind == _CSS:
        sheets.style(text, resolve)
        return "style", links
    if answer.kind.endswith("xml") and ("<urlset" in text or "<sitemapindex" in text):
        for found in _LOCATION.findall(text):
            resolve(unescape(found))
        return "sitemap", links
    if answer.kind in {"application/atom+xml", "application/rss+xml", "application/feed+json"}:
        return "feed", links
    return "file", links


def _link(site: Site, address: str, page: str) -> Link | None:
    try:
        return site.link(address, page)
    except ValueError:
        return None
