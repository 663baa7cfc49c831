"""The relay: publishes the events in the outbox, in order and at least once, and renders each fragment once."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

import structlog

from courant_kit.calls.errors import TooLarge
from courant_kit.live.audience import Audience
from courant_kit.live.delivery import Delivery, deliver, event_fields
from courant_kit.live.fragment import FragmentId, Rendering
from courant_kit.live.outbox import Entry
from courant_kit.live.renderings import Rendered, Renderings

BATCH = 200

log = structlog.get_logger()

Publish = Callable[[str, dict[str, Any], Audience | None], Awaitable[None]]
"""Publishes an event with these fields on a topic to an audience, which is None for a domain event."""

Run = Callable[..., Awaitable[Any]]


class Outbox(Protocol):
    """The functions that the relay uses; in a process, the module `courant_kit.live.outbox`."""

    def pending(self, limit: int) -> list[Entry]:
        """The oldest events that are not published yet."""
        ...

    def published(self, numbers: Iterable[int]) -> None:
        """Mark events as published."""
        ...


def coalesce(entries: list[Entry]) -> list[Entry]:
    """The entries, of each fragment only the last: its event has the newest version."""
    last = {entry.fragment: entry.number for entry in entries if entry.fragment}
    return [entry for entry in entries if not entry.fragment or last[entry.fragment] == entry.number]


class Relay:
    """Drains the outbox onto the router; `wake` it after each commit and after each join.

    `publish` sends an event and returns when the router has acknowledged it; `run(function, *args)` runs a function in
    a thread.
    """

    def __init__(self, outbox: Outbox, renderings: Renderings, publish: Publish, run: Run) -> None:
        self._outbox, self._renderings, self._publish, self._run = outbox, renderings, publish, run
        self._before: dict[str, tuple[int, Rendering]] = {}
        self._busy = self._again = False

    async def wake(self) -> None:
        """Publish until nothing is pending; a call while it is busy makes it check once more.

        Raises the error of `publish` when the router is lost. Events that were not marked are published after the next
        join.
        """
        self._again = True
        if self._busy:
            return
        self._busy = True
        try:
            while self._again:
                self._again = False
                await self._drain()
        finally:
            self._busy = False

    async def announce(self, fragment: FragmentId[Any]) -> None:
        """Publish the current version of a fragment that lives in memory."""
        await self._publish_fragment(fragment, 0)

    async def _drain(self) -> None:
        while entries := await self._run(self._outbox.pending, BATCH):
            for entry in coalesce(entries):
                await self._publish_entry(entry)
            await self._run(self._outbox.published, [entry.number for entry in entries])

    async def _publish_entry(self, entry: Entry) -> None:
        if entry.topic:
            await self._publish_domain_event(entry)
        elif fragment := self._renderings.find(entry.fragment):
            await self._publish_fragment(fragment, entry.number)
        else:
            # An older release wrote it, and no window shows a fragment that this release cannot render.
            log.warning("fragment is not declared any more", fragment=entry.fragment, number=entry.number)

    async def _publish_domain_event(self, entry: Entry) -> None:
        try:
            await self._publish(entry.topic, {**entry.payload, "event": entry.number}, None)
        except TooLarge:
            # Backends still find it in the log. It must not block the events behind it.
            log.exception("event is too large for the router", topic=entry.topic, number=entry.number)

    async def _publish_fragment(self, fragment: FragmentId[Any], event: int) -> None:
        now = await self._run(self._render, fragment)
        if now is None:
            delivery = Delivery(id=str(fragment), version=await self._run(self._renderings.version, fragment))
        else:
            delivery = deliver(str(fragment), now.version, now.rendering, self._before.get(str(fragment)), event)
        await self._deliver(fragment, delivery)
        self._remember(str(fragment), now)

    async def _deliver(self, fragment: FragmentId[Any], delivery: Delivery) -> None:
        topic, audience = fragment.topic, fragment.audience
        try:
            await self._publish(topic, event_fields(delivery), audience)
        except TooLarge:
            # Tell windows only that it changed, so that they fetch it. One fragment must not block the queue.
            log.exception("fragment is too large for the router", fragment=str(fragment))
            word = Delivery(id=delivery.id, version=delivery.version, event=delivery.event)
            await self._publish(topic, event_fields(word), audience)

    def _render(self, fragment: FragmentId[Any]) -> Rendered | None:
        try:
            return self._renderings.current(fragment)
        except Exception:
            # Tell windows only that it changed. One page that cannot be rendered must not block all others.
            log.exception("fragment cannot be rendered", fragment=str(fragment))
            return None

    def _remember(self, fragment: str, now: Rendered | None) -> None:
        self._before.pop(fragment, None)
        if now is not None and now.exact and isinstance(now.rendering, list):
            self._before[fragment] = (now.version, now.rendering)
        if len(self._before) > BATCH:
            del self._before[next(iter(self._before))]
