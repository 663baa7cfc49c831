"""The front: it sends cached answers at once. Django makes all others and decides which of them may be cached."""

import asyncio
from collections.abc import Callable, Mapping

from courant_kit.live import languages

from courant_web.front.cache import Caches
from courant_web.front.cache_policy import POLICY
from courant_web.front.reading import LANGUAGE, language
from courant_web.front.response import App, Message, Receive, Scope, Send, StoredResponse, store
from courant_web.front.views import Counted, Headers


class Front:
    """An ASGI application that wraps another one.

    `caches` hold answers made earlier. A request with one of the cookies named in `personal` gets no cached page.
    `streams` are applications by path whose answers have no end, so they are sent as they come. In a site with several
    languages, the cookie named `chosen` has that of a reader who chose one. `see` learns of each answer to GET whose
    views count, with the headers of the request.
    """

    def __init__(
        self, app: App, caches: Caches, personal: tuple[str, ...], streams: Mapping[str, App] | None = None,
        chosen: str = "language", see: Callable[[Counted, Headers], None] = lambda *_: None,
    ) -> None:  # fmt: skip
        self._see = see
        self._app, self._caches, self._streams = app, caches, streams or {}
        self._personal = tuple(f"{name}=".encode() for name in personal)
        self._chosen = chosen.encode()
        self._making: dict[tuple[str, bytes], asyncio.Future[None]] = {}

    def cached(self, scope: Scope) -> tuple[Message, Message] | None:
        """The messages of the answer to a GET or HEAD request if it is cached."""
        asked = _Asked(scope, self._personal)
        found = self._caches.found(asked.path, self._language(scope), visitor=asked.visitor)
        return None if found is None else self._form(asked, found, scope)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and (stream := self._streams.get(scope.get("path", ""))) is not None:
            await stream(scope, receive, send)
            return
        if scope["type"] == "http":
            scope[LANGUAGE] = self._language(scope)
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        asked = _Asked(scope, self._personal)
        found = self._caches.found(asked.path, scope[LANGUAGE], visitor=asked.visitor)
        if found is None:  # made as for GET, so that HEAD has the same headers, whichever comes first
            found = await self._made(asked.path, {**scope, "method": "GET"}, receive, visitor=asked.visitor)
        if found is not None:
            for message in self._form(asked, found, scope):
                await send(message)

    def _form(self, asked: "_Asked", found: StoredResponse, scope: Scope) -> tuple[Message, Message]:
        if found.counted is not None and not asked.head:
            self._see(found.counted, scope["headers"])
        return asked.form(found)

    def _language(self, scope: Scope) -> str:
        return language(scope, self._chosen) if languages.others() else languages.default()

    async def _made(self, path: bytes, scope: Scope, receive: Receive, *, visitor: bool) -> StoredResponse | None:
        """Make the answer, or wait for another request that is already making the same one."""
        same = scope[LANGUAGE], path
        if visitor and (making := self._making.get(same)) is not None:
            await asyncio.wait([making])
            if (found := self._caches.found(path, scope[LANGUAGE], visitor=True)) is not None:
                return found
        if not visitor or same in self._making:
            return await self._make(path, scope, receive, visitor=visitor)
        self._making[same] = done = asyncio.get_running_loop().create_future()
        try:
            return await self._make(path, scope, receive, visitor=visitor)
        finally:
            del self._making[same]
            done.set_result(None)

    async def _make(self, path: bytes, scope: Scope, receive: Receive, *, visitor: bool) -> StoredResponse | None:
        """Make the answer; None if the client has left, since Django then gives none."""
        policy = self._caches.invalidation.begin()
        scope[POLICY] = policy
        answer = _Answer()
        await self._app(scope, receive, answer)
        if not answer.status:
            return None
        if policy.wanted and (visitor or policy.shared):
            moment = self._caches.moment_for(path)
            stored = store(answer.status, answer.headers, bytes(answer.body), modified=moment, counted=policy.counted)
            self._caches.put(path, policy, stored, scope[LANGUAGE])
            return stored
        return store(answer.status, answer.headers, bytes(answer.body), personal=True, counted=policy.counted)


class _Asked:
    """What decides about a cached answer: the path with its query, whether a visitor asks, and the form they accept."""

    __slots__ = ("encoding", "head", "path", "since", "tag", "visitor")

    def __init__(self, scope: Scope, personal: tuple[bytes, ...]) -> None:
        cookie = self.encoding = self.tag = self.since = None
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                self.encoding = value
            elif name == b"cookie":
                cookie = value if cookie is None else cookie + b"; " + value
            elif name == b"if-none-match":
                self.tag = value
            elif name == b"if-modified-since":
                self.since = value
        self.head = scope["method"] == "HEAD"
        self.path = scope["raw_path"]
        if query := scope["query_string"]:
            self.path += b"?" + query
        self.visitor = cookie is None or not any(name in cookie for name in personal)

    def form(self, found: StoredResponse) -> tuple[Message, Message]:
        """The messages of a stored answer to this request."""
        return found.form(head=self.head, encoding=self.encoding, tag=self.tag, since=self.since)


class _Answer:
    """Collects an answer: its length and compressed form are only known once it is complete."""

    def __init__(self) -> None:
        self.status, self.headers, self.body = 0, list[tuple[bytes, bytes]](), bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.body += message.get("body", b"")
