"""Previews: an administrator sees the whole site with settings that are not saved.

A cookie of the browser's session names the draft, and only the administrator who made it is shown it. Such pages are
without the client: nothing in them is live, and every link loads a document.
"""

from typing import Any

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.words import gettext as _
from django.http import HttpRequest, HttpResponse

from courant_web.accounts.grants import requester
from courant_web.accounts.person import Person
from courant_web.environment import configured
from courant_web.module import module
from courant_web.pages import refusal
from courant_web.upstream.drafts import Draft
from courant_web.upstream.gateway import answered

COOKIE = "sitepreview"
FRONT = "courant.core.page.preview"
PATIENCE = 5.0
_DRAFT = "courant.core.site.draft"
_BACK = "/admin/site/"


async def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Show the draft with this key from now on, beginning with the front page."""
    person = await requester(request)
    if person.role != "admin":
        return refusal.show(request, 403, _("Only administrators see previews."), person)
    if await _found(key, person) is None:
        return refusal.show(request, 404, _("There is no such preview any more. Make another one."), person)
    response = _to("/")
    response.set_cookie(COOKIE, key, httponly=True, samesite="Lax", secure=configured().secure)
    return response


async def end(request: HttpRequest) -> HttpResponse:
    """Show the site as it is again, beginning with the page of settings."""
    response = _to(_BACK)
    response.delete_cookie(COOKIE)
    return response


async def of(request: HttpRequest, person: Person) -> Draft | None:
    """The draft that this request is to be shown in, if there is one."""
    key = request.COOKIES.get(COOKIE, "")
    return await _found(key, person) if key and person.role == "admin" else None


async def _found(key: str, person: Person) -> Draft | None:
    try:
        found = msgspec.convert(await answered(_asked(key, person.name), PATIENCE), Draft)
    except (CourantError, msgspec.ValidationError):
        return None
    found.key = key
    return found


async def _asked(key: str, by: str) -> Any:
    return await module.session.call(_DRAFT, draft=key, by=by)


def _to(path: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": path, "Cache-Control": "no-store"})
