"""The size limit on request bodies, applied before anything reads them."""

from courant_web.front.response import App, Message, Receive, Scope, Send

TOO_LARGE = "courant.too_large"
LARGEST = 7_500_000
DISCARDED = 4 * LARGEST


class Bounded:
    """Rejects bodies of more than `most` bytes: the application gets an empty body, and `TOO_LARGE` in the scope."""

    def __init__(self, app: App, most: int = LARGEST) -> None:
        self._app, self._most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        else:
            await self._app(scope, _Body(scope, receive, self._most), send)


class _Body:
    """A request's body, replaced by an empty one if it is too long."""

    def __init__(self, scope: Scope, receive: Receive, most: int) -> None:
        self._scope, self._receive, self._left = scope, receive, most
        self._over = _stated(scope) > most
        self._refused = self._gone = False

    async def __call__(self) -> Message:
        if self._over and not self._refused:
            await self._discard()
            return self._refuse()
        if self._gone:
            return {"type": "http.disconnect"}
        message = await self._receive()
        while self._refused and message["type"] == "http.request":
            message = await self._receive()
        self._left -= len(message.get("body", b""))
        return self._refuse() if self._left < 0 and not self._refused else message

    async def _discard(self) -> None:
        """Read what is still coming, within bounds: a proxy that is cut off while it sends may lose the answer."""
        left, more = DISCARDED, True
        while more and left > 0:
            message = await self._receive()
            self._gone = message["type"] == "http.disconnect"
            left -= len(message.get("body", b""))
            more = message.get("more_body", False)

    def _refuse(self) -> Message:
        self._refused = self._scope[TOO_LARGE] = True
        return {"type": "http.request", "body": b"", "more_body": False}


def _stated(scope: Scope) -> int:
    stated = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(stated) if stated.isdigit() else 0
