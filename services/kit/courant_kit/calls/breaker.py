"""A circuit breaker for modules (no I/O): one that fails again and again is not asked for a while.

The pattern is that of M. Nygard, "Release It!": closed, open, and half open, when one call is let through as a trial.
It is our own because the libraries for it decide about exceptions of one call, and here the reader, the front page and
the administrators' page have to know until when a module is held back.
"""

from dataclasses import dataclass

MOST = 5
"""Failures in a row after which a module is held back."""

APART = 60.0
"""Seconds between two failures after which the first is forgotten."""

SHORTEST, LONGEST = 30.0, 300.0
"""Seconds for which a module is held back at first, and at most; each failed trial doubles them."""


@dataclass(slots=True)
class _Record:
    failures: int = 0
    failed: float = 0.0
    until: float = 0.0
    length: float = 0.0


class Breaker:
    """Counts the failures of each module; all moments are seconds of one clock that never goes back."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._records: dict[str, _Record] = {}

    def clear(self) -> None:
        """Forget every failure."""
        self._records.clear()

    def held(self, module: str, now: float) -> float:
        """Seconds for which the module is still held back; 0 if it may be asked."""
        record = self._records.get(module)
        return max(0.0, record.until - now) if record else 0.0

    def ask(self, module: str, now: float) -> float:
        """As `held`, for somebody who asks if it is 0: after a pause only one does, and others wait for the outcome."""
        seconds = self.held(module, now)
        record = self._records.get(module)
        if not seconds and record and record.length:
            record.until = now + SHORTEST
        return seconds

    def answered(self, module: str) -> None:
        """The module answered as it should: nothing is held against it any more."""
        self._records.pop(module, None)

    def failed(self, module: str, now: float) -> float:
        """Count a failure; returns for how many seconds the module is held back from now on, 0 if it is not.

        Those who asked before it was held back may fail later. They change nothing.
        """
        record = self._records.setdefault(module, _Record())
        trial = record.length > 0
        if not trial:
            record.failures = record.failures + 1 if now - record.failed < APART else 1
            record.failed = now
            if record.failures < self._most:
                return 0.0
        elif now < record.failed + record.length:
            return record.until - now
        record.length = min(LONGEST, record.length * 2 or SHORTEST)
        record.failed, record.until = now, now + record.length
        return record.length
