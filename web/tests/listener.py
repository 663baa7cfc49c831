"""A client of `GET /api/events` without a network: it reads one message after the other, for as long as it likes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from courant_web.front.response import Message, Scope

from .http_reader import made

PATIENCE = 20.0


class Listener:
    """One stream: its status, headers, and messages."""

    def __init__(self, path: str, headers: dict[str, str], method: str) -> None:
        name, _, query = path.partition("?")
        named = [(one.lower().encode(), value.encode()) for one, value in {"Host": "site.test:8080", **headers}.items()]
        self.scope: Scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": name, "raw_path": name.encode(), "query_string": query.encode(), "headers": named,
            "client": ("203.0.113.9", 4711), "server": ("site.test", 8080), "root_path": "",
        }  # fmt: skip
        self._leaves, self._begun = asyncio.Event(), asyncio.Event()
        self._arrived: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._rest = b""
        self.reads = asyncio.Event()
        self.reads.set()
        self.status, self.headers = 0, dict[str, str]()

    async def receive(self) -> Message:
        """The request, and later that the client has left."""
        if "asked" not in self.scope:
            self.scope["asked"] = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take what is sent, as soon as the client reads."""
        await self.reads.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            self._begun.set()
            return
        self._arrived.put_nowait(message.get("body", b""))
        if not message.get("more_body"):
            self._arrived.put_nowait(None)

    def leave(self) -> None:
        """Close the connection."""
        self._leaves.set()

    async def begun(self) -> "Listener":
        """Wait for the head of the answer."""
        await asyncio.wait_for(self._begun.wait(), PATIENCE)
        return self

    async def all(self) -> bytes:
        """Everything until the end of the answer."""
        found = b""
        while (part := await asyncio.wait_for(self._arrived.get(), PATIENCE)) is not None:
            found += part
        return found

    async def message(self) -> dict[str, str]:
        """The next message with its fields; comments are skipped."""
        while b"\n\n" not in self._rest:
            part = await asyncio.wait_for(self._arrived.get(), PATIENCE)
            if part is None:
                raise EOFError
            self._rest += part
        text, _, self._rest = self._rest.partition(b"\n\n")
        lines = [line.partition(": ") for line in text.decode().split("\n") if not line.startswith(":")]
        return {name: value for name, _, value in lines} if lines else await self.message()


@asynccontextmanager
async def listening(path: str = "/api/events", method: str = "GET", **headers: str) -> AsyncIterator[Listener]:
    """A client that has the head of the answer, and leaves at the end of the block."""
    listener = Listener(path, headers, method)
    serving: Any = made(listener.scope, listener.receive, listener.send)
    task = asyncio.ensure_future(serving)
    try:
        yield await listener.begun()
    finally:
        listener.leave()
        listener.reads.set()
        await task


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test that listens."""
    asyncio.run(work())
