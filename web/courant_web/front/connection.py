"""A connection to the public port: uvicorn's, with bounds for what a client may send and how long it may take.

uvicorn limits neither the head of a request nor the time in which it must arrive. WebSocket connections leave here: the
router serves them.
"""

from dataclasses import dataclass
from math import inf
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from courant_web.front.handover import hand_over

MOST = 20_000
"""Connections at once, as on the router's own port."""

LARGEST_HEAD = 1 << 16
"""The bytes of a request's line and headers; up to one read of the socket more may be parsed before it is noticed."""

MOST_PIPELINED = 32
"""Requests that may wait for the answer to an earlier one."""

MOST_IGNORED = 1 << 20
"""Bytes of a body that may still arrive after the answer; then the connection is closed."""

HEAD_TIME = 20.0
"""Seconds until the head of a request must be complete, from the connection or the first byte of a later request."""

IDLE_TIME = 75.0
"""Seconds without progress: of a body that is being read, of an answer that is being sent, or between requests."""

AGAIN = 2
"""Seconds after which a browser may ask again for a socket that the router could not serve."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What every connection of a site needs: its URL scheme, the path of its sockets, and the router's Unix socket.

    Without `handover`, web hands no connection over: a front sends sockets to the router itself.
    """

    scheme: str
    path: bytes
    handover: str


class _Excess(Exception):
    """A client sends more than it may."""


class Connection(HttpToolsProtocol):
    """One connection of a client, until it ends or is handed over.

    The URL scheme is that of COURANT_SITE_URL, whatever a client says; only a trusted proxy can name another one.
    """

    def __init__(self, terms: Terms, **given: Any) -> None:
        super().__init__(**given)
        self._terms, self._deadline = terms, inf
        self._over = self._begins = self._in_head = self._in_body = False
        self._head = self._slow = self._ignored = 0
        self._unsent, self._unsent_since = 0, 0.0

    def connection_made(self, transport: Any) -> None:
        """Wait for a request; one connection too many ends at once."""
        super().connection_made(transport)
        self.scheme = self._terms.scheme  # type: ignore[assignment]  # "http" or "https"
        self._deadline = self.loop.time() + HEAD_TIME
        if len(self.connections) > MOST:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """Parse what has arrived; reject what is not HTTP, and what is more than a client may send."""
        self._unset_keepalive_if_required()
        if self._over:
            return
        try:
            self.parser.feed_data(data)
            self._account(len(data))
        except httptools.HttpParserUpgrade as upgrade:
            self._over, self._deadline = True, inf
            if self._should_upgrade():
                self._hand_over(data[upgrade.args[0] :])
        except _Excess:
            self._refuse(431)
        except httptools.HttpParserError as error:
            self._refuse(431 if isinstance(error.__context__, _Excess) else 400)

    def on_message_begin(self) -> None:
        """Begin to count the head."""
        super().on_message_begin()
        self._deadline = self.loop.time() + HEAD_TIME
        self._begins = self._in_head = True
        self._head = self._slow = self._ignored = 0

    def on_url(self, url: bytes) -> None:
        """Collect a part of the request's target."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Collect a header."""
        self._count(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer. No request may follow an upgrade, whether or not it is granted."""
        if len(self.pipeline) >= MOST_PIPELINED:
            raise _Excess
        super().on_headers_complete()
        self._deadline, self._in_head, self._in_body = inf, False, True
        if self.parser.should_upgrade() and self.cycle is not None:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """Collect a part of the body; ignore what arrives after the answer, up to a limit."""
        super().on_body(body)
        if self.cycle is not None and self.cycle.response_complete:
            self._ignored += len(body)
            if self._ignored > MOST_IGNORED:
                self.transport.close()

    def on_message_complete(self) -> None:
        """The client has sent all of its request."""
        super().on_message_complete()
        self._deadline, self._in_body = inf, False

    def look_at_clock(self, now: float) -> None:
        """End the connection if its client is too slow. `now` is the loop's time; the server calls this regularly."""
        if now > self._deadline and not self.flow.read_paused:
            self._end_late()
        unsent = self.transport.get_write_buffer_size()
        if not unsent or unsent != self._unsent:
            self._unsent, self._unsent_since = unsent, now
        elif now - self._unsent_since > IDLE_TIME:
            self.transport.abort()

    def _end_late(self) -> None:
        if self._in_body:
            self.transport.abort()
        elif self._in_head:
            self._refuse(408)
        else:
            self.transport.close()

    def _count(self, length: int) -> None:
        self._head += length
        if self._head > LARGEST_HEAD:
            raise _Excess

    def _account(self, length: int) -> None:
        """Note how much of a head or body has arrived that is not complete.

        The parser reports a header only once it is complete, and empty lines never, so both are counted here as well.
        """
        begins, self._begins = self._begins, False
        if self._in_body:
            self._deadline = self.loop.time() + IDLE_TIME
            return
        if not begins:
            self._slow += length
            if self._slow > LARGEST_HEAD:
                raise _Excess
        if self._deadline == inf and not self._answering():
            # uvicorn's time-out between requests has just been called off, and nothing was asked
            self._deadline = self.loop.time() + IDLE_TIME

    def _should_upgrade(self) -> bool:
        return (
            bool(self._terms.handover)
            and (self.scope["method"], self.scope["http_version"]) == ("GET", "1.1")
            and self._get_upgrade() == b"websocket"
            and httptools.parse_url(self.url).path == self._terms.path
            and not any(name in {b"content-length", b"transfer-encoding"} for name, _ in self.headers)
        )

    def _hand_over(self, rest: bytes) -> None:
        """Let the router have this connection, unless an answer to an earlier request is still on its way."""
        self._over = True
        if self._answering() or self.transport.get_write_buffer_size():
            self.transport.close()
        elif hand_over(self._terms.handover, self._descriptor(), self._request() + rest):
            self.transport.abort()
        else:
            self._refuse(503, b"retry-after: %d\r\n" % AGAIN)

    def _descriptor(self) -> int:
        return int(self.transport.get_extra_info("socket").fileno())

    def _request(self) -> bytes:
        """The head of the request as it was parsed, so that both servers understand the same."""
        url = httptools.parse_url(self.url)
        target = url.path + (b"?" + url.query if url.query else b"")
        lines = [b"GET %b HTTP/1.1\r\n" % target, *(b"%b: %b\r\n" % header for header in self.headers)]
        return b"".join([*lines, b"\r\n"])

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _refuse(self, status: int, more: bytes = b"") -> None:
        """Answer with a status and close, but never in the middle of another answer: it is then the last one."""
        self._over, self._deadline = True, inf
        if self._answering():
            self.cycle.keep_alive = False
            return
        headers = b"".join(b"%b: %b\r\n" % header for header in self.server_state.default_headers)
        end = b"content-length: 0\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + headers + more + end)
        self.transport.close()
