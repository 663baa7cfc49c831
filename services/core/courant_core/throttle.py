"""Limits the rate of publications: a change is published at once, and later changes at most once per interval."""

from collections.abc import Callable
from typing import Any

Later = Callable[..., Any]
"""Calls a function after a delay: `later(seconds, function, *arguments)`."""


class Throttle:
    """Calls `publish(key)` for each marked key: at once, and then at most once in `interval` seconds."""

    def __init__(self, publish: Callable[[str], None], later: Later, interval: float) -> None:
        self._publish, self.later, self._interval = publish, later, interval
        self._again: dict[str, bool] = {}

    def mark(self, key: str) -> None:
        """Call `publish` with the key, now or when its interval has passed."""
        if key in self._again:
            self._again[key] = True
            return
        self._again[key] = False
        self.later(self._interval, self._over, key)
        self._publish(key)

    def reset(self) -> None:
        """Start again as if no key had been marked."""
        self._again.clear()

    def _over(self, key: str) -> None:
        if self._again.pop(key, False):
            self.mark(key)
