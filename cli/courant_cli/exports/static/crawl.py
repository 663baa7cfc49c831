"""Walks a site from its front page and its sitemaps, several pages at a time, and keeps what it found on disk."""

import re
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Protocol

from courant_cli.exports.static import markup, sheets
from courant_cli.exports.static.addresses import Link, Site, file_of, is_static
from courant_cli.exports.static.fetching import Answer

AT_ONCE = 8
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
    site: Site, ask: Asks, begin: Iterable[str], store: Path, tell: Callable[[int, int], None]
) -> Crawl:  # fmt: skip
    """Walk from these paths; `store` is an empty folder for what was found. Raises Trouble."""
    crawl, known = Crawl(site), {}
    waiting = list(dict.fromkeys(begin))
    known = dict.fromkeys(waiting, "")
    under_way: dict[Future[tuple[Found | None, set[str]]], str] = {}
    done = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            while waiting or under_way:
                while waiting and len(under_way) < AT_ONCE:
                    path = waiting.pop()
                    under_way[pool.submit(_visit, site, ask, path, store / str(len(known) - len(waiting)))] = path
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    path = under_way.pop(future)
                    found, links = future.result()
                    done += 1
                    if found is None:
                        crawl.missing[path] = known[path]
                    else:
                        crawl.found[path] = found
                    fresh = sorted(links - known.keys())
                    known |= dict.fromkeys(fresh, path)
                    waiting += fresh
                    tell(done, len(known))
        finally:
            pool.shutdown(cancel_futures=True)
    return crawl


def _visit(site: Site, ask: Asks, path: str, keep: Path) -> tuple[Found | None, set[str]]:
    """What is at a path, and the paths that it leads to."""
    answer = ask.get(path)
    if 300 <= answer.status < 400:
        return _redirect(site, path, answer)
    if answer.status != 200:
        return None, set()
    kind, links = _read(site, path, answer)
    keep.write_bytes(answer.body)
    return Found(kind, file_of(path, kind), keep), links


def _redirect(site: Site, path: str, answer: Answer) -> tuple[Found | None, set[str]]:
    link = site.link(answer.location, path)
    if link is None or not is_static(link) or link.path == path:
        return None, set()
    return Found("redirect", file_of(path, "redirect"), leads=link), {link.path}


def _read(site: Site, path: str, answer: Answer) -> tuple[str, set[str]]:
    links: set[str] = set()

    def resolve(address: str) -> str:
        link = _link(site, address, path)
        if link and is_static(link):
            links.add(link.path)
        return address

    text = "" if answer.kind.startswith(("image/", "audio/", "video/")) else answer.body.decode(errors="replace")
    if answer.kind == _HTML:
        markup.rewritten(text, resolve, resolve)
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
