"""People who type into one text at once without a browser: what they send and receive is what an editor does."""

import random
import select
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any, Protocol

from pycrdt import Doc, Text

from courant_bench.varints import clocks
from courant_bench.window import Refused, Window

LETTERS = "abcdefghijk"
QUIET = 1.0  # seconds without a message after which everything has arrived
PATIENCE = 20.0


class Voice(Protocol):
    """How a site's editor talks: `window` is its socket, `joined` the document that it received at its beginning."""

    window: Window
    joined: bytes

    def send(self, update: bytes, client: int, clock: int) -> bool:
        """Send what was typed; return whether the next update may leave before an answer."""

    def answers(self, message: bytes) -> bool:
        """Return whether the message answers an update; raises `Refused` if it is a rejection."""

    def updates(self, message: bytes) -> Sequence[bytes]:
        """Return the updates of others in a message."""


class Copy:
    """One person's document; `client` is the id under which they write."""

    def __init__(self, joined: bytes, client: int = 0) -> None:
        """Begin with what the site has sent."""
        self.client = client or random.randrange(1 << 31, 1 << 32)  # noqa: S311 - as browsers choose them
        self.doc: Doc[Any] = Doc(client_id=self.client)
        self.doc.apply_update(joined)
        self.text = self.doc.get("text", type=Text)
        self.sent = self.doc.get_state()

    def unsent(self) -> bytes:
        """Return the update with all that was typed since the last call."""
        update = self.doc.get_update(self.sent)
        self.sent = self.doc.get_state()
        return bytes(update)

    def clocks(self) -> dict[int, int]:
        """Return how much of each client's writing is here."""
        return clocks(self.doc.get_state())

    def __str__(self) -> str:
        """Return the text."""
        return str(self.text)


@dataclass(eq=False)
class Typist:
    """Somebody who types at their own place, a byte offset in the text of ASCII with which everybody began."""

    voice: Voice
    place: int
    copy: Copy = field(init=False)
    typed: list[float] = field(default_factory=list)
    received: list[tuple[float, bytes]] = field(default_factory=list)
    waiting: bool = False
    behind: bool = False

    def __post_init__(self) -> None:
        """Begin with what the site has sent."""
        self.copy = Copy(self.voice.joined)

    def type(self, letter: str) -> None:
        """Type a letter, and send it unless an answer is awaited: then it leaves with the next."""
        self.copy.text.insert(self.place + len(self.typed), letter)
        self.typed.append(time.perf_counter())
        self.behind = self.waiting
        if not self.waiting:
            self._send()

    def take(self) -> None:
        """Read what has arrived."""
        data = self.voice.window.socket.recv(1 << 18)
        if not data:
            raise Refused("the server closed the window of somebody who types")
        now = time.perf_counter()
        for message in self.voice.window.take(data):
            if self.voice.answers(message):
                self.waiting = False
            self.received.append((now, message))
        if self.behind and not self.waiting:
            self._send()

    def _send(self) -> None:
        self.behind = False
        self.waiting = not self.voice.send(self.copy.unsent(), self.copy.client, len(self.typed))


class Typists:
    """Several people; each types `rate` letters a second, one person after the other."""

    def __init__(self, people: Sequence[Typist], rate: float) -> None:
        """They begin with `for_seconds` or `typing`."""
        self.people, self._rate = people, rate
        self._poll = select.epoll()
        self._by_descriptor = {one.voice.window.socket.fileno(): one for one in people}
        for descriptor in self._by_descriptor:
            self._poll.register(descriptor, select.EPOLLIN)

    def type_until(self, stop: Callable[[], bool]) -> None:
        """Type until `stop` returns true, and then read until nothing arrives any more."""
        start, count, turn = time.perf_counter(), len(self.people), 0
        while not stop():
            due = start + turn / (self._rate * count)
            while (left := due - time.perf_counter()) > 0:
                self._read(left)
            self.people[turn % count].type(LETTERS[turn % len(LETTERS)])
            turn += 1
        end = time.perf_counter() + PATIENCE
        while self._read(QUIET) and time.perf_counter() < end:
            pass

    def close(self) -> None:
        """Close their windows."""
        self._poll.close()
        for one in self.people:
            one.voice.window.close()

    def _read(self, timeout: float) -> bool:
        ready = self._poll.poll(timeout)
        for descriptor, _ in ready:
            self._by_descriptor[descriptor].take()
        return bool(ready)


@contextmanager
def typing(people: Typists) -> Iterator[None]:
    """Let them type until the block ends, in a thread; raises at its end what went wrong."""
    stop, failures = Event(), list[Exception]()

    def run() -> None:
        try:
            people.type_until(stop.is_set)
        except (Refused, OSError) as error:
            failures.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if failures:
        raise failures[0]


def delays(people: Sequence[Typist], receivers: Iterable[Typist]) -> list[float]:
    """Return the seconds from each key to its arrival at each receiver; a letter that never came counts as PATIENCE.

    Each receiver's copy then has everything that it was sent.
    """
    typed = {one.copy.client: one.typed for one in people}
    return [delay for one in receivers for delay in _arrivals(one, typed)]


def catch_up(one: Typist) -> None:
    """Apply everything that somebody was sent to their copy."""
    for _, message in one.received:
        for update in one.voice.updates(message):
            one.copy.doc.apply_update(update)


def _arrivals(one: Typist, typed: dict[int, list[float]]) -> Iterator[float]:
    seen = {client: 0 for client in typed if client != one.copy.client}
    for at, message in one.received:
        for update in one.voice.updates(message):
            one.copy.doc.apply_update(update)
            for client, clock in one.copy.clocks().items():
                for number in range(seen.get(client, clock), clock):
                    yield at - typed[client][number]
                if client in seen:
                    seen[client] = clock
    for client, clock in seen.items():
        yield from [PATIENCE] * (len(typed[client]) - clock)


def places(text: str) -> list[int]:
    """Return the ends of the lines of a text of ASCII, at each of which somebody types."""
    ends, at = [], 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        ends.append(at - line.endswith("\n"))
    return ends
