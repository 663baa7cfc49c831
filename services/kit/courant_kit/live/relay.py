"""The relay: publishes the events of the outbox, in order and at least once, and renders each fragment once."""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from courant_kit.calls.errors import CourantError, TooLarge
from courant_kit.live.audience import Audience
from courant_kit.live.delivery import Delivery, deliver, event_fields
from courant_kit.live.fragment import FragmentId, Rendering
from courant_kit.live.renderings import Rendered, Renderings
from courant_kit.live.statements import Entry
from courant_kit.process.timings import mark

BATCH = 200
FLYING = 32
"""How many events may wait for their acknowledgement before the relay falls back to reading the outbox."""

log = structlog.get_logger()

Publish = Callable[[str, dict[str, Any], Audience | None], Awaitable[None]]
"""Publishes an event with these fields on a topic to an audience, which is None for a domain event.

It sends at once and raises nothing; what it returns waits for the router's acknowledgement, and raises CourantError.
"""

Run = Callable[..., Awaitable[Any]]
Drawn = Mapping[str, Rendered]
"""Renderings by the ids of their fragments."""


class Outbox(Protocol):
    """The functions that the relay uses; in a process, the module `courant_kit.live.outbox`."""

    def pending(self, after: int, limit: int) -> list[Entry]:
        """The oldest events after a number that are not published yet."""
        ...

    def published(self, number: int) -> None:
        """Mark all events up to this number as published."""
        ...


@dataclass(frozen=True, slots=True)
class Flight:
    """An event on its way: its number, what waits for the acknowledgement, and what is sent if it is too large."""

    number: int
    acknowledged: Awaitable[None]
    of: str
    smaller: Callable[[], Awaitable[None]] | None = None


