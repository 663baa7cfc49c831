"""What one stream tells: the events of the chosen modules, from their logs, at the pace of the one who reads.

A log is read when the doorbell rings, or from time to time. What is read waits for the client, and only then is more
read: so nothing is lost, nothing comes twice, and nobody's slowness takes memory.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import suppress
from time import monotonic
from typing import Any

import msgspec
import structlog
from courant_kit.calls import refusals
from courant_kit.calls.errors import CourantError, Forbidden, NotFound, RateLimited, Unavailable
from courant_kit.following.events import unpacked
from courant_kit.following.position import Position
from courant_kit.wire.standard import Events
from django.http import HttpRequest

from courant_web.api import messages
from courant_web.api.choice import Choice
from courant_web.api.reading import Reading, Readings
from courant_web.api.streams import Stream
from courant_web.upstream.gateway import call_for
from courant_web.upstream.state import directory, doorbell, web

BEAT = 15.0
"""Seconds without an event until a sign of life."""

POLL = 4
"""Signs of life until the logs are read although nobody rang: an event may have been too large for the router."""

LIMIT, CHUNK = 200, 64_000
"""Events in one answer of a module, and bytes that are sent at once, both about."""

STALLED = 60.0
"""Seconds that a client may take for what is sent at once; then its stream ends, and it may come back."""

PAUSE = 0.1
"""Seconds between two looks into the logs: when events come fast, one look finds several."""

log = structlog.get_logger()


class Telling:
    """The events of one stream; `begin` it, then iterate over `told`."""

    def __init__(self, stream: Stream, request: HttpRequest, choice: Choice, position: Position) -> None:
        self._stream, self._request, self._choice, self._position = stream, request, choice, position
        self._readings = Readings()
        self._said = ""
        self._sent = self._looked = monotonic()
        self._beats = 0

    async def begin(self) -> None:
        """Find out where each module's log is; raises PositionLost and others before anything is sent."""
        self._add()
        if not self._readings.each:
            raise Forbidden("This token has no scope for events of any module. It needs “read:blog”, for example.")
        await asyncio.gather(*map(self._place, self._readings.each.values()))

    async def told(self) -> AsyncGenerator[bytes, None]:
        """The messages of the stream, until it is over."""
        doorbell.answer(self._rings)
        try:
            self._said = self._readings.position
            yield messages.first(self._said)
            while self._stream.over is None:
                self._stream.bell.clear()
                async for chunk in self._news():
                    yield chunk
                if self._stream.over is None:
                    await self._wait()
            yield messages.ended(self._stream.over)
        finally:
            doorbell.ignore(self._rings)

    async def _news(self) -> AsyncIterator[bytes]:
        """What the logs have now, and a sign of life if that is nothing for long."""
        for reading in self._readings.due(monotonic()):
            for chunk in _chunks(await self._read(reading)):
                started = monotonic()
                yield chunk
                self._sent = monotonic()
                if self._sent - started > STALLED:
                    self._stream.end(RateLimited("You read too slowly; come back for the rest.", retry_after=1))
                if self._stream.over is not None:
                    return
        if monotonic() - self._sent >= BEAT:
            yield self._beat()

    async def _read(self, reading: Reading) -> list[bytes]:
        """The messages that a module's log has next; an error that lasts ends the stream."""
        self._looked = monotonic()
        reading.begins()
        try:
            if reading.number is None:
                await self._find(reading)
                return []
            return self._messages(reading, await self._since(reading, LIMIT))
        except (Unavailable, RateLimited) as error:
            self._rest(reading, error.details.get("retry_after"))
        except CourantError as error:
            self._stream.end(error)
        except Exception as error:  # noqa: BLE001 - as `dispatch` does: nobody else would tell the client
            self._stream.end(refusals.internal(error, f"stream of {reading.module}"))
        return []

    def _messages(self, reading: Reading, found: Events) -> list[bytes]:
        told = []
        for one in unpacked(found.packed):
            reading.number = one.number
            if self._choice.scopes.hears(one.topic):
                self._said = self._readings.position
                told.append(messages.event(one, self._said))
        reading.has(found.last, more=found.more)
        return told

    async def _place(self, reading: Reading) -> None:
        """Find where a log is, or see that it has what follows the position."""
        try:
            if reading.number is None:
                await self._find(reading)
            else:
                await self._since(reading, 1)
        except (Unavailable, RateLimited):
            reading.number = doorbell.newest.get(reading.module) if reading.number is None else reading.number
            self._rest(reading)

    @staticmethod
    def _rest(reading: Reading, wait: float | None = None) -> None:
        reading.failed(monotonic(), random.random(), wait)  # noqa: S311 - jitter need not be secret

    async def _find(self, reading: Reading) -> None:
        """Begin at the end of the log."""
        reading.has((await self._since(reading, 1)).end, more=False)

    async def _since(self, reading: Reading, limit: int) -> Events:
        """The answer of a module's log; raises Unavailable also if the module has none."""
        fields: dict[str, Any] = {"limit": limit, "packed": True, **self._choice.fields(reading.module)}
        if reading.number is not None:
            fields["after"] = reading.number
        uri = f"courant.{reading.module}.event.since"
        try:
            return msgspec.convert(await call_for(self._stream.bearer.person, self._request, uri, fields), Events)
        except msgspec.ValidationError as error:
            log.warning("no log", module=reading.module, error=str(error))
            raise Unavailable(f"The module {reading.module} has no log that can be read.") from error
        except CourantError as error:
            error.details["module"] = reading.module
            raise

    def _add(self) -> None:
        """Read the modules that the site has now; raises NotFound for one that is asked for and is not there."""
        listed = [one.module for one in directory.modules]
        for module in self._choice.of(listed):
            if module not in listed and directory.knows(web.expected):
                raise NotFound(f"This site has no module “{module}”.", field="module")
            self._readings.add(module, self._position.numbers.get(module))

    def _beat(self) -> bytes:
        self._sent, self._beats = monotonic(), self._beats + 1
        with suppress(NotFound):  # it has been removed, and may come back
            self._add()
        if self._beats % POLL == 0:
            for reading in self._readings.each.values():
                reading.rings(None)
        if self._said == self._readings.position:
            return messages.BEAT
        self._said = self._readings.position
        return messages.moved(self._said)

    async def _wait(self) -> None:
        """Wait until somebody rings, a module that was away is to be asked again, or a sign of life is due."""
        now = monotonic()
        wait = min(self._readings.next(now), max(self._sent + BEAT - now, 0))
        if wait and not self._stream.bell.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stream.bell.wait(), wait)
        await asyncio.sleep(max(self._looked + PAUSE - monotonic(), 0))

    def _rings(self, module: str, number: int | None) -> None:
        if (reading := self._readings.each.get(module)) is not None:
            reading.rings(number)
            self._stream.bell.set()


def _chunks(told: list[bytes]) -> Iterator[bytes]:
    chunk = b""
    for one in told:
        chunk += one
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = b""
    if chunk:
        yield chunk
