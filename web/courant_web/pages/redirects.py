"""Redirects that administrators and importers have written down, for addresses that no page has.

As in Django's and Wagtail's redirects, a page that exists comes first. An address with parameters that its page does
not know, such as WordPress's `/?p=123`, is looked up too, but only among addresses with parameters.
"""

from typing import Any

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.words import gettext as _
from courant_kit.words import marked
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri

from courant_web.accounts.person import Person
from courant_web.module import module
from courant_web.pages import refusal, shell
from courant_web.pages.nowhere import nowhere
from courant_web.upstream.gateway import answered

PATIENCE = 2.0
LONGEST = 2000
"""Characters of a path or a query that are looked up."""

_FIND = "courant.core.redirect.find"
REMOVED = marked("What was here has been removed.")


CHANGED = "core.redirects"
"""The fragment that has a new version when redirects have changed."""

ANY = "?"
"""In place of an address: no redirect of the site is from an address with parameters."""


class Found(msgspec.Struct):
    """Where an address leads: nowhere if it is not `found`, and what was there is gone if there is no `target`.

    With `none`, no address with parameters leads anywhere.
    """

    found: bool
    target: str = ""
    none: bool = False


async def led(request: HttpRequest, path: str, person: Person, *, parameters: bool = False) -> HttpResponse | None:
    """The redirect from a decoded path and the request's query, or a page that says that it is gone; None if neither.

    With `parameters`, only redirects from an address with parameters count.
    """
    query = request.META.get("QUERY_STRING", "")
    if len(path) > LONGEST or len(query) > LONGEST:
        return None
    found = await _found(path, query, parameters)
    if found is None:
        return None
    if not found.target:
        return shell.show(request, refusal.page(410, _(REMOVED)), person)
    return HttpResponse(status=301, headers={"Location": iri_to_uri(found.target), "Cache-Control": "no-cache"})


async def _found(path: str, query: str, parameters: bool) -> Found | None:
    address = path, query, parameters
    if nowhere.knows(CHANGED, address) or (parameters and nowhere.knows(CHANGED, ANY)):
        return None
    began = nowhere.begin(CHANGED)
    try:
        found = msgspec.convert(await answered(_asked(path, query, parameters), PATIENCE), Found)
    except (CourantError, msgspec.ValidationError):
        return None
    if not found.found:
        nowhere.keep(CHANGED, ANY if found.none else address, began)
    return found if found.found else None


async def _asked(path: str, query: str, parameters: bool) -> Any:
    return await module.session.call(_FIND, path=path, query=query, parameters=parameters)
