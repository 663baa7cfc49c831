"""People who save at once, each in a window of their own: as fast as they are answered, or at a rate."""

import select
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from courant_bench.window import Refused, Window


@dataclass(frozen=True)
class Editor:
    """A person's window: `words(number)` is the message that saves, and a message that starts with `answer` answers.

    A message that starts with `error` is a rejection.
    """

    window: Window
    words: Callable[[int], bytes]
    answer: bytes
    error: bytes = b"\0"


@dataclass
class Editors:
    """Several people; `saved` counts the answers, and `delays` are the seconds until each."""

    people: Sequence[Editor]
    saved: int = 0
    delays: list[float] = field(default_factory=list)
    _number: int = 0
    _sent: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._start = time.perf_counter()
        self._poll = select.epoll()
        self._by_descriptor = {one.window.socket.fileno(): at for at, one in enumerate(self.people)}
        for descriptor in self._by_descriptor:
            self._poll.register(descriptor, select.EPOLLIN)

    @property
    def rate(self) -> float:
        """Answered saves a second since the beginning."""
        return self.saved / (time.perf_counter() - self._start)

    def save(self, at: int) -> None:
        """Let one of them save."""
        self._number += 1
        self._sent[at] = time.perf_counter()
        self.people[at].window.send(self.people[at].words(self._number))

    def turn(self, timeout: float) -> list[int]:
        """Wait up to `timeout` seconds; return those whose save was answered. Raises `Refused` at a rejection."""
        ready = self._poll.poll(max(timeout, 0))
        return [at for at in (self._by_descriptor[descriptor] for descriptor, _ in ready) if self._answered(at)]

    def close(self) -> None:
        """Close their windows."""
        self._poll.close()
        for one in self.people:
            one.window.close()

    def _answered(self, at: int) -> bool:
        one, found = self.people[at], False
        data = one.window.socket.recv(1 << 18)
        if not data:
            raise Refused("the server closed the window of somebody who saves")
        for message in one.window.take(data):
            if message.startswith(one.error):
                raise Refused(message.decode(errors="replace"))
            if message.startswith(one.answer) and at in self._sent:
                self.delays.append(time.perf_counter() - self._sent.pop(at))
                self.saved, found = self.saved + 1, True
        return found


def save_without_pause(people: Editors, seconds: float) -> float:
    """Let all save as fast as each is answered, for `seconds`; return the answers a second."""
    for at in range(len(people.people)):
        people.save(at)
    start, before = time.perf_counter(), people.saved
    while time.perf_counter() < start + seconds:
        for at in people.turn(0.05):
            people.save(at)
    return (people.saved - before) / (time.perf_counter() - start)


@contextmanager
def saving(people: Editors, rate: float) -> Iterator[Editors]:
    """Let each save `rate` times a second, one after the other, until the block ends; raises `Refused` at its end."""
    stop, failures = threading.Event(), list[Exception]()
    thread = threading.Thread(target=_at_a_rate, args=(people, rate, stop, failures), daemon=True)
    thread.start()
    try:
        yield people
    finally:
        stop.set()
        thread.join()
    if failures:
        raise failures[0]


def _at_a_rate(people: Editors, rate: float, stop: threading.Event, failures: list[Exception]) -> None:
    count, start, turn = len(people.people), time.perf_counter(), 0
    try:
        while not stop.is_set():
            due = start + turn / (rate * count)
            while (left := due - time.perf_counter()) > 0:
                people.turn(left)
            people.save(turn % count)
            turn += 1
    except (Refused, OSError) as error:
        failures.append(error)
