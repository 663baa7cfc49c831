"""Fetching ahead: while events are handled, the service and the router work on the next ones.

Each request asks for a range of numbers that should just fit into an answer, so the next range is known before the
answer to the last one is here. One after the other would leave the service idle while events travel and are handled.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from courant_kit.following.events import Batch

DEPTH = 2
"""Requests that are under way while events are handled; more only fill memory."""

SMALL = 450_000
"""Characters below which an answer could have had twice as many numbers: half of the largest answer."""

WIDEST = 50_000
"""Numbers that the service looks at for one answer."""

SHARE = 0.8
"""The part of the numbers of a full answer that the next one asks for: events are not all as long."""

Fetch = Callable[[int, int], Awaitable[Any]]
"""Sends a request for the events after a number, up to another one."""


class Ahead:
    """The ranges of numbers that are asked for; `number` is the position before the first answer."""

    def __init__(self, fetch: Fetch, number: int | None) -> None:
        self._fetch, self._at = fetch, number
        self._width = 0
        self._upto: int | None = None
        self._waiting: deque[tuple[int, Awaitable[Any]]] = deque()

    def took(self, found: Batch) -> None:
        """An answer is here: ask for what follows, so that it comes while the answer is handled."""
        if self._upto is None:
            self._width = self._first_width(found)
            self._at = found.last
        elif found.last < self._upto and found.more:  # it ended early; what was asked for after it does not follow
            self._width = max(1, self._width // 2)
            self._waiting.clear()
            self._at = found.last
        elif found.size < SMALL:
            self._width = min(WIDEST, 2 * self._width)
        while found.more and len(self._waiting) < DEPTH and (at := self._at or 0) < found.end:
            self._at = at + self._width
            self._waiting.append((self._at, self._fetch(at, self._at)))

    def next(self) -> Awaitable[Any]:
        """The next answer."""
        self._upto, answer = self._waiting.popleft()
        return answer

    def _first_width(self, found: Batch) -> int:
        begin = found.events[0].number - 1 if found.events else self._at or 0
        return min(WIDEST, max(1, int((found.last - begin) * SHARE)))
