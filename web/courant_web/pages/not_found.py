"""The page for an address that leads nowhere: the site's own words, and what the search finds for the address."""

from html import unescape
from typing import Any

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.live import languages
from courant_kit.wire.page import Page
from courant_kit.words import gettext as _
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from msgspec.structs import replace

from courant_web.accounts.person import Person
from courant_web.pages import refusal
from courant_web.pages.meant import Found, Meant, words_of
from courant_web.site import site
from courant_web.upstream.gateway import read_for
from courant_web.upstream.state import directory, doorbell

SEARCH = "courant.search.result.list"
MOST = 5
GENERIC = 'data-error="404"'
"""What the kit's page for `not found` has; a module's page with words of its own stays as it is."""

searched = Meant()
doorbell.answer(searched.forget)


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


async def _suggested(request: HttpRequest, path: str, person: Person) -> Found:
    query, language = " ".join(words_of(path)), languages.active()
    if not query or not directory.is_present("search"):
        return []
    if person.grant:
        return await _found(request, person, query) or []
    if (known := searched.known(language, query)) is not None:
        return known
    found = await _found(request, person, query) if searched.may_search() else None
    if found is not None:
        searched.keep(language, query, found)
    return found or []


async def _found(request: HttpRequest, person: Person, query: str) -> Found | None:
    try:
        answer: Any = await read_for(person, request, SEARCH, {"q": query, "limit": MOST})
        results = msgspec.convert(answer, _Results).results
    except (CourantError, msgspec.ValidationError):
        return None
    return [{"address": one.address, "title": unescape(strip_tags(one.title))} for one in results[:MOST]]
