"""A thousand windows in one thread: counts the comments that arrive and when, and parses nothing else."""

import re
import resource
import select
import time
from array import array
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from courant_bench import frames
from courant_bench.window import Refused, Window

MARK = re.compile(rb"zq(\d{7})qz")
AT_ONCE = 25  # windows that open at the same time
AT_A_TIME = 1 << 18  # bytes read from one socket in one go
KEPT = 512  # different readings that are remembered


def mark(number: int) -> str:
    """Return the word in a comment by which its arrival is recognised."""
    return f"zq{number:07d}qz"


def raise_file_limit() -> None:
    """Let this process and its children open thousands of sockets, as far as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def opened(
    count: int, knock: Callable[[int], Window], enter: Callable[[list[Window]], None] | None = None
) -> list[Window]:
    """Open `count` windows, some at once; `knock` connects one by its number, `enter` begins a batch's session."""
    windows: list[Window] = []
    while len(windows) < count:
        batch = [knock(number) for number in range(len(windows), min(len(windows) + AT_ONCE, count))]
        for window in batch:
            window.opened()
        if enter:
            enter(batch)
        windows += batch
        for window in windows:
            window.drain()
    return windows


class Reading(NamedTuple):
    """What some bytes of one window hold: each comment once, in order, and how many messages carried any."""

    comments: tuple[int, ...]
    messages: int
    pings: tuple[bytes, ...]
    errors: tuple[str, ...]
    rest: bytes


def reading(data: bytes, event: bytes, error: bytes) -> Reading:
    """Read whole frames, and look in them for nothing but the marks of comments."""
    comments: dict[int, None] = {}
    messages, pings, errors = 0, [], []
    found, at = frames.whole_frames(data)
    for opcode, start, end in found:
        if opcode == frames.PING:
            pings.append(data[start:end])
        elif data.startswith(event, start):
            first = data.find(b"zq", start, end)
            if first >= 0:
                messages += 1
                comments.update(dict.fromkeys(map(int, MARK.findall(data, first, end))))
        elif data.startswith(error, start):
            errors.append(data[start:end].decode(errors="replace"))
    return Reading(tuple(comments), messages, tuple(pings), tuple(errors), data[at:])


class Crowd:
    """Open windows that all show one page, and a record of what has reached them.

    `deliveries[n]` is the number of windows that comment `n` has reached, each counted once; `delays` are the seconds
    from its save to each; `messages` counts the messages that carried a comment; `errors` are rejections, in the
    server's words; `lost` counts the windows that the server closed.
    """

    def __init__(self, windows: list[Window], event: bytes = b"", error: bytes = b"\0") -> None:
        """Listen on `windows`; a message that starts with `event` is an event, one with `error` a rejection."""
        self.windows = windows
        self.event, self.error = event, error
        self.saved: dict[int, float] = {}
        self.deliveries: Counter[int] = Counter()
        self.delays = array("d")
        self.messages = 0
        self.lost = 0
        self.errors: list[str] = []
        self._buffer = bytearray(AT_A_TIME)
        self._view = memoryview(self._buffer)
        self._readings: dict[bytes, Reading] = {}
        self._poll = select.epoll()
        self._by_descriptor = {window.socket.fileno(): window for window in windows}
        for descriptor, window in self._by_descriptor.items():
            window.socket.setblocking(False)
            self._poll.register(descriptor, select.EPOLLIN)

    def save(self, number: int, window: int, message: bytes) -> None:
        """Send from one window the message that saves comment `number`; its clock starts here."""
        self.saved[number] = time.perf_counter()
        try:
            self.windows[window].send(message)
        except OSError as error:
            raise Refused(f"the server has closed or stopped reading a window: {error}") from error

    def turn(self, timeout: float) -> None:
        """Wait up to `timeout` seconds for anything, and count all that has arrived."""
        for descriptor, _ in self._poll.poll(max(timeout, 0)):
            window = self._by_descriptor[descriptor]
            try:
                size = window.socket.recv_into(self._buffer)
            except ConnectionError:
                size = 0
            if size:
                data = bytes(self._view[:size])
                self._read(window, window.rest + data if window.rest else data)
            else:
                self._lose(descriptor)

    def everywhere(self, number: int) -> bool:
        """Return whether a comment has reached every window that is still open."""
        return self.deliveries[number] >= len(self.windows) - self.lost

    def close(self) -> None:
        """Close every window."""
        self._poll.close()
        for window in self.windows:
            window.close()

    def _read(self, window: Window, data: bytes) -> None:
        now = time.perf_counter()
        found = self._readings.get(data) or self._new_reading(data)
        window.rest = found.rest
        self.messages += found.messages
        for number in found.comments:
            if number not in window.seen and number in self.saved:
                window.seen.add(number)
                self.deliveries[number] += 1
                self.delays.append(now - self.saved[number])
        if found.pings or found.errors:
            self.errors += found.errors
            for payload in found.pings:
                window.socket.send(frames.frame(payload, frames.PONG))

    def _new_reading(self, data: bytes) -> Reading:
        """Read bytes that no window has received yet; most windows receive the same ones."""
        if len(self._readings) >= KEPT:
            self._readings.clear()
        found = self._readings[data] = reading(data, self.event, self.error)
        return found

    def _lose(self, descriptor: int) -> None:
        self._poll.unregister(descriptor)
        self.lost += 1
