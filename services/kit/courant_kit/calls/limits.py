"""Rate limits, pure: how fast each kind of source may call a module, and a token bucket for each source of calls."""

from collections import OrderedDict
from dataclasses import dataclass, field, fields
from math import ceil

from courant_kit.calls.errors import RateLimited


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `each_second` calls a second in the long run, and `at_once` in one go."""

    each_second: float
    at_once: int

    def __str__(self) -> str:
        """The rate as a setting writes it: `50/300`."""
        return f"{self.each_second:g}/{self.at_once}"


@dataclass(frozen=True, slots=True)
class Rates:
    """How fast each kind of source may call one module; `writes` count instead of `calls` where a procedure writes.

    Each is a setting, COURANT_LIMIT_PERSON_CALLS and so on (`courant_kit/process/settings.py`). The numbers:

    - A *person* reads a page with one or two calls to its module, and prefetches the links that they point at: 50 a
      second is far above that, and 300 at once lets fifty windows of theirs come back together. Nobody saves more than
      5 times a second by hand.
    - Behind one *address* may be an office. When the router restarts, each of its windows makes up to four calls to
      core and one to each module that it shows, all within a second or two: 5,000 at once are those of 1,000 windows,
      and a window that is one too many asks again after a while. 200 a second are those 1,000 opening a page every
      five seconds. More would be a service for one address alone. Visitors write little: 20 a second.
    - A *program* is somebody's script with a credential. It may do what a person may; an import runs as the operator,
      whom nothing limits.

    A *socket* counts by itself only when its address is not known, and then as a person does.
    """

    person_calls: Rate = Rate(50, 300)
    person_writes: Rate = Rate(5, 40)
    address_calls: Rate = Rate(200, 5000)
    address_writes: Rate = Rate(20, 200)
    program_calls: Rate = Rate(50, 300)
    program_writes: Rate = Rate(5, 40)


UNLIMITED = Rates(*[Rate(1e6, 10**6)] * len(fields(Rates)))
"""Faster than anybody calls; for tests of what a module answers."""


@dataclass(slots=True)
class Limit:
    """At most `rate` calls a second in the long run from one source, and `burst` at once.

    The newest `sources` are remembered.
    """

    rate: float
    burst: int
    sources: int = 10_000
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, source: str, now: float) -> None:
        """Count one call from `source` at `now` (seconds); raises RateLimited when its bucket is empty."""
        tokens, then = self._buckets.get(source, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - then) * self.rate)
        if tokens < 1:
            wait = ceil((1 - tokens) / self.rate * 10) / 10
            raise RateLimited(f"That was too fast. Try again in {wait:g} seconds.", retry_after=wait)
        self._buckets[source] = (tokens - 1, now)
        self._buckets.move_to_end(source)
        if len(self._buckets) > self.sources:
            self._buckets.popitem(last=False)


class Limits:
    """The limits of one module: a bucket for the calls and one for the writes of each source.

    Each kind of source has buckets of its own, so that a crowd of addresses pushes no person's out of memory.
    """

    def __init__(self, rates: Rates) -> None:
        self._calls = _by_kind(rates.person_calls, rates.address_calls, rates.program_calls)
        self._writes = _by_kind(rates.person_writes, rates.address_writes, rates.program_writes)

    def take(self, source: str, writes: bool, now: float) -> None:
        """Count one call from a Caller's `source` at `now` (seconds); raises RateLimited when it was one too many."""
        (self._writes if writes else self._calls)[source.partition("-")[0]].take(source, now)


def _by_kind(person: Rate, address: Rate, program: Rate) -> dict[str, Limit]:
    rates = {"person": person, "address": address, "program": program, "socket": person}
    return {kind: Limit(rate.each_second, rate.at_once) for kind, rate in rates.items()}
