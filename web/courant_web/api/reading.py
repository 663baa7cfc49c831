"""A stream's place in the log of each module: what it reads next, and when it tries again. No I/O."""

from dataclasses import dataclass, field
from math import inf

from courant_kit.calls.again import backoff
from courant_kit.following.position import Position

FIRST, LONGEST = 0.5, 15.0
"""Seconds before a module that did not answer is asked again: the first time, and at most."""


@dataclass(slots=True)
class Reading:
    """The log of one module: everything up to `number` is sent; it is None until it is known what is new."""

    module: str
    number: int | None
    behind: bool = True
    failures: int = 0
    until: float = -inf

    def rings(self, number: int | None) -> None:
        """The module published an event, or may have."""
        if number is None or self.number is None or number > self.number:
            self.behind = True

    def is_due(self, now: float) -> bool:
        """Whether to read the log now."""
        return self.behind and now >= self.until

    def begins(self) -> None:
        """What rings from now on may be missing in the answer."""
        self.behind = False

    def has(self, last: int, *, more: bool) -> None:
        """Everything up to `last` is sent; there may be more."""
        self.number = last
        self.behind = self.behind or more
        self.failures = 0

    def failed(self, now: float, chance: float, wait: float | None = None) -> None:
        """The module is away, or wants to be asked after `wait` seconds; `chance` is that of `backoff`."""
        self.behind = True
        self.until = now + (backoff(self.failures, chance, FIRST, LONGEST) if wait is None else wait)
        self.failures += 1


@dataclass(slots=True)
class Readings:
    """The logs that a stream reads."""

    each: dict[str, Reading] = field(default_factory=dict)

    def add(self, module: str, number: int | None) -> Reading:
        """Read this log too."""
        return self.each.setdefault(module, Reading(module, number))

    def due(self, now: float) -> list[Reading]:
        """Those to read now."""
        return [one for one in self.each.values() if one.is_due(now)]

    def next(self, now: float) -> float:
        """Seconds until one has to be read that rests."""
        return min((max(one.until - now, 0) for one in self.each.values() if one.behind), default=inf)

    @property
    def position(self) -> str:
        """How far the stream is, as text: what is known of every module."""
        return str(Position({name: one.number for name, one in self.each.items() if one.number is not None}))
