"""The sitemap (sitemaps.org): an index, and for each module the pages that list its public addresses."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

import msgspec
from courant_kit.calls.errors import CourantError, NotFound
from courant_kit.wire.feed import Sitemap, SitemapEntry
from django.http import HttpRequest, HttpResponse

from courant_web.front.cache_policy import cache_policy
from courant_web.pages.shell import RETRY, absolute
from courant_web.upstream.gateway import read
from courant_web.upstream.state import directory

AT_ONCE = 10_000
MOST_PAGES = 200
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
IMAGES = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
QUOTES = {'"': "&quot;"}
MOST_PICTURES = 1_000
"""As many as Google reads of a page."""


async def index(request: HttpRequest) -> HttpResponse:
    """The index: the addresses of the sitemap pages of all modules, each with its newest change."""
    modules = [module for module in directory.modules if module.sitemap and module.present]
    try:
        places = [place for module in modules for place in await _places(request, module.module, module.sitemap)]
    except CourantError as error:
        return _refused(error)
    body = "".join(f"<sitemap>{_said(place, entries)}</sitemap>" for place, entries in places)
    return _answer(request, f"<sitemapindex {XMLNS}>{body}</sitemapindex>", [module.module for module in modules])


async def of_module(request: HttpRequest, name: str) -> HttpResponse:
    """One page of a module's sitemap: the public addresses that follow `?after=`."""
    module = directory.module(name)
    try:
        if module is None or not module.sitemap:
            raise NotFound("There is no such sitemap.")
        found = await _entries(request, module.sitemap, request.GET.get("after", ""))
    except CourantError as error:
        return _refused(error)
    return _answer(request, f"<urlset {XMLNS} {XHTML} {IMAGES}>{''.join(map(_url, found.entries))}</urlset>", [name])


async def _places(request: HttpRequest, name: str, procedure: str) -> list[tuple[str, list[SitemapEntry]]]:
    found = await _entries(request, procedure, "")
    places = [(_place(name, ""), found.entries)]
    while found.more and found.entries and len(places) < MOST_PAGES:
        after = found.entries[-1].path
        found = await _entries(request, procedure, after)
        places.append((_place(name, after), found.entries))
    return places


async def _entries(request: HttpRequest, procedure: str, after: str) -> Sitemap:
    return msgspec.convert(await read(request, procedure, after=after, limit=AT_ONCE), Sitemap)


def _place(name: str, after: str) -> str:
    return absolute(f"/sitemap/{name}.xml" + (f"?{urlencode({'after': after})}" if after else ""))


def _said(place: str, entries: Sequence[SitemapEntry]) -> str:
    newest = max((entry.modified for entry in entries), default=None)
    return f"<loc>{escape(place)}</loc>" + (_modified(newest) if newest else "")


def _url(entry: SitemapEntry) -> str:
    pictures = "".join(
        f"<image:image><image:loc>{_address(picture)}</image:loc></image:image>"
        for picture in entry.pictures[:MOST_PICTURES]
    )
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language, QUOTES)}" href="{_address(path)}"/>'
        for language, path in entry.translations.items()
    )
    return f"<url><loc>{_address(entry.path)}</loc>{_modified(entry.modified)}{others}{pictures}</url>"


def _address(path: str) -> str:
    return escape(absolute(quote(path, safe="/%?=&~+:")))


def _modified(moment: datetime) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>"


def _answer(request: HttpRequest, xml: str, modules: Iterable[str]) -> HttpResponse:
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted, policy.shared, policy.modules = True, True, frozenset(modules)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'
    return HttpResponse(text, content_type="application/xml; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _refused(error: CourantError) -> HttpResponse:
    headers = {"Retry-After": RETRY} if error.status == 503 else {}
    return HttpResponse(f"{error.message}\n", status=error.status, headers=headers, content_type="text/plain")
