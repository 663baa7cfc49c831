"""The origin of a form: only pages of this site may change anything.

Every unsafe request must come from a page of this site, according to its `Origin` header or, without one, its
`Sec-Fetch-Site` header. Browsers send these headers, and no page can forge them. So forms need no token, and everybody
can get the same page.
"""

from collections.abc import Awaitable, Callable

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import async_only_middleware

from courant_web import paths
from courant_web.accounts import handshake
from courant_web.environment import configured
from courant_web.front.bodies import TOO_LARGE
from courant_web.pages import refusal

SAFE = ("GET", "HEAD", "OPTIONS")


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of this site, or of an additional allowed origin, sent the request."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return handshake.ours(origin, request.get_host(), configured().origins | {configured().site_url})
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


@async_only_middleware
def SameOrigin(
    get_response: Callable[[HttpRequest], Awaitable[HttpResponse]],
) -> Callable[[HttpRequest], Awaitable[HttpResponse]]:
    """Rejects forms sent from other sites, and requests whose body was too large; the HTTP API has rules of its own."""

    async def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(paths.API):
            return await get_response(request)
        if request.scope.get(TOO_LARGE):  # type: ignore[attr-defined]  # only ASGI requests come here
            return refusal.too_large(request)
        by_token = request.path.startswith(paths.ONE_CLICK)
        if request.method not in SAFE and not (by_token or is_ours(request)):
            return refusal.foreign(request)
        return await get_response(request)

    return middleware
