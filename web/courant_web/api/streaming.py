"""`GET /api/events`: the events of the site as they happen, as server-sent events.

An ASGI application of its own: Django's middleware would hold a thread for as long as a stream is open.
"""

import asyncio
from contextlib import aclosing
from io import BytesIO
from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from courant_web.accounts.tokens import Bearer, NotValid
from courant_web.api.choice import choice, position_of
from courant_web.api.door import network_of, through
from courant_web.api.streams import Stream, streams
from courant_web.api.telling import Telling
from courant_web.environment import configured
from courant_web.front.response import Receive, Scope, Send
from courant_web.front.security_headers import secured

PATHS = ("/api/events", "/api/events/")
HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
}


class Begun(HttpResponse):
    """The beginning of a stream: its headers, and what it will tell."""

    def __init__(self, stream: Stream | None = None, telling: Telling | None = None) -> None:
        super().__init__(headers=HEADERS)
        self.stream, self.telling = stream, telling


@through("GET", "HEAD")
async def begin(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """Open a stream; raises NotValid without a token, and what is wrong with the choice or the position."""
    if not bearer.token:
        raise NotValid("Events are for programs with a token: send it in the header “Authorization: Bearer courant_…”.")
    chosen, position = choice(request.GET, bearer.scopes), position_of(request.GET, request.headers)
    stream = streams.add(bearer, network_of(request))
    try:
        telling = Telling(stream, request, chosen, position)
        await telling.begin()
    except BaseException:
        streams.remove(stream)
        raise
    if request.method == "HEAD":
        streams.remove(stream)
        return Begun()
    return Begun(stream, telling)


async def events(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request, until the stream is over or the client is gone."""
    request = ASGIRequest(scope, BytesIO())
    answering = asyncio.ensure_future(_answer(request, send))
    leaving = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        answering.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)


async def _answer(request: HttpRequest, send: Send) -> None:
    response = await begin(request)
    stream = response.stream if isinstance(response, Begun) else None
    try:
        await send(_start(response))
        if isinstance(response, Begun) and response.telling is not None:
            async with aclosing(response.telling.told()) as told:
                async for chunk in told:
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
        content = getattr(response, "content", b"") if request.method != "HEAD" else b""
        await send({"type": "http.response.body", "body": content})
    finally:
        if stream is not None:
            streams.remove(stream)


def _start(response: HttpResponseBase) -> dict[str, Any]:
    for name, value in secured(secure=configured().secure).items():
        response.headers.setdefault(name, value)
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}


async def _gone(receive: Receive) -> None:
    """Wait until the client has left; what it sends is ignored."""
    while (await receive())["type"] != "http.disconnect":
        pass
