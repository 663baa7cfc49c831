"""Events on their way to the router: an entry of the outbox and its rendering become an event that is sent."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from courant_kit.calls.errors import TooLarge
from courant_kit.live import languages
from courant_kit.live.audience import Audience
from courant_kit.live.delivery import Delivery, deliver, event_fields
from courant_kit.live.fragment import FragmentId, Rendering
from courant_kit.live.renderings import Rendered
from courant_kit.live.statements import Entry
from courant_kit.process.timings import mark

REMEMBERED = 200
"""How many lists are remembered as windows have them, so that only changed children are sent."""

Publish = Callable[[str, dict[str, Any], Audience | None], Awaitable[None]]
"""Publishes an event with these fields on a topic to an audience, which is None for a domain event.

It sends at once and raises nothing. Its result waits for the router's acknowledgement, and raises CourantError.
"""

Drawn = Mapping[str, Rendered]
"""Renderings by the ids of their fragments, and of their languages (`languages.named`)."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Flight:
    """An event on its way: its number, its topic or fragment, the acknowledgement to wait for.

    `smaller` sends something else if the event is too large for the router.
    """

    number: int
    acknowledged: Awaitable[None]
    of: str
    smaller: Callable[[], Awaitable[None]] | None = None

    async def land(self) -> None:
        """Wait for the acknowledgement; raises CourantError, but not TooLarge.

        One event must not block those behind it. Backends still find a domain event in the log; windows are told only
        that a fragment changed, so that they fetch it.
        """
        try:
            await self.acknowledged
        except TooLarge:
            if self.smaller is None:
                log.exception("event is too large for the router", topic=self.of, number=self.number)
            else:
                log.exception("fragment is too large for the router", fragment=self.of)
                await self.smaller()
        mark("acknowledged", self.of)


class Departures:
    """Sends events with `publish`, of a list only the children that changed since the last one sent."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._before: dict[str, tuple[int, Rendering]] = {}

    def domain_event(self, entry: Entry) -> Flight:
        """Send a domain event."""
        sent = self._publish(entry.topic, {**entry.payload, "event": entry.number}, None)
        mark("published", entry.topic)
        return Flight(entry.number, sent, entry.topic)

    def in_languages(self, fragment: FragmentId[Any], event: int, drawn: Drawn, shown: Collection[str]) -> list[Flight]:
        """Send a fragment in the languages that windows show; where it is not drawn, its version.

        The default language is the last, so that all have landed when it has.
        """
        now = drawn[str(fragment)]
        word = Rendered(now.version, None, exact=False, unknown=True)
        others = [(one, drawn.get(languages.named(str(fragment), one), word)) for one in shown]
        return [self.fragment(fragment, event, there, one) for one, there in others] + [
            self.fragment(fragment, event, now, languages.default())
        ]

    def fragment(self, fragment: FragmentId[Any], event: int, now: Rendered, language: str) -> Flight:
        """Send a fragment's rendering in a language; if it is unknown, only its version."""
        name, audience = languages.named(str(fragment), language), fragment.audience
        topic = languages.named(fragment.topic, language)
        word = Delivery(id=str(fragment), version=now.version, event=event)
        before = self._before.get(name)
        delivery = word if now.unknown else deliver(str(fragment), now.version, now.rendering, before, event)
        self._remember(name, now)
        sent = self._publish(topic, event_fields(delivery), audience)
        mark("published", name)
        return Flight(event, sent, name, lambda: self._publish(topic, event_fields(word), audience))

    def nothing(self, entry: Entry) -> Flight:
        """Send nothing: an older release wrote it, and no window shows a fragment that this one cannot render."""
        log.warning("fragment is not declared any more", fragment=entry.fragment, number=entry.number)
        return Flight(entry.number, _nothing(), entry.fragment)

    def _remember(self, fragment: str, now: Rendered) -> None:
        self._before.pop(fragment, None)
        if now.exact and isinstance(now.rendering, list):
            self._before[fragment] = (now.version, now.rendering)
        if len(self._before) > REMEMBERED:
            del self._before[next(iter(self._before))]


async def _nothing() -> None:
    """Acknowledge an event that is not sent."""
