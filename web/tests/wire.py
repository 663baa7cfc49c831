"""A connection to the public port without a network: the test sends the bytes and sets the server's clock."""

import asyncio
from functools import partial
from typing import Any

import uvicorn
from courant_web.front.asgi import Front
from courant_web.front.cache import Caches
from courant_web.front.connection import Connection, Terms
from courant_web.front.invalidation import Invalidation
from courant_web.front.response import App, Message, Receive, Scope, Send, store
from uvicorn.server import ServerState

CACHED = store(200, [(b"content-type", b"text/html")], b"cached " * 200)


class Wire:
    """A transport that stores what is written."""

    def __init__(self) -> None:
        self.written, self.unsent, self.ended, self.paused = b"", 0, "", False

    def write(self, data: bytes) -> None:
        """Store it."""
        self.written += data

    def writelines(self, parts: list[bytes]) -> None:
        """Store them."""
        self.written += b"".join(parts)

    def get_extra_info(self, name: str) -> Any:
        """Itself as its own socket."""
        return {"socket": self}.get(name)

    peer = "203.0.113.7"

    def getpeername(self) -> tuple[str, int]:
        """The client's address."""
        return self.peer, 1

    def getsockname(self) -> tuple[str, int]:
        """The server's address."""
        return "127.0.0.1", 2

    def fileno(self) -> int:
        """The descriptor of the socket."""
        return 77

    def get_write_buffer_size(self) -> int:
        """How much the client has not read."""
        return self.unsent

    def is_closing(self) -> bool:
        """Whether it was ended."""
        return bool(self.ended)

    def close(self) -> None:
        """End it after what was written."""
        self.ended = self.ended or "closed"

    def abort(self) -> None:
        """End it at once."""
        self.ended = self.ended or "aborted"

    def pause_reading(self) -> None:
        """Stop reading."""
        self.paused = True

    def resume_reading(self) -> None:
        """Read again."""
        self.paused = False


class Client:
    """A client of one connection, whose requests are answered with their scope's scheme and path."""

    def __init__(self, handover: str = "/run/handover") -> None:
        self.loop = asyncio.new_event_loop()
        self.given: list[tuple[str, int, bytes]] = []
        self.scopes: list[Scope] = []
        self.state = ServerState()
        self.application: App = self._answer
        self.front = Front(self._serve, Caches({b"/cached/": CACHED}, Invalidation()), ("sessionid",))
        make: Any = partial(Connection, Terms("https", b"/ws", handover, self.front.cached))
        self.config = uvicorn.Config(
            self.front, interface="asgi3", http=make, ws="none", lifespan="off", log_config=None, proxy_headers=False
        )  # fmt: skip
        self.config.load()
        self.wire, self.connection = self.another()

    def another(self) -> tuple[Wire, Connection]:
        """Another connection to the same server."""
        make: Any = self.config.http_protocol_class
        made: Connection = make(config=self.config, server_state=self.state, app_state={}, _loop=self.loop)
        wire = Wire()
        made.connection_made(wire)
        return wire, made

    def send(self, *parts: bytes) -> bytes:
        """Send the parts one by one, let the application answer, and return what was written."""
        for part in parts:
            self.connection.data_received(part)
        self.run()
        return self.wire.written

    def run(self) -> None:
        """Let every task come to its next wait."""
        for _ in range(10):
            self.loop.run_until_complete(asyncio.sleep(0))

    def wait(self, seconds: float) -> None:
        """Let the server look at its clock after so long."""
        self.connection.look_at_clock(self.loop.time() + seconds)

    def ends_after(self, seconds: float) -> str:
        """How the server ends the connection after so long, and no earlier."""
        self.wait(seconds - 1)
        assert not self.wire.ended
        self.wait(seconds + 1)
        return self.wire.ended

    async def hasty(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer before the body is there."""
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.application(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        while (received := await receive()).get("more_body"):
            pass
        if received["type"] == "http.disconnect":
            return
        body = f"{scope['scheme']} {scope['path']}".encode()
        start: Message = {
            "type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))],
        }  # fmt: skip
        await send(start)
        await send({"type": "http.response.body", "body": body})
