"""The front: what is kept is answered at once; everything else is made by Django, and kept when that says it may be."""

import asyncio
from collections.abc import Mapping
from typing import Any

from courant_web.front.cache import Cache
from courant_web.front.invalidation import Keep, Watch
from courant_web.front.response import App, Message, Receive, Scope, Send, Stored, store

KEEP = "courant.keep"
MEGABYTE = 1024 * 1024


class Kept:
    """What has been made: `files` that are there for good, what is the same for everybody, and what visitors see."""

    def __init__(self, files: Mapping[bytes, Stored], watch: Watch) -> None:
        self.watch, self._files = watch, files
        self._shared = Cache(watch, most=2_000, size=48 * MEGABYTE)
        self._pages = Cache(watch, most=5_000, size=96 * MEGABYTE)

    def found(self, key: bytes, *, visitor: bool) -> Stored | None:
        """The answer kept under a path and query."""
        if visitor and (page := self._pages.get(key)) is not None:
            return page
        return self._files.get(key) or self._shared.get(key)

    def put(self, key: bytes, keep: Keep, stored: Stored) -> bool:
        """Keep an answer where it belongs; whether it was kept."""
        return (self._shared if keep.shared else self._pages).put(key, keep, stored)


class Front:
    """An ASGI application before another one.

    `kept` holds what has been made. Pages are passed by when the request has one of the cookies `personal`.
    """

    def __init__(self, app: App, kept: "Kept", personal: tuple[str, ...]) -> None:
        self._app, self._kept = app, kept
        self._personal = tuple(f"{name}=".encode() for name in personal)
        self._making: dict[bytes, asyncio.Future[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        cookie = encoding = tag = None
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                encoding = value
            elif name == b"cookie":
                cookie = value
            elif name == b"if-none-match":
                tag = value
        key = scope["raw_path"]
        if query := scope["query_string"]:
            key += b"?" + query
        visitor = cookie is None or not any(name in cookie for name in self._personal)
        found = self._kept.found(key, visitor=visitor)
        if found is None and scope["method"] == "GET":
            found = await self._made(key, scope, receive, visitor=visitor)
        elif found is None:
            await self._app(scope, receive, send)
        if found is not None:
            await found.send(send, head=scope["method"] == "HEAD", encoding=encoding, tag=tag)

    async def _made(self, key: bytes, scope: Scope, receive: Receive, *, visitor: bool) -> Stored:
        """Have it made, or wait while somebody else has the same made."""
        if visitor and (making := self._making.get(key)) is not None:
            await asyncio.wait([making])
            if (found := self._kept.found(key, visitor=True)) is not None:
                return found
        if not visitor or key in self._making:
            return await self._make(key, scope, receive, visitor=visitor)
        self._making[key] = done = asyncio.get_running_loop().create_future()
        try:
            return await self._make(key, scope, receive, visitor=visitor)
        finally:
            del self._making[key]
            done.set_result(None)

    async def _make(self, key: bytes, scope: Scope, receive: Receive, *, visitor: bool) -> Stored:
        keep = self._kept.watch.begin()
        scope[KEEP] = keep
        answer = _Answer()
        await self._app(scope, receive, answer)
        if keep.wanted and (visitor or keep.shared):
            stored = store(answer.status, answer.headers, bytes(answer.body))
            self._kept.put(key, keep, stored)
            return stored
        return store(answer.status, answer.headers, bytes(answer.body), personal=True)


class _Answer:
    """Collects an answer, which has a length and a compressed form only when it is whole."""

    def __init__(self) -> None:
        self.status, self.headers, self.body = 0, list[tuple[bytes, bytes]](), bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.body += message.get("body", b"")


def keep_of(scope: Mapping[str, Any]) -> Keep:
    """Where the maker of an answer says that it may be kept; one that nobody reads when it may not."""
    found = scope.get(KEEP)
    return found if isinstance(found, Keep) else Keep(0)
