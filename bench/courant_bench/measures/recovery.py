"""The router is killed under open windows: when the last of them is live and current again."""

import heapq
import os
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from courant_bench.checkout import HERE, Checkout
from courant_bench.content import comment_body
from courant_bench.courant import CourantSite, Post
from courant_bench.crowd import mark
from courant_bench.family import family
from courant_bench.processes import NotReady
from courant_bench.returning import Patience, Returning
from courant_bench.speech import Speech
from courant_bench.window import Window

PATIENCE = 90.0  # seconds after which the windows that are missing are given up
YOUNG = 11.0  # seconds within which the supervisor takes a second end for a fault, and waits before it starts again


@dataclass(frozen=True)
class Recovery:
    """Seconds from the kill until the first window had joined, half of them were current, and the last was.

    `missing` windows never were; `attempts` is the largest number of connections that a window has tried.
    """

    joined: float
    half: float
    last: float
    missing: int
    attempts: int


def router_killed(site: CourantSite) -> float:
    """Kill every process of the router, not before it is old enough; return the moment."""
    found = [process for name, process in family(site.roots) if "router" in name or "crossbar" in name]
    if not found:
        raise NotReady("no process of the site is called router or crossbar")
    time.sleep(max(0.0, YOUNG - (time.time() - max(process.create_time() for process in found))))
    for process in found:
        os.kill(process.pid, signal.SIGKILL)
    return time.perf_counter()


class Saver:
    """A process beside the blog that saves a comment at a word."""

    def __init__(self, checkout: Checkout, data: Path, post: Post, number: int) -> None:
        words = ["--data", data, "--post", post.id, "--text", comment_body(number)]
        command = [str(word) for word in (checkout.python, HERE.root / "bench" / "save.py", *words)]
        self._process = subprocess.Popen(
            command, cwd=checkout.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._expect("ready for blog")

    def save(self) -> None:
        """Commit the comment."""
        if self._process.stdin:
            print(file=self._process.stdin, flush=True)
        self._expect("saved")
        self._process.wait(10)

    def _expect(self, word: str) -> None:
        said = self._process.stdout.readline().strip() if self._process.stdout else ""
        if said != word:
            self._process.kill()
            raise NotReady(f"bench/save.py said {said!r} instead of {word!r}")


def recovered(
    site: CourantSite, windows: Sequence[Window], speech: Speech, patience: Patience, saver: Saver, number: int
) -> Recovery:
    """Kill the router under `windows`, save comment `number` meanwhile, and follow each window until it has seen it."""
    back = [Returning(at, site.port, speech, patience, mark(number).encode()) for at in range(len(windows))]
    killed = router_killed(site)
    for window in windows:
        window.close()
    for one in back:
        one.lose(killed)
    saver.save()
    try:
        _follow(back, killed + PATIENCE)
    finally:
        for one in back:
            if one.socket:
                one.socket.close()
    return _summed(back, killed)


def _summed(back: Sequence[Returning], killed: float) -> Recovery:
    times = sorted(one.at - killed if one.at else PATIENCE for one in back)
    return Recovery(
        joined=min((one.joined_at - killed for one in back if one.joined_at), default=PATIENCE),
        half=times[len(times) // 2],
        last=times[-1],
        missing=sum(one.at is None for one in back),
        attempts=max(one.attempts for one in back),
    )


class _Follower:
    """The loop that lets windows act: when one is due, and when its socket is ready."""

    def __init__(self, back: Sequence[Returning]) -> None:
        self.missing = len(back)
        self._poll = select.epoll()
        self._by_descriptor: dict[int, Returning] = {}
        self._due = [(one.due, one.number) for one in back]
        self._back = back
        heapq.heapify(self._due)

    def turn(self) -> None:
        """Wait for the next thing and do it."""
        now = time.perf_counter()
        while self._due and self._due[0][0] <= now:
            due, number = heapq.heappop(self._due)
            if due == self._back[number].due:
                self._let(self._back[number], now, 0)
        timeout = min(self._due[0][0] - now, 0.1) if self._due else 0.1
        for descriptor, event in self._poll.poll(max(timeout, 0)):
            self._let(self._by_descriptor[descriptor], time.perf_counter(), event)

    def close(self) -> None:
        """Close the poll."""
        self._poll.close()

    def _let(self, one: Returning, now: float, event: int) -> None:
        socket, state, due, missing = one.socket, one.state, one.due, one.at is None
        if not event:
            one.act(now)
        elif event & select.EPOLLOUT:
            one.writable(now)
        else:
            one.readable(now)
        self.missing -= missing and one.at is not None
        if one.socket is not socket or one.state != state:
            self._listen(one)
        if one.due != due and one.due != float("inf"):
            heapq.heappush(self._due, (one.due, one.number))

    def _listen(self, one: Returning) -> None:
        if one.socket is None:
            return
        descriptor, wanted = one.socket.fileno(), select.EPOLLOUT if one.state == "connecting" else select.EPOLLIN
        self._by_descriptor[descriptor] = one
        try:
            self._poll.register(descriptor, wanted)
        except FileExistsError:
            self._poll.modify(descriptor, wanted)


def _follow(back: Sequence[Returning], end: float) -> None:
    follower = _Follower(back)
    while follower.missing and time.perf_counter() < end:
        follower.turn()
    follower.close()
