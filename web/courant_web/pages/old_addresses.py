"""Old addresses: where a path leads that no route takes, as the modules know that have taken over its page."""

from courant_kit.calls.errors import CourantError, Foreign, Gone, NotFound, RateLimited, Unavailable
from courant_kit.wire.old_addresses import LONGEST_PATH
from courant_kit.wire.page import Page
from django.http import HttpRequest

from courant_web.accounts.person import VISITOR, Person
from courant_web.pages import refusal
from courant_web.pages.nowhere import nowhere
from courant_web.upstream import faults
from courant_web.upstream.directory import Listed
from courant_web.upstream.gateway import read_for
from courant_web.upstream.state import directory, web

UNKNOWN = Page(status=404)
"""In place of a page: the module has said that it does not know the path."""


async def led(request: HttpRequest, path: str, person: Person) -> Page | None:
    """The redirect from a path that no route takes, or an error page; None if no module knows the path.

    Each module that declares `moved` is asked on behalf of the person, so rights and rate limits apply. The query is
    not passed on: it belonged to the old page, or to a campaign. An address that nobody knows costs one call for each
    such module, and for other visitors none for some seconds.
    """
    name = path.strip("/")
    if not name or len(name) > LONGEST_PATH:
        return None
    for module in directory.redirecting():
        if page := await _found(request, module, name, person):
            return page
    return None


async def _found(request: HttpRequest, module: Listed, name: str, person: Person) -> Page | None:
    until = f"{module.module}."  # any of its events
    if person is VISITOR and nowhere.knows(until, name):
        return None
    began = nowhere.begin(until)
    page = await _asked(request, module, name, person)
    if person is VISITOR and page is UNKNOWN:
        nowhere.keep(until, name, began)
    return None if page is UNKNOWN else page


async def _asked(request: HttpRequest, module: Listed, name: str, person: Person) -> Page | None:
    """As `led`, of one module; UNKNOWN if it has said that it does not know the path."""
    try:
        result = await read_for(person, request, module.moved, {"path": name})
        page = faults.page_of(module.moved, module.module, result)
    except Unavailable:
        # The address may be one of this module's, which returns in a moment. Others may stay away for ever.
        return refusal.away(module.title) if module.module in web.expected else None
    except (Gone, RateLimited) as error:
        return refusal.page(error.status, error.message)
    except Foreign as error:
        faults.foreign(module.moved, module.module, error)
        return None
    except CourantError as error:
        return UNKNOWN if isinstance(error, NotFound) else None
    unknown = UNKNOWN if page.status == UNKNOWN.status else None
    return page if page.location else unknown
