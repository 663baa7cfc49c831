"""Atom feeds, made from the feeds that modules return."""

import re
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.content.prose.places import in_tags
from courant_kit.wire.feed import Feed
from courant_kit.wire.manifest import FeedEntry
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from courant_web.environment import configured
from courant_web.front.cache_policy import cache_policy
from courant_web.pages.shell import RETRY, absolute
from courant_web.upstream.gateway import read

NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML documents must not contain (XML 1.0, 2.2); numeric references in Markdown can produce them."""


_ANCHOR = re.compile(r'<a (?=[^<>]*\bclass="anchor")[^<>]*></a>')
_RENDERINGS = re.compile(r'(<img [^<>]*?) srcset="[^"]*" sizes="[^"]*"(?=[^<>]*>)')
_ADDRESS = re.compile(r'(\s(?:href|src|cite|poster)=")([^"]*)"')


class _Atom(Atom1Feed):
    """Atom with the complete content of each entry (RFC 4287, 4.1.3)."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": self.feed["link"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["content"], {"type": "html", "xml:base": item["link"]})


async def show(request: HttpRequest, module: str, entry: FeedEntry) -> HttpResponse:
    """The feed, cached until the module publishes a live event."""
    try:
        feed = msgspec.convert(await read(request, entry.procedure), Feed)
    except CourantError as error:
        return HttpResponse(f"{error.message}\n", status=error.status, headers={"Retry-After": RETRY})
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted, policy.shared, policy.modules = True, True, frozenset({module})
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(atom(feed, entry.path), content_type="application/atom+xml; charset=utf-8", headers=headers)


def atom(feed: Feed, path: str) -> str:
    """The feed as an Atom document; `path` is its own, by which it is known."""
    site = configured().service.site_name
    document = _Atom(
        title=f"{feed.title} · {site}", link=absolute(feed.path), feed_url=absolute(path), feed_guid=absolute(path),
        description="", language="en",
    )  # fmt: skip
    for item in feed.items:
        link = absolute(item.path)
        document.add_item(
            _for_xml(item.title), link, description="", author_name=_for_xml(item.author) or site,
            pubdate=item.published, updateddate=item.updated, categories=[_for_xml(tag) for tag in item.tags],
            unique_id=_for_xml(item.id) or link, content=_for_xml(alone(item.html, link)),
        )  # fmt: skip
    return document.writeString("utf-8")


def alone(html: str, base: str) -> str:
    """The HTML of a page as it can be read elsewhere.

    It has absolute addresses, and neither the signs beside headings nor narrow renderings of pictures.
    """
    html = _RENDERINGS.sub(r"\1", _ANCHOR.sub("", html))
    pieces, done = list[str](), 0
    for found in in_tags(_ADDRESS, html):
        pieces += [html[done : found.start(2)], escape(_absolute(unescape(found[2]), base))]
        done = found.end(2)
    return "".join((*pieces, html[done:]))


def _absolute(address: str, base: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address  # it leads nowhere here either


def _for_xml(text: str) -> str:
    return NOT_XML.sub("", text)
