"""Who asks for a page over HTTP."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from courant_web.accounts import grants
from courant_web.accounts.grants import VISITOR, Person
from courant_web.upstream.gateway import orm


async def person_of(request: HttpRequest) -> Person:
    """Who the request's session belongs to; no session, no look into the database."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return await orm(grants.person_of, key) if key else VISITOR


def forget_stale(request: HttpRequest, response: HttpResponse, person: Person) -> HttpResponse:
    """Take back the cookie of a session that has ended: without it pages come out of the cache again."""
    if person is VISITOR and settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite=settings.SESSION_COOKIE_SAMESITE)
    return response
