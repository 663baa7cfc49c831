"""The door of the HTTP API: who comes in, how fast, by which method, and errors as problems."""

from collections.abc import Awaitable, Callable
from functools import wraps
from time import monotonic
from typing import Any

from asgiref.sync import sync_to_async
from courant_kit.calls import refusals
from courant_kit.calls.errors import CourantError, NotFound, TooLarge
from courant_kit.process.threads import checked
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from courant_web.accounts import network, token_text, tokens
from courant_web.accounts.tokens import ANONYMOUS, Bearer, NotValid
from courant_web.api import origins
from courant_web.api.pace import Pace
from courant_web.environment import configured
from courant_web.front.bodies import TOO_LARGE
from courant_web.pages.problem import Malformed, NotAllowed, problem
from courant_web.upstream.gateway import address

View = Callable[..., Awaitable[HttpResponseBase]]

pace = Pace(configured().api_tokens, configured().api_addresses)


def through(*methods: str) -> Callable[[View], Any]:
    """Lets requests with these methods in: the view gets the request, its Bearer, and the parts of the address.

    Everybody else gets a problem. OPTIONS is answered here. Cookies do not count, so no other site can use them.
    """
    allowed = ", ".join([*methods, "OPTIONS"])

    def wrap(view: View) -> Any:
        @wraps(view)
        async def entered(request: HttpRequest, **parts: str) -> HttpResponseBase:
            response = await _answered(request, methods, view, parts)
            if response.status_code in {204, 405}:
                response["Allow"] = allowed
            _add(response, origins.headers(request.headers.get("Origin"), configured().api_origins, allowed))
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return entered

    return wrap


async def nowhere(request: HttpRequest) -> HttpResponse:
    """The answer at any other address below `/api/`."""
    words = "The HTTP API has POST /api/call/<procedure>, GET /api/events and GET /api/openapi.json."
    return problem(NotFound(words))


def network_of(request: HttpRequest) -> str:
    """The network from which a request comes, by which those without a token count."""
    return network.of_address(address(request))


async def _answered(
    request: HttpRequest, methods: tuple[str, ...], view: View, parts: dict[str, str]
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method not in methods:
        return problem(NotAllowed(f"This address answers {' and '.join(methods)} only."))
    bearer = ANONYMOUS
    try:
        bearer = await _bearer(request)
        pace.take(bearer, network_of(request), monotonic())
        response = await view(request, bearer, **parts)
    except NotValid as error:
        response = _strangers(request, error)
    except CourantError as error:
        response = problem(error)
    except Exception as error:  # noqa: BLE001 - as `dispatch` does: the caller gets a reference, the log the traceback
        response = problem(refusals.internal(error, request.path[:100]))
    _add(response, pace.left(bearer, network_of(request), monotonic()).headers())
    return response


def _add(response: HttpResponseBase, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response[name] = value


def _strangers(request: HttpRequest, error: NotValid) -> HttpResponse:
    """The answer to a token that does not count; who tries many is too fast soon."""
    try:
        pace.take(ANONYMOUS, network_of(request), monotonic())
    except CourantError as fast:
        return problem(fast)
    return problem(error)


async def _bearer(request: HttpRequest) -> Bearer:
    """Who sent a request, by its token alone; raises NotValid, and Malformed if a token is in the address."""
    if token_text.mentioned(request.META.get("QUERY_STRING", "") + request.path):
        raise Malformed(
            "A token never belongs into an address, since addresses are logged. Revoke this one, and send the next in"
            " the header “Authorization: Bearer …”."
        )
    if request.scope.get(TOO_LARGE):  # type: ignore[attr-defined]  # only ASGI requests come here
        raise TooLarge("The body is too large.")
    header = request.headers.get("Authorization")
    if header is None:
        return ANONYMOUS
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer":
        raise NotValid("Send a token in the header “Authorization: Bearer courant_…”.")
    work: Any = sync_to_async(checked, thread_sensitive=False)
    bearer: Bearer = await work(tokens.found, (text.strip(),))
    return bearer
