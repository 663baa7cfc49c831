"""The meter: how one replica answers its calls, in a bounded number of figures and without anybody's data (no I/O)."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

RECENT = 300.0
"""For how many seconds the duration of an answer counts."""

MOST = 2_000
"""How many durations are remembered at most: the newest."""


@dataclass(slots=True)
class Meter:
    """Counts the calls of one replica since it started: how many, how many were refused, and the last fault.

    A fault is known by the reference that its caller and the log got (`fault`), and the moment of it (`failed_at`).
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
        """Count a call that was refused: refusals are quick, and would make the answers look quicker than they are."""
        self.calls += 1
        self.refusals += 1

    def failed(self, reference: str, moment: datetime) -> None:
        """Count a call that ended in a fault of ours."""
        self.calls += 1
        self.fault, self.failed_at = reference, moment

    def percentile(self, share: float, now: float) -> float | None:
        """The milliseconds within which this share of the recent answers was given (0.99: all but one of a hundred).

        None when there was no recent answer. It is the value at the nearest rank.
        """
        while self._durations and self._durations[0][0] < now - RECENT:
            self._durations.popleft()
        found = sorted(duration for _, duration in self._durations)
        return found[max(ceil(share * len(found)), 1) - 1] if found else None
