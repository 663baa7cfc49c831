"""Rate limits (no I/O): how fast each kind of source may call a module, and a token bucket for each source."""

from collections import OrderedDict
from dataclasses import dataclass, field, fields
from math import ceil

from courant_kit.calls.errors import RateLimited
from courant_kit.words import gettext as _


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `each_second` calls a second on average, and `at_once` in a burst."""

    each_second: float
    at_once: int

    def __str__(self) -> str:
        """The rate in the form of a setting: `50/300`."""
        return f"{self.each_second:g}/{self.at_once}"


@dataclass(frozen=True, slots=True)
class Rates:
    """How fast each kind of source may call one module: `writes` for procedures that write, `calls` for all others.

    Each is a setting, COURANT_LIMIT_PERSON_CALLS and so on (`courant_kit/process/environment.py`). The reasons:

    - A *person* reads a page with one or two calls to its module, and prefetches the links under their pointer: 50 a
      second is far above that, and with 300 at once fifty of their windows can reconnect together. Nobody saves more
      than 5 times a second by hand.
    - An *address* may belong to an office. When the router restarts, each of its windows makes up to four calls to
      core and one to each module that it shows, all within a second or two: 5,000 at once serve 1,000 windows, and a
      window above that number retries after a while. 200 a second let these 1,000 open a page every five seconds; a
      higher limit would let one address use up the service. Visitors write little: 20 a second.
    - A *program* is somebody's script with a credential. It has the limits of a person; an import runs as the
      operator, who has no limit.

    A *socket* has its own limit only if its address is not known; the limit is then that of a person.
    """

    person_calls: Rate = Rate(50, 300)
    person_writes: Rate = Rate(5, 40)
    address_calls: Rate = Rate(200, 5000)
    address_writes: Rate = Rate(20, 200)
    program_calls: Rate = Rate(50, 300)
    program_writes: Rate = Rate(5, 40)


UNLIMITED = Rates(*[Rate(1e6, 10**6)] * len(fields(Rates)))
"""Faster than anybody calls, for tests."""


@dataclass(slots=True)
class Limit:
    """At most `rate` calls a second on average from one source, and `burst` at once.

    Only the `sources` that called most recently have a bucket.
    """

    rate: float
    burst: int
    sources: int = 10_000
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def clear(self) -> None:
        """Fill every bucket."""
        self._buckets.clear()

    def take(self, source: str, now: float) -> None:
        """Count one call from `source` at `now` (seconds); raises RateLimited if its bucket is empty."""
        tokens = self._filled(source, now)
        if tokens < 1:
            wait = ceil((1 - tokens) / self.rate * 10) / 10
            raise RateLimited(
                _("That was too fast. Try again in {wait:g} seconds.").format(wait=wait), retry_after=wait
            )
        self._buckets[source] = (tokens - 1, now)
        self._buckets.move_to_end(source)
        if len(self._buckets) > self.sources:
            self._buckets.popitem(last=False)

    def left(self, source: str, now: float) -> int:
        """How many calls `source` may make at once at `now` (seconds)."""
        return int(self._filled(source, now))

    def _filled(self, source: str, now: float) -> float:
        tokens, then = self._buckets.get(source, (float(self.burst), now))
        return min(float(self.burst), tokens + (now - then) * self.rate)


class Limits:
    """The limits of one module: a bucket for the calls and one for the writes of each source.

    Each kind of source has a table of buckets, so that a crowd of addresses cannot displace the bucket of a person.
    """

    def __init__(self, rates: Rates) -> None:
        self._calls = _by_kind(rates.person_calls, rates.address_calls, rates.program_calls)
        self._writes = _by_kind(rates.person_writes, rates.address_writes, rates.program_writes)

    def take(self, source: str, writes: bool, now: float) -> None:
        """Count one call from a Caller's `source` at `now` (seconds); raises RateLimited if it exceeds the limit."""
        (self._writes if writes else self._calls)[source.partition("-")[0]].take(source, now)


def _by_kind(person: Rate, address: Rate, program: Rate) -> dict[str, Limit]:
    rates = {"person": person, "address": address, "program": program, "socket": person}
    return {kind: Limit(rate.each_second, rate.at_once) for kind, rate in rates.items()}
