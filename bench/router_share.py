"""The router's share of an event: `python bench/router_share.py [WINDOWS] [SECONDS]`, in the services' environment.

A session publishes as a service does, and a crowd of windows reads, all on the loopback address. Prints the processor
time of the router for each message that has reached a window, at several numbers of events on their way, and its time
and memory for a window that connects.
"""

import argparse
import struct
import sys
import time
from pathlib import Path

import cbor2

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from courant_bench import wamp  # noqa: E402 - found on the path above
from courant_bench.crowd import Crowd, mark, opened, raise_file_limit  # noqa: E402

from tests.router import RouterProcess  # noqa: E402
from tests.wamp import PUBLISH, Peer  # noqa: E402

TOPICS = [f"courant.blog.live.comments-{number}" for number in range(10)]
DEPTHS = (1, 4, 16, 64)
TICKS = 100.0  # of /proc/PID/stat, in a second (proc(5))
PAGE = 4.0  # KB


class Worker:
    """The process that does Crossbar's routing: the one that was started, or its only child."""

    def __init__(self, started: int) -> None:
        """Find it."""
        children = Path(f"/proc/{started}/task/{started}/children").read_text().split()
        self._folder = Path("/proc") / (children or [str(started)])[0]

    def seconds(self) -> float:
        """The processor time that it has used, in user and system mode."""
        user, system = (self._folder / "stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / TICKS

    def memory(self) -> float:
        """Its resident memory in KB."""
        return int((self._folder / "statm").read_text().split()[1]) * PAGE


def main() -> None:
    """Start a router, open the windows and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("windows", type=int, nargs="?", default=1000)
    parser.add_argument("seconds", type=float, nargs="?", default=5.0)
    options = parser.parse_args()
    raise_file_limit()
    router = RouterProcess(local=True).start()
    try:
        assert router.process is not None
        measure(router, Worker(router.process.pid), options.windows, options.seconds)
    finally:
        router.stop()


def measure(router: RouterProcess, worker: Worker, count: int, seconds: float) -> None:
    """Print what a window costs, then what a message costs."""
    with router.service("web") as web, router.service("blog") as blog:
        web.register("courant.web.session.authenticate", lambda *_: {"role": "visitor", "authid": "visitor"})
        used, memory = worker.seconds(), worker.memory()
        windows = opened(count, lambda _: wamp.knock(router.port), lambda batch: wamp.enter(batch, TOPICS))
        each, kilobytes = (worker.seconds() - used) / count, (worker.memory() - memory) / count
        print(f"a window with {len(TOPICS)} topics: {1e3 * each:.2f} ms, {kilobytes:.1f} KB", flush=True)
        crowd = Crowd(windows, wamp.EVENT_PREFIX)
        for depth in DEPTHS:
            loop(crowd, blog, worker, depth, seconds)
        crowd.close()


def loop(crowd: Crowd, blog: Peer, worker: Worker, depth: int, seconds: float) -> None:
    """Keep `depth` events on their way for some time."""
    before, messages, start = worker.seconds(), crowd.messages, time.perf_counter()
    following = depth * 10_000
    under_way: set[int] = set()
    while time.perf_counter() < start + seconds:
        under_way = {number for number in under_way if not crowd.everywhere(number)}
        for number in range(following, following + depth - len(under_way)):
            publish(crowd, blog, number)
            under_way.add(number)
        following = max(under_way) + 1
        crowd.turn(0.05)
    while not all(crowd.everywhere(number) for number in under_way):
        crowd.turn(0.05)
    wall, delivered = time.perf_counter() - start, crowd.messages - messages
    cost = (worker.seconds() - before) / delivered
    print(
        f"{depth:3d} on their way: {delivered / wall:8,.0f} messages/s, {1e6 * cost:5.1f} microseconds each", flush=True
    )


def publish(crowd: Crowd, blog: Peer, number: int) -> None:
    """Publish the rendering of one comment, of half a kilobyte, without waiting for an acknowledgement."""
    fields = {"id": "blog.comments-1", "version": number, "base": number - 1, "put": [mark(number) + "x" * 500]}
    message = cbor2.dumps([PUBLISH, number, {}, TOPICS[0], [], fields])
    crowd.saved[number] = time.perf_counter()
    assert hasattr(blog.wire, "socket")
    blog.wire.socket.sendall(struct.pack(">I", len(message)) + message)


if __name__ == "__main__":
    main()
