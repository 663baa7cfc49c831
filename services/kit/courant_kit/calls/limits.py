"""Rate limits, pure: a token bucket for each source of calls."""

from collections import OrderedDict
from dataclasses import dataclass, field
from math import ceil

from courant_kit.calls.errors import RateLimited


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
