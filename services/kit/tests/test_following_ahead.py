"""Fetching ahead: the answers, taken together, have every event once, however many each has room for."""

import asyncio
import json
from typing import Any

from courant_kit.following.ahead import Ahead
from courant_kit.following.events import Batch, batch
from hypothesis import given
from hypothesis import strategies as st


class Log:
    """Numbers, of which an answer has a changing number; it grows by one with each request."""

    def __init__(self, numbers: list[int], end: int, room: list[int]) -> None:
        self.numbers, self.end, self.room, self.requests = numbers, end, room, 0

    async def answer(self, after: int, upto: int) -> Any:
        assert after <= self.end
        self.requests += 1
        most = self.room[self.requests % len(self.room)]
        stop = min(max(after, upto), self.end)
        rows = [one for one in self.numbers if after < one <= stop]
        last = stop if len(rows) <= most else rows[most - 1]
        packed = json.dumps([{"number": one, "topic": "courant.a.b.c", "payload": {}} for one in rows[:most]])
        self.end += 1
        return {"packed": packed, "last": last, "end": self.end, "more": last < self.end}


@given(st.sets(st.integers(1, 300)), st.lists(st.integers(1, 30), min_size=1), st.integers(0, 20))
def test_every_event_comes_once(numbers: set[int], room: list[int], start: int) -> None:
    log = Log(sorted(numbers), 300, room)

    async def whole() -> list[int]:
        seen: list[int] = []
        ahead = Ahead(lambda after, upto: asyncio.ensure_future(log.answer(after, upto)), start)
        found: Batch = batch(await log.answer(start, 10**9))
        while True:
            ahead.took(found)
            seen += [one.number for one in found.events]
            if found.last >= 300 or not found.more:
                return seen
            found = batch(await ahead.next())

    assert asyncio.run(whole()) == [one for one in sorted(numbers) if one > start]
