"""One WebSocket connection without a library: blocking while it opens, then operated by the crowd."""

import socket
from collections import deque
from contextlib import suppress

from courant_bench import frames

PATIENCE = 30.0  # seconds that an answer is waited for while a window opens


class Refused(Exception):
    """The server did not open the WebSocket, or closed it."""


class Window:
    """What a server sees of an open browser window: a socket that sends little and mostly receives."""

    __slots__ = ("messages", "rest", "seen", "socket")

    def __init__(self, port: int, path: str, subprotocol: str = "", cookie: str = "") -> None:
        """Connect to `path` on the loopback and send the upgrade request; `opened` reads the answer."""
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""
        self.messages: deque[bytes] = deque()
        self.seen: set[int] = set()
        self.socket.sendall(frames.handshake(f"127.0.0.1:{port}", path, subprotocol, cookie))

    def opened(self) -> "Window":
        """Wait until the server accepts; otherwise raises `Refused` with the first line of its answer."""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self._received()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise Refused(head.split(b"\r\n", 1)[0].decode())
        return self

    def send(self, payload: bytes, opcode: int = frames.TEXT) -> None:
        """Send one message, of text unless `opcode` says otherwise."""
        self.socket.sendall(frames.frame(payload, opcode))

    def receive(self) -> bytes:
        """Wait for the next message."""
        while not self.messages:
            self.messages.extend(self.take(self._received()))
        return self.messages.popleft()

    def take(self, data: bytes) -> list[bytes]:
        """Return the messages that `data` completes, and answer pings."""
        data = self.rest + data
        found, at = frames.whole_frames(data)
        self.rest = data[at:]
        messages = []
        for opcode, start, end in found:
            if opcode in {frames.TEXT, frames.BINARY}:
                messages.append(data[start:end])
            elif opcode == frames.PING:
                self.socket.sendall(frames.frame(data[start:end], frames.PONG))
            elif opcode == frames.CLOSE:
                raise Refused(f"closed: {data[start:end]!r}")
        return messages

    def drain(self) -> None:
        """Read and discard what has arrived, so that the server never waits for this window."""
        self.messages.clear()
        self.socket.setblocking(False)
        with suppress(BlockingIOError):
            while data := self.socket.recv(1 << 18):
                self.take(data)
        self.socket.settimeout(PATIENCE)

    def close(self) -> None:
        """Close the connection as a killed browser does."""
        self.socket.close()

    def _received(self) -> bytes:
        data = self.socket.recv(1 << 16)
        if not data:
            raise Refused("closed without a word")
        return data
