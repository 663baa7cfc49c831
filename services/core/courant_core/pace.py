"""The pace of publications: what changes often is published at once, and then at most so many times a second."""

from collections.abc import Callable
from typing import Any

Later = Callable[..., Any]
"""Calls a function after so many seconds: `later(seconds, function, *arguments)`."""


class Pace:
    """Calls `publish(key)` for each key that is marked: at once, and then once in `interval` seconds at most."""

    def __init__(self, publish: Callable[[str], None], later: Later, interval: float) -> None:
        self._publish, self.later, self._interval = publish, later, interval
        self._again: dict[str, bool] = {}

    def mark(self, key: str) -> None:
        """Have `publish` called with the key, now or as soon as its interval is over."""
        if key in self._again:
            self._again[key] = True
            return
        self._again[key] = False
        self.later(self._interval, self._over, key)
        self._publish(key)

    def reset(self) -> None:
        """Start again, as if no key had been marked."""
        self._again.clear()

    def _over(self, key: str) -> None:
        if self._again.pop(key, False):
            self.mark(key)
