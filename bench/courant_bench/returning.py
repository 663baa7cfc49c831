"""A window that has lost its connection and comes back as the browser client does, without blocking."""

import random
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from courant_bench import frames
from courant_bench.processes import NotReady
from courant_bench.speech import Conversation, Speech


@dataclass(frozen=True)
class Patience:
    """The client's waits in seconds: before its first retry, the longest, for a join, and before a repeated call."""

    first: float
    cap: float
    join: float
    again: float

    @classmethod
    def of(cls, client: Path) -> "Patience":
        """Read them from the sources in the folder `web/client`; raises `NotReady` if they are not there."""
        backoff, connection = client / "wamp" / "backoff.ts", client / "wamp" / "connection.ts"
        catch_up = client / "src" / "fragments" / "catch-up.ts"
        return cls(
            _milliseconds(backoff, "first:"), _milliseconds(backoff, "cap:"), _milliseconds(connection, "JOIN ="),
            _milliseconds(catch_up, "AGAIN ="),
        )  # fmt: skip

    def delay(self, attempt: int) -> float:
        """Return the seconds before retry number `attempt`, from 0 (web/client/wamp/backoff.ts)."""
        return min(self.cap, self.first * 2 ** min(attempt, 30)) * (0.5 + random.random() / 2)  # noqa: S311 - no secret


class Returning:
    """One window; `due` is the moment at which it acts by itself, `at` when it was current and had seen the mark.

    Its states are those of the client: waiting, connecting, opening (the WebSocket), greeting, joined.
    """

    def __init__(self, number: int, port: int, speech: Speech, patience: Patience, mark: bytes) -> None:
        self.number, self.port, self.speech, self.patience, self.mark = number, port, speech, patience, mark
        self.socket: socket.socket | None = None
        self.state, self.attempts, self.due = "waiting", 0, 0.0
        self.joined_at: float | None = None
        self.at: float | None = None
        self._seen = False

    def lose(self, now: float) -> None:
        """The connection is gone, or could not be made: wait."""
        if self.socket:
            self.socket.close()
        self.socket, self.state = None, "waiting"
        self.due = now + self.patience.delay(self.attempts)
        self.attempts += 1

    def act(self, now: float) -> None:
        """Do what is due: connect, give up a join that takes too long, or repeat calls."""
        if self.state == "waiting":
            self._connect(now)
        elif self.state != "joined":
            self.lose(now)
        else:
            self.due = float("inf")
            for text in self._talk.later:
                self._send(self._talk.again(text))
            self._talk.later.clear()

    def writable(self, now: float) -> None:
        """The connection is made or has failed."""
        if self.socket is None or self.state != "connecting":
            return
        if self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self.lose(now)
        else:
            self.state = "opening"
            self.socket.sendall(frames.handshake(f"127.0.0.1:{self.port}", "/ws", "wamp.2.json"))

    def readable(self, now: float) -> None:
        """Read what has arrived and answer it."""
        data = self._received()
        if not data:
            self.lose(now)
            return
        self._rest += data
        if self.state == "opening" and not self._opened(now):
            return
        found, at = frames.whole_frames(self._rest)
        data, self._rest = self._rest, self._rest[at:]
        for opcode, start, end in found:
            if opcode == frames.PING:
                self._send(data[start:end], frames.PONG)
            elif opcode == frames.TEXT and self.socket:
                self._hear(data[start:end], now)

    def _received(self) -> bytes:
        with suppress(ConnectionError):
            return self.socket.recv(1 << 18) if self.socket else b""
        return b""

    def _connect(self, now: float) -> None:
        self.state, self.due, self._rest = "connecting", now + self.patience.join, b""
        self._talk = Conversation(self.speech)
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(BlockingIOError):
            try:
                self.socket.connect(("127.0.0.1", self.port))
            except ConnectionError:
                self.lose(now)

    def _opened(self, now: float) -> bool:
        if b"\r\n\r\n" not in self._rest:
            return False
        head, self._rest = self._rest.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            self.lose(now)
            return False
        self.state = "greeting"
        self._send(self.speech.hello)
        return True

    def _hear(self, text: bytes, now: float) -> None:
        if self.state == "greeting":
            self._join(text, now)
            return
        self._seen = self._seen or self.mark in text
        self._say(self._talk.hear(text))
        if self._talk.later and self.due == float("inf"):
            self.due = now + self.patience.again * (1 + random.random())  # noqa: S311 - no secret
        if self.at is None and self._seen and self._talk.current:
            self.at = now

    def _join(self, text: bytes, now: float) -> None:
        if not text.startswith(b"[2,"):
            self.lose(now)
            return
        self.state, self.due, self.joined_at = "joined", float("inf"), now
        self._say(self._talk.begin())

    def _say(self, texts: list[bytes]) -> None:
        for text in texts:
            self._send(text)

    def _send(self, payload: bytes, opcode: int = frames.TEXT) -> None:
        with suppress(ConnectionError):  # reading notices it
            if self.socket:
                self.socket.sendall(frames.frame(payload, opcode))


def _milliseconds(path: Path, name: str) -> float:
    found = re.search(rf"\b{re.escape(name)} *([\d_]+)", path.read_text())
    if not found:
        raise NotReady(f"{path} does not say {name!r}, a wait of the client")
    return int(found[1]) / 1000
