"""The way of a visitor's request to a module's page, past Django's middleware for sessions, accounts and messages.

For a request without cookies these do nothing, and take several times as long as the page. The answer is made by the
same view, and by the same functions of our own around it; whatever is not as simple as that goes the complete way.
"""

from io import BytesIO
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.log import log_response

from courant_web.front.response import App, Receive, Scope, Send
from courant_web.front.security_headers import Headers
from courant_web.pages.tongues import ReadersLanguage

NAME = "anything"
"""The name of the pattern that leads to pages of modules."""

OTHERWISE = {b"cookie", b"authorization", b"content-length", b"transfer-encoding", b"expect"}
"""Who sends one of these may be somebody, or has more to say than a path."""


class Direct:
    """An ASGI application that answers visitors' requests for pages of modules, and leaves all others to `app`."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._answer: Any = Headers(ReadersLanguage(_view))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = _request(scope)
        response = await self._answered(request) if request else None
        if response is None:
            await self._app(scope, receive, send)
            return
        headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": response.content})

    async def _answered(self, request: HttpRequest) -> HttpResponse | None:
        """The answer to a request; None if there was a fault: Django asks again, logs it, and shows it as a page."""
        try:
            response: HttpResponse = await self._answer(request)
        except Exception:  # noqa: BLE001 - it is not dropped: Django meets it again
            return None
        if response.streaming or response.cookies:
            return None
        if response.status_code >= 500:
            log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request)
        return response


def _request(scope: Scope) -> HttpRequest | None:
    """The request for Django, if it is a visitor's for a page of a module."""
    if scope["type"] != "http" or scope["method"] != "GET" or any(name in OTHERWISE for name, _ in scope["headers"]):
        return None
    try:
        request = ASGIRequest(scope, BytesIO())
        request.get_host()
        match = resolve(request.path_info)
    except (UnicodeDecodeError, SuspiciousOperation, Http404):
        return None
    if match.url_name != NAME:
        return None
    request.resolver_match, request.user = match, AnonymousUser()
    return request


async def _view(request: HttpRequest) -> HttpResponse:
    match: Any = request.resolver_match
    answer: HttpResponse = await match.func(request, *match.args, **match.kwargs)
    return answer
