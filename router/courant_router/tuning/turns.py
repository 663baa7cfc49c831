"""Whatever is written to a socket while one event of the reactor is handled leaves in one `send`, at its end.

Twisted buffers each write, asks epoll to say when the socket is writable, sends when it is, and tells epoll to stop:
three system calls where one does, and a turn of the reactor between. Here the buffer is Twisted's own, so order,
back-pressure and limits are too. A socket that does not take everything at once is left to Twisted. Without this, a
message costs 25 microseconds instead of 16.
"""

from typing import Any

from twisted.internet.epollreactor import EPollReactor
from twisted.internet.tcp import Connection

REPLACES = {
    "twisted.internet.abstract:FileDescriptor.write": "3e46c97f",
    "twisted.internet.abstract:FileDescriptor.doWrite": "a986d7b1",
    "twisted.internet.abstract:FileDescriptor.startWriting": "8e2f899b",
    "twisted.internet.abstract:FileDescriptor.loseConnection": "e13b8468",
    "twisted.internet._newtls:ConnectionMixin.write": "ea311df0",
    "twisted.internet.tcp:Connection.writeSomeData": "2dd0d420",
    "twisted.internet.tcp:_AbortingMixin.abortConnection": "c948f3ef",
    "twisted.internet.unix:_SendmsgMixin.writeSomeData": "bea6b41b",
    "twisted.internet.posixbase:_PollLikeMixin._doReadOrWrite": "5ffee55b",
    "twisted.internet.epollreactor:EPollReactor.doPoll": "09b62ae6",
}

_waiting: list[Any] = []
"""Connections that have been written to since the last `leave`, each once."""


def tune() -> None:
    """Replace how connections write, and send what was written after each event and before each wait."""
    connection: Any = Connection
    reactor: Any = EPollReactor
    connection.write = _writing(connection.write)
    reactor._doReadOrWrite = _then_leaving(reactor._doReadOrWrite)
    reactor.doIteration = _leaving_first(reactor.doIteration)


def _writing(write: Any) -> Any:
    def write_later(self: Any, data: bytes) -> Any:
        if self.TLS or self.disconnecting or self.dataBuffer or type(data) is not bytes:
            return write(self, data)
        if not self.connected or self._writeDisconnected or not data:
            return None
        if not self._tempDataLen:
            _waiting.append(self)
        self._tempDataBuffer.append(data)
        self._tempDataLen += len(data)
        self._maybePauseProducer()
        return None

    return write_later


def leave() -> None:
    """Send what waits on each connection."""
    waiting, _waiting[:] = [*_waiting], ()
    for connection in waiting:
        if connection.connected and not connection.disconnecting:
            _send(connection)


def _send(connection: Any) -> None:
    parts = connection._tempDataBuffer
    if connection._tempDataLen > connection.SEND_LIMIT or _needs_twisted(connection):
        connection.startWriting()
        return
    data = parts[0] if len(parts) == 1 else b"".join(parts)
    try:
        sent = connection.socket.send(data)
    except OSError:  # full or broken: Twisted will meet the same error and knows what follows
        connection.startWriting()
        return
    parts.clear()
    connection._tempDataLen = 0
    if sent < len(data):
        connection.dataBuffer, connection.offset = data, sent
        connection.startWriting()


def _needs_twisted(connection: Any) -> bool:
    """Whether more has to happen than a `send`, such as waking a producer that was paused."""
    producer = connection.producer
    wakes = producer is not None and (connection.producerPaused or not connection.streamingProducer)
    return bool(wakes or connection.dataBuffer or connection.TLS)


def _then_leaving(handle: Any) -> Any:
    def handle_and_leave(self: Any, *event: Any) -> None:
        handle(self, *event)
        if _waiting:
            leave()

    return handle_and_leave


def _leaving_first(iterate: Any) -> Any:
    def leave_and_iterate(self: Any, timeout: float | None) -> None:
        if _waiting:
            leave()
        iterate(self, timeout)

    return leave_and_iterate
