"""A connection to the public port. Cached answers are sent at once; that of a WebSocket goes to the router.

An answer that is sent at once needs no task, no ASGI messages and no check of its headers: 18 to 25 us of CPU time
instead of 39 to 46 us for a page of 22 KB (wrk, uvloop, both by turns).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httptools

from courant_web.address import plain
from courant_web.front.handover import hand_over
from courant_web.front.limits import Limited
from courant_web.front.response import LINES, Message, Scope

PAGES = {b"GET", b"HEAD"}
BODY = {b"content-length", b"transfer-encoding", b"expect"}

AGAIN = 2
"""Seconds after which a browser may ask again for a socket that the router could not serve."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What every connection of a site needs: its URL scheme, the path of its sockets, and the router's Unix socket.

    Without `handover`, web hands no connection over: a front sends sockets to the router itself. `cached` finds the
    ASGI messages of a cached answer to a scope.
    """

    scheme: str
    path: bytes
    handover: str
    cached: Callable[[Scope], tuple[Message, Message] | None]


class Connection(Limited):
    """One connection of a client, until it ends or is handed over.

    The URL scheme is that of COURANT_SITE_URL, whatever a client says; only a trusted proxy can name another one.
    """

    def __init__(self, terms: Terms, **given: Any) -> None:
        super().__init__(**given)
        self._terms = terms

    def connection_made(self, transport: Any) -> None:
        """Begin with the scheme of the site and the client's address, whatever a request will claim."""
        super().connection_made(transport)
        if self.client is not None:
            self.client = (plain(self.client[0]), self.client[1])
        self.scheme = self._terms.scheme  # type: ignore[assignment]  # "http" or "https"

    def begin(self) -> None:
        """Send a cached answer at once; let uvicorn begin any other."""
        if not self._plain() or not self._answer():
            super().begin()

    def _plain(self) -> bool:
        """Whether this is a request for a page without a body, and nothing else is to be done on this connection."""
        return (
            self.parser.get_method() in PAGES
            and self.parser.get_http_version() == "1.1"
            and self.parser.should_keep_alive()
            and not self.parser.should_upgrade()
            and not self.answering()
            and not self.flow.write_paused
            and not any(name in BODY for name, _ in self.headers)
        )

    def _answer(self) -> bool:
        url = httptools.parse_url(self.url)
        scope: Any = self.scope
        scope["method"] = self.parser.get_method().decode()
        scope["raw_path"], scope["query_string"] = url.path, url.query or b""
        found = self._terms.cached(scope)
        if found is not None:
            (status, lines), body = found[0][LINES], found[1]["body"]
            self.transport.writelines([status, self.common(), lines, b"\r\n", body])
        return found is not None

    def _should_upgrade(self) -> bool:
        return (
            bool(self._terms.handover)
            and (self.scope["method"], self.scope["http_version"]) == ("GET", "1.1")
            and self._get_upgrade() == b"websocket"
            and httptools.parse_url(self.url).path == self._terms.path
            and not any(name in {b"content-length", b"transfer-encoding"} for name, _ in self.headers)
        )

    def upgrade(self, rest: bytes) -> None:
        """Let the router have this connection, unless an answer to an earlier request is still on its way."""
        if self.answering() or self.transport.get_write_buffer_size():
            self.transport.close()
        elif hand_over(self._terms.handover, self._descriptor(), self._request() + rest):
            self.transport.abort()
        else:
            self.refuse(503, b"retry-after: %d\r\n" % AGAIN)

    def _descriptor(self) -> int:
        return int(self.transport.get_extra_info("socket").fileno())

    def _request(self) -> bytes:
        """The head of the request as it was parsed, so that both servers understand the same."""
        url = httptools.parse_url(self.url)
        target = url.path + (b"?" + url.query if url.query else b"")
        lines = [b"GET %b HTTP/1.1\r\n" % target, *(b"%b: %b\r\n" % header for header in self.headers)]
        return b"".join([*lines, b"\r\n"])
