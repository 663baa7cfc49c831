"""A comment saved on a page that a thousand windows show: deliveries per second, and their delay."""

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from courant_bench.cpu import Cpu, since
from courant_bench.crowd import Crowd
from courant_bench.family import used
from courant_bench.window import Refused

DRAIN = 30.0  # seconds that late deliveries are waited for


class LiveSite(Protocol):
    """A site whose posts are open in windows; `roots` are the processes whose descendants it is."""

    name: str

    @property
    def roots(self) -> Sequence[int]:
        """Return their process ids."""

    def crowd(self, count: int) -> Crowd:
        """Open `count` windows on a post that no crowd has had."""

    def save(self, crowd: Crowd, number: int) -> None:
        """Save comment `number` from one of the crowd's windows."""


@dataclass(frozen=True)
class Saturation:
    """One closed loop: `outstanding` comments are under way at any time.

    `lost` counts windows that the server closed; `generator` is the share of one core that the generator used: near 1,
    the generator itself was the limit. `spent` is the processor time of each of the site's processes in `seconds`.
    """

    outstanding: int
    deliveries: float
    messages: float
    generator: float
    lost: int
    seconds: float
    spent: Mapping[str, Cpu]


@dataclass(frozen=True)
class Latency:
    """Seconds from a save to its delivery, over all windows; a delivery that never arrived counts as the slowest."""

    p50: float
    p99: float
    missing: int


class Saved(Exception):
    """The site rejected a comment; the message is the site's."""


def saturate(site: LiveSite, windows: int, seconds: float, depths: tuple[int, ...]) -> list[Saturation]:
    """Measure deliveries per second at each number of outstanding comments, each on a new post.

    If the server closes windows, that is reported, and the series ends.
    """
    found = []
    for depth in depths:
        try:
            found.append(_closed_loop(site, windows, seconds, depth))
        except Refused as refusal:
            print(f"{site.name} with {depth} comments on their way: {refusal}", file=sys.stderr, flush=True)
            break
    return found


def steady(site: LiveSite, windows: int, seconds: float, rate: float) -> Latency:
    """Save `rate` comments a second for `seconds`, whatever the site does, and measure their arrival."""
    with closing(site.crowd(windows)) as crowd:
        return _steady(site, crowd, seconds, rate)


def _steady(site: LiveSite, crowd: Crowd, seconds: float, rate: float) -> Latency:
    _warm(site, crowd)
    numbers = range(100, 100 + round(seconds * rate))
    start = time.perf_counter()
    for index, number in enumerate(numbers):
        _until(crowd, start + index / rate)
        site.save(crowd, number)
    _settle(crowd, numbers)
    missing = len(numbers) * len(crowd.windows) - sum(crowd.deliveries[number] for number in numbers)
    never = max(DRAIN, max(crowd.delays, default=0))
    delays = sorted([*crowd.delays, *[never] * missing])
    return Latency(delays[len(delays) // 2], delays[int(len(delays) * 0.99)], missing)


def _closed_loop(site: LiveSite, windows: int, seconds: float, depth: int) -> Saturation:
    with closing(site.crowd(windows)) as crowd:
        return _looped(site, crowd, seconds, depth)


def _looped(site: LiveSite, crowd: Crowd, seconds: float, depth: int) -> Saturation:
    _warm(site, crowd)
    before = used(site.roots)
    start, cpu = time.perf_counter(), time.process_time()
    on_their_way = set(range(100, 100 + depth))
    for number in sorted(on_their_way):
        site.save(crowd, number)
    following = 100 + depth
    while time.perf_counter() < start + seconds:
        crowd.turn(0.05)
        for number in [number for number in on_their_way if crowd.everywhere(number)]:
            on_their_way.remove(number)
            on_their_way.add(following)
            site.save(crowd, following)
            following += 1
        _complain(crowd)
    wall, busy = time.perf_counter() - start, time.process_time() - cpu
    deliveries, messages = len(crowd.delays) / wall, crowd.messages / wall
    spent = since(before, used(site.roots))
    return Saturation(depth, deliveries, messages, busy / wall, crowd.lost, wall, spent)


def _warm(site: LiveSite, crowd: Crowd) -> None:
    for number in range(1, 4):
        site.save(crowd, number)
        _settle(crowd, range(number, number + 1))
    crowd.delays = crowd.delays[:0]
    crowd.messages = 0


def _settle(crowd: Crowd, numbers: range) -> None:
    end = time.perf_counter() + DRAIN
    while not all(crowd.everywhere(number) for number in numbers) and time.perf_counter() < end:
        crowd.turn(0.05)
        _complain(crowd)


def _until(crowd: Crowd, moment: float) -> None:
    while (left := moment - time.perf_counter()) > 0:
        crowd.turn(left)


def _complain(crowd: Crowd) -> None:
    if crowd.errors:
        raise Saved(crowd.errors[0])
