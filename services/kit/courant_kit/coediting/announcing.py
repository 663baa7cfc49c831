"""Publishing what was stored and who sits where: at once while the router keeps up, otherwise several as one event."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from courant_kit.calls.errors import CourantError
from courant_kit.coediting.copies import Copy
from courant_kit.coediting.intake import StoredUpdate
from courant_kit.coediting.wire import FORMAT, Seat, TextEvent

FLYING = 1
"""How many events of a text may wait for the router; what comes meanwhile is sent as one.

With four instead of one, 48 people who type get 1 in 100 letters after 130 ms instead of 80: each event costs every
window.
"""

MOST_BYTES = 400_000
"""How many bytes of updates one event has at most, unless a single update is larger."""

Publish = Callable[[Copy, TextEvent, list[int]], Awaitable[None]]
"""Publishes an event of a text to all but these sessions."""


@dataclass(eq=False, slots=True)
class _Outgoing:
    stored: list[StoredUpdate] = field(default_factory=list)
    seats: dict[int, Seat] = field(default_factory=dict)
    flying: int = 0


class Announcing:
    """Publishes the events of all texts, of each in the order of its numbers.

    An event that cannot be published is left out: windows see from the next number that they lack something.
    """

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._texts: dict[str, _Outgoing] = {}

    async def stored(self, copy: Copy, updates: list[StoredUpdate], seats: list[Seat]) -> None:
        """Publish updates, and where their authors are now, to everybody but an author of all of it."""
        self._of(copy).stored += updates
        self._of(copy).seats.update({seat.client: seat for seat in seats})
        await self._send(copy)

    async def seated(self, copy: Copy, seats: list[Seat]) -> None:
        """Publish who came, moved or left; of each only the last."""
        self._of(copy).seats.update({seat.client: seat for seat in seats})
        await self._send(copy)

    async def number(self, copy: Copy) -> None:
        """Publish the number of a text, so that windows which lack something join again."""
        event = TextEvent(document=copy.name, epoch=copy.epoch, after=copy.number, number=copy.number)
        await self._published(copy, event, [])

    def _of(self, copy: Copy) -> _Outgoing:
        return self._texts.setdefault(copy.name, _Outgoing())

    async def _send(self, copy: Copy) -> None:
        out = self._of(copy)
        while out.flying < FLYING and (out.stored or out.seats):
            updates, out.stored = _first(out.stored)
            seats, out.seats = list(out.seats.values()), {}
            out.flying += 1
            try:
                await self._published(copy, _event(copy, updates, seats), _authors(updates, seats))
            finally:
                out.flying -= 1
        if not (out.flying or out.stored or out.seats):
            self._texts.pop(copy.name, None)

    async def _published(self, copy: Copy, event: TextEvent, but: list[int]) -> None:
        try:
            await self._publish(copy, event, but)
        except CourantError:
            return


def _first(stored: list[StoredUpdate]) -> tuple[list[StoredUpdate], list[StoredUpdate]]:
    """As many updates as one event may have, and the others."""
    size = count = 0
    for one in stored:
        size += len(one.data)
        if count and size > MOST_BYTES:
            break
        count += 1
    return stored[:count], stored[count:]


def _event(copy: Copy, updates: list[StoredUpdate], seats: list[Seat]) -> TextEvent:
    number = updates[-1].number if updates else copy.number
    return TextEvent(
        document=copy.name, epoch=copy.epoch, after=updates[0].number - 1 if updates else number, number=number,
        updates=[FORMAT + one.data for one in updates], seats=seats,
    )  # fmt: skip


def _authors(updates: list[StoredUpdate], seats: list[Seat]) -> list[int]:
    """The session that needs no event, since all of it is its own; an author of a part receives the others' too."""
    sessions = {one.session for one in updates}
    others = {seat.client for seat in seats} - {one.by.request.client for one in updates if one.by}
    return [session for session in sessions if session is not None] if len(sessions) == 1 and not others else []
