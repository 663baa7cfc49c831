"""Limits the rate of publications: a change is published at once, and later changes at most once per interval."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Later = Callable[..., Any]
"""Calls a function after a delay: `later(seconds, function, *arguments)`."""


@dataclass(slots=True)
class _Waiting:
    """How long the interval of a key is, and whether the key was marked again in it."""

    seconds: float
    again: bool = False


class Throttle:
    """Calls `publish(key)` for each marked key: at once, and then at most once in `interval` seconds.

    With `longest`, the interval of a key that is marked again in each doubles, up to `longest` seconds. It has its
    first length again after one without a mark.
    """

    def __init__(
        self, publish: Callable[[str], None], later: Later, interval: float, longest: float | None = None
    ) -> None:
        self._publish, self.later = publish, later
        self._interval, self._longest = interval, longest or interval
        self._waiting: dict[str, _Waiting] = {}

    def mark(self, key: str) -> None:
        """Call `publish` with the key, now or when its interval has passed."""
        if waiting := self._waiting.get(key):
            waiting.again = True
        else:
            self._begin(key, self._interval)

    def reset(self) -> None:
        """Start again as if no key had been marked."""
        self._waiting.clear()

    def _begin(self, key: str, seconds: float) -> None:
        begun = self._waiting[key] = _Waiting(seconds)
        self.later(seconds, self._over, key, begun)
        self._publish(key)

    def _over(self, key: str, ended: _Waiting) -> None:
        if self._waiting.get(key) is not ended:  # it was reset meanwhile
            return
        del self._waiting[key]
        if ended.again:
            self._begin(key, min(self._longest, ended.seconds * 2))