def coalesce(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, of each fragment only the last: its event has the newest version."""
    entries = list(entries)
    last = {entry.fragment: entry.number for entry in entries if entry.fragment}
    return [entry for entry in entries if not entry.fragment or last[entry.fragment] == entry.number]


class Relay:
    """Brings the outbox to the router. `commit` hands it what was just committed; `wake` makes it read the outbox.

    Events that follow the last one sent go out at once, without a look at the database, while earlier ones still wait
    for their acknowledgement. If there is a gap (another replica's events), or too many are on their way, it reads the
    outbox instead, and of each fragment sends only the newest version.

    `publish` sends an event; `run(function, *args)` runs a function in a thread.
    """

    def __init__(self, outbox: Outbox, renderings: Renderings, publish: Publish, run: Run) -> None:
        self._outbox, self._renderings, self._publish, self._run = outbox, renderings, publish, run
        self._before: dict[str, tuple[int, Rendering]] = {}
        self._flights: deque[Flight] = deque()
        self._busy = False
        self._behind = True
        self._sent = self._acknowledged = self._marked = 0

    @property
    def acknowledged(self) -> int:
        """The number up to which the router has acknowledged every event."""
        return self._acknowledged

    def draw(self, entries: Iterable[Entry]) -> dict[str, Rendered]:
        """Render the fragments of these entries, each once; runs in the thread that committed them."""
        found = (self._renderings.find(entry.fragment) for entry in entries if entry.fragment)
        drawn = {str(fragment): self._render(fragment) for fragment in dict.fromkeys(filter(None, found))}
        if drawn:
            mark("rendered", next(iter(drawn)))
        return drawn

    async def commit(self, entries: Sequence[Entry], drawn: Drawn) -> None:
        """Publish what was just committed, in the order of its numbers; raises the error of `publish`, as `wake`."""
        fresh = [entry for entry in entries if entry.number > self._sent]
        if not fresh:
            return
        if self._behind or fresh[0].number != self._sent + 1 or len(self._flights) > FLYING:
            self._behind = True
        else:
            self._send(fresh, drawn)
        await self._work()

    async def wake(self) -> None:
        """Publish until nothing is pending; a call while it is busy makes it check once more.

        Raises the error of `publish` when the router is lost. Events that were not acknowledged are published after the
        next join.
        """
        self._behind = True
        await self._work()

    async def settle(self) -> None:
        """Mark what the router has acknowledged, so that it is not published again after a restart.

        It need not happen soon: to publish twice does no harm, and a commit for each event would cost as much as the
        change itself.
        """
        if self._marked < self._acknowledged:
            number = self._acknowledged
            await self._run(self._outbox.published, number)
            self._marked = number

    async def announce(self, fragment: FragmentId[Any]) -> None:
        """Publish the current version of a fragment that lives in memory."""
        flight = self._fragment(fragment, 0, await self._run(self._render, fragment))
        await self._land(flight)

    async def _work(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            while self._flights or self._behind:
                if self._flights:
                    await self._land_next()
                else:
                    await self._catch_up()
        except Exception:
            await self._abandon()
            raise
        finally:
            self._busy = False

    async def _catch_up(self) -> None:
        self._behind = False
        entries = await self._run(self._outbox.pending, self._acknowledged, BATCH)
        if entries:
            self._behind = True
            newest = coalesce(entries)
            self._send(newest, await self._run(self.draw, newest))

    async def _abandon(self) -> None:
        """Forget what is on its way, after its outcome is known; it is pending still."""
        flights, self._flights = self._flights, deque()
        self._behind, self._sent = True, self._acknowledged
        for flight in flights:
            try:
                await flight.acknowledged
            except CourantError as error:
                log.debug("not acknowledged", of=flight.of, number=flight.number, error=error.uri)

    async def _land_next(self) -> None:
        flight = self._flights.popleft()
        await self._land(flight)
        self._acknowledged = max(self._acknowledged, flight.number)

    async def _land(self, flight: Flight) -> None:
        try:
            await flight.acknowledged
        except TooLarge:
            # One event must not block those behind it. Backends still find a domain event in the log; windows are told
            # only that a fragment changed, so that they fetch it.
            if flight.smaller is None:
                log.exception("event is too large for the router", topic=flight.of, number=flight.number)
            else:
                log.exception("fragment is too large for the router", fragment=flight.of)
                await flight.smaller()
        mark("acknowledged", flight.of)

    def _send(self, entries: Sequence[Entry], drawn: Drawn) -> None:
        for entry in coalesce(entries):
            if entry.topic:
                fields = {**entry.payload, "event": entry.number}
                sent = self._publish(entry.topic, fields, None)
                self._flights.append(Flight(entry.number, sent, entry.topic))
                mark("published", entry.topic)
            elif fragment := self._renderings.find(entry.fragment):
                self._flights.append(self._fragment(fragment, entry.number, drawn[str(fragment)]))
            else:
                # An older release wrote it, and no window shows a fragment that this release cannot render.
                log.warning("fragment is not declared any more", fragment=entry.fragment, number=entry.number)
                self._flights.append(Flight(entry.number, _nothing(), entry.fragment))
        self._sent = entries[-1].number

    def _fragment(self, fragment: FragmentId[Any], event: int, now: Rendered) -> Flight:
        name, topic, audience = str(fragment), fragment.topic, fragment.audience
        word = Delivery(id=name, version=now.version, event=event)
        delivery = word if now.fault else deliver(name, now.version, now.rendering, self._before.get(name), event)
        self._remember(name, now)
        sent = self._publish(topic, event_fields(delivery), audience)
        mark("published", name)
        return Flight(event, sent, name, lambda: self._publish(topic, event_fields(word), audience))

    def _render(self, fragment: FragmentId[Any]) -> Rendered:
        try:
            return self._renderings.current(fragment)
        except Exception:
            # Tell windows only that it changed. One page that cannot be rendered must not block all others.
            log.exception("fragment cannot be rendered", fragment=str(fragment))
            return Rendered(self._renderings.version(fragment), None, exact=False, fault=True)

    def _remember(self, fragment: str, now: Rendered) -> None:
        self._before.pop(fragment, None)
        if now.exact and isinstance(now.rendering, list):
            self._before[fragment] = (now.version, now.rendering)
        if len(self._before) > BATCH:
            del self._before[next(iter(self._before))]


async def _nothing() -> None:
    """What waits for the acknowledgement of an event that is not sent."""
