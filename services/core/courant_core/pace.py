"""The pace of publications: what changes often is told at once, and then at most so many times a second."""

from collections.abc import Callable
from typing import Any

Later = Callable[..., Any]
"""Calls a function after so many seconds: `later(seconds, function, *arguments)`."""


class Pace:
    """Calls `tell(key)` for each key that is marked: at once, and then once in `interval` seconds at most."""

    def __init__(self, tell: Callable[[str], None], later: Later, interval: float) -> None:
        self._tell, self.later, self._interval = tell, later, interval
        self._again: dict[str, bool] = {}

    def mark(self, key: str) -> None:
        """Have `tell` called with the key, now or as soon as its interval is over."""
        if key in self._again:
            self._again[key] = True
            return
        self._again[key] = False
        self.later(self._interval, self._over, key)
        self._tell(key)

    def forget(self) -> None:
        """Start again: nothing was told."""
        self._again.clear()

    def _over(self, key: str) -> None:
        if self._again.pop(key, False):
            self.mark(key)
