"""What a client may send to the public port and how long it may take; uvicorn limits neither the head nor its time."""

from math import inf
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MOST = 20_000
"""Connections at once, as many as the router serves."""

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


class _Excess(Exception):
    """A client sends more than it may."""


class Limited(HttpToolsProtocol):
    """A connection of uvicorn that rejects what is too much, and ends if its client is too slow."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._deadline = inf
        self._over = self._begins = self._in_head = self._in_body = False
        self._head = self._slow = self._ignored = 0
        self._unsent, self._unsent_since = 0, 0.0

    def connection_made(self, transport: Any) -> None:
        """Wait for a request; one connection too many ends at once."""
        super().connection_made(transport)
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
                self.upgrade(data[upgrade.args[0] :])
        except _Excess:
            self.refuse(431)
        except httptools.HttpParserError as error:
            self.refuse(431 if isinstance(error.__context__, _Excess) else 400)

    def upgrade(self, rest: bytes) -> None:
        """Begin another protocol, as the request asks; `rest` are the bytes that have arrived behind it."""
        raise NotImplementedError

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
        """Collect a header; ignore one behind the body (a trailer, which RFC 9110, 6.5.1, allows to discard).

        uvicorn would add it to the headers of a request that is being answered: a cookie would come after it has been
        decided that there is none, and a client's address after a trusted proxy has named it.
        """
        self._count(len(name) + len(value) + 4)
        if not self._in_body:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer. No request may follow an upgrade, whether or not it is granted."""
        if len(self.pipeline) >= MOST_PIPELINED:
            raise _Excess
        self.begin()
        self._deadline, self._in_head, self._in_body = inf, False, True
        if self.parser.should_upgrade() and self.cycle is not None:
            self.cycle.keep_alive = False

    def begin(self) -> None:
        """Begin to answer the request whose head has arrived."""
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Collect a part of the body; ignore what arrives after the answer, up to a limit."""
        super().on_body(body)
        if self.cycle is not None and self.cycle.response_complete:
            self._ignored += len(body)
            if self._ignored > MOST_IGNORED:
                self.transport.close()

    def on_message_complete(self) -> None:
        """The client has sent all of its request."""
        if self.answering():
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
            self.refuse(408)
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
        if self._deadline == inf and not self.answering():
            # uvicorn's time-out between requests has just been called off, and nothing was asked
            self._deadline = self.loop.time() + IDLE_TIME

    def answering(self) -> bool:
        """Whether an answer is still to be given or sent."""
        return self.cycle is not None and not self.cycle.response_complete

    def refuse(self, status: int, more: bytes = b"") -> None:
        """Answer with a status and close, but never in the middle of another answer; `more` are lines of headers.

        Answers to requests that are complete are still sent. Whoever waits for the rest of a body waits no longer.
        """
        self._over, self._deadline = True, inf
        if self._in_body and (self.pipeline or self.cycle.response_started):
            self.transport.abort()
        elif not self._in_body and self.answering():
            self.cycle.keep_alive = False
        else:
            end = b"content-length: 0\r\nconnection: close\r\n\r\n"
            self.transport.write(STATUS_LINE[status] + self.common() + more + end)
            self.transport.close()

    def common(self) -> bytes:
        """The lines of the headers that every answer has."""
        return b"".join([b"%b: %b\r\n" % header for header in self.server_state.default_headers])
