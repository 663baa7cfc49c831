"""The page for an address that leads nowhere: the site's own words, and what the search finds for the address."""

import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.wire.page import Page
from courant_kit.words import gettext as _
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from msgspec.structs import replace

from courant_web.accounts.person import Person
from courant_web.pages import refusal
from courant_web.site import site
from courant_web.upstream.gateway import read_for
from courant_web.upstream.state import directory

SEARCH = "courant.search.result.list"
MOST = 5
MOST_WORDS = 6
GENERIC = 'data-error="404"'
"""What the kit's page for `not found` has; a module's page with words of its own stays as it is."""

_WORD = re.compile(r"[^\W\d_]{3,40}")
_NO_WORDS = frozenset({"html", "htm", "php", "index", "www", "the", "and", "blog", "wiki", "page", "post", "tag"})


class _Result(msgspec.Struct):
    address: str
    title: str


class _Results(msgspec.Struct):
    results: list[_Result]


async def page(request: HttpRequest, path: str, person: Person, found: Page) -> Page:
    """The page for `not found`, in place of one that says no more than that; a live one may still become a page."""
    if found.module and (found.fragments or GENERIC not in found.html):
        return found
    meant = await _suggested(request, path, person)
    told = {
        "status": 404, "title": refusal.titled(404), "message": _(refusal.MOVED), "told": site.not_found_html,
        "meant": meant, "words": " ".join(words_of(path)),
    }  # fmt: skip
    return replace(found, title=refusal.titled(404), html=render_to_string("refusal.html", told))


def words_of(path: str) -> list[str]:
    """The words of an address that a search may find something for."""
    found = _WORD.findall(unquote(path).lower())
    return list(dict.fromkeys(word for word in found if word not in _NO_WORDS))[:MOST_WORDS]


async def _suggested(request: HttpRequest, path: str, person: Person) -> list[dict[str, str]]:
    words = words_of(path)
    if not words or not directory.is_present("search"):
        return []
    for query in dict.fromkeys((" ".join(words), words[-1])):
        if results := await _found(request, person, query):
            return results
    return []


async def _found(request: HttpRequest, person: Person, query: str) -> list[dict[str, str]]:
    try:
        answer: Any = await read_for(person, request, SEARCH, {"q": query, "limit": MOST})
        results = msgspec.convert(answer, _Results).results
    except (CourantError, msgspec.ValidationError):
        return []
    return [{"address": one.address, "title": unescape(strip_tags(one.title))} for one in results[:MOST]]
