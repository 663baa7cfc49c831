"""The meter: how one replica answers its calls, in bounded memory and without anybody's data (no I/O)."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

RECENT = 300.0
"""How long the duration of an answer counts, in seconds."""

MOST = 2_000
"""The largest number of durations in memory; the oldest are dropped."""


@dataclass(slots=True)
class Meter:
    """Counts the calls of one replica since it started: all calls, the refused ones, and the last fault.

    `fault` is the reference of the last fault, which its caller and the log also have; `failed_at` is its time.
    """

    calls: int = 0
    refusals: int = 0
    fault: str = ""
    failed_at: datetime | None = None
    _durations: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=MOST))

    def answered(self, duration: float, now: float) -> None:
        """Count a call that was answered in `duration` milliseconds; `now` is in seconds and only grows."""
        self.calls += 1
        self._durations.append((now, duration))

    def refused(self) -> None:
        """Count a refused call. Its duration does not count: refusals are quick and would make answers look quicker."""
        self.calls += 1
        self.refusals += 1

    def failed(self, reference: str, moment: datetime) -> None:
        """Count a call that ended in a fault."""
        self.calls += 1
        self.fault, self.failed_at = reference, moment

    def percentile(self, share: float, now: float) -> float | None:
        """The duration in milliseconds that this share of the recent answers did not exceed (0.99: 99th percentile).

        By the nearest-rank method; None if there was no recent answer.
        """
        while self._durations and self._durations[0][0] < now - RECENT:
            self._durations.popleft()
        found = sorted(duration for _, duration in self._durations)
        return found[max(ceil(share * len(found)), 1) - 1] if found else None
