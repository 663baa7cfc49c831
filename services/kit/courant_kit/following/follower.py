"""A follower: receives the chosen events of several modules, each once and in the order of the module's log.

It knows neither Twisted nor asyncio: `Surroundings` has what it needs of them.
"""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

import structlog

from courant_kit.calls.errors import Forbidden, Invalid, PositionLost, RateLimited, Unavailable
from courant_kit.following.ahead import Ahead
from courant_kit.following.events import Batch, Choice, Event, batch, live
from courant_kit.following.keeping import Call, Keeper
from courant_kit.following.position import Position
from courant_kit.following.reader import Reader
from courant_kit.process.wamp import Listener

LIMIT = 5000
"""Events that one call fetches, at most."""

POLL = 60.0
"""Seconds until the logs are read although no event arrived: one that was too large for the router arrives so."""

STORED = 1.0
"""Seconds between two times that the position is stored, while there is more to do."""

Act = Callable[[Event], Awaitable[None]]
WhenLost = Callable[[str, int, int], None]
"""Is told that events of a module are deleted: its name, the position that is lost, and the one to go on from."""

log = structlog.get_logger()


class Joined(Protocol):
    """What a follower uses of a session."""

    def call(self, uri: str, /, **fields: Any) -> Awaitable[Any]:
        """The result of a procedure; raises CourantError."""
        ...

    def subscribe(self, topic: str, listener: Listener, *, match: str = "exact") -> Awaitable[None]:
        """Subscribe the listener; raises CourantError."""
        ...


class NotHandled(Exception):
    """The handler raised an exception, which is its cause."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a follower needs of the process.

    `start` runs a coroutine at once or soon; `pause(failures)` waits before the next try, `sleep` so many seconds;
    `call(session)` gives a function that sends a call at once, and fails with CourantError after a time limit.
    """

    start: Callable[[Coroutine[Any, Any, None]], Any]
    pause: Callable[[int], Awaitable[None]]
    sleep: Callable[[float], Awaitable[None]]
    call: Callable[[Joined], Call]


class Follower:
    """Follows the chosen events; `joined` and `left` say when there is a session.

    `act(event)` is awaited for one event after the other. Once it returns, the event is finished; if it raises, the
    event comes again after a pause, and those behind it wait. `from_now` begins a module of which no position is kept
    with what happens from now on, instead of the oldest event that is kept. `when_lost` is told of events that are
    deleted, and the follower goes on; without it, it ends. `ended(error)` is called when it ends by itself.
    """

    def __init__(
        self, act: Act, choice: Choice, keeper: Keeper, around: Surroundings, ended: Callable[[Exception], None], *,
        from_now: bool = False, when_lost: WhenLost | None = None,
    ) -> None:  # fmt: skip
        self._act, self._choice, self._keeper, self._around, self._ended = act, choice, keeper, around, ended
        self._from_now, self._when_lost = from_now, when_lost
        self._readers: dict[str, Reader] = {}
        self._call: Call | None = None
        self._busy = self._polls = self._moved = False
        self._stored_at = 0.0

    @property
    def position(self) -> Position:
        """Everything that is finished."""
        known = {one.module: one.number for one in self._readers.values() if one.number is not None}
        return Position(known)

    async def joined(self, session: Joined) -> None:
        """Subscribe first, then fetch, so that nothing lies between. Raises CourantError if the router rejects it."""
        self._call = self._around.call(session)
        try:
            if not self._readers:
                self._readers = self._placed(await self._keeper.load(self._call, self._choice.modules))
            for topic in self._choice.topics:
                await session.subscribe(topic, self._heard)
        except (Forbidden, Invalid, ValueError) as error:
            self._end(error)
            return
        for reader in self._readers.values():
            reader.begins_anew()
        self._ring()
        if not self._polls:
            self._polls = True
            self._around.start(self._poll())

    def left(self) -> None:
        """The session is lost; events may be missed until the next one."""
        self._call = None

    async def stop(self) -> None:
        """Store the position; call it before the process ends."""
        if self._moved and self._call is not None:
            await self._store(self._call)

    def _placed(self, kept: Position) -> dict[str, Reader]:
        direct = self._choice.by_topic_alone
        return {one: Reader(one, kept.numbers.get(one), takes_live=direct) for one in self._choice.modules}

    async def _heard(self, topic: str, args: list[Any], fields: dict[str, Any]) -> None:
        reader = self._readers[topic.split(".")[1]]
        reader.heard(live(topic, fields))
        self._ring()

    def _ring(self) -> None:
        if not self._busy:
            self._busy = True
            self._around.start(self._work())

    async def _work(self) -> None:
        """Do what there is to do, one module after the other; then store the position."""
        try:
            while (call := self._call) is not None and (reader := self._next()) is not None:
                await self._guarded(reader, call)
            if self._moved and self._call is not None:
                await self._store(self._call)
        except Unavailable:
            log.info("the position will be stored later")
        except Exception:
            log.exception("the position could not be stored")
        finally:
            self._busy = False
        if self._call is not None and self._next() is not None:
            self._ring()  # it was heard while the position was stored

    def _next(self) -> Reader | None:
        return next((one for one in self._readers.values() if one.has_work), None)

    async def _guarded(self, reader: Reader, call: Call) -> None:
        """Read what a module has; after a failure let it rest, so that others go on."""
        try:
            await self._read(reader, call)
            reader.succeeded()
        except PositionLost as error:
            self._lost(reader, error)
        except (Forbidden, Invalid) as error:
            self._end(error)
        except NotHandled as error:
            log.exception(
                "an event could not be handled; it comes again", module=reader.module, exc_info=error.__cause__
            )
            self._rest(reader)
        except (Unavailable, RateLimited):
            self._rest(reader)
        except Exception:
            log.exception("the log could not be read; it is tried again", module=reader.module)
            self._rest(reader)

    def _rest(self, reader: Reader) -> None:
        failures = reader.failed()
        self._around.start(self._again(reader, failures))

    async def _again(self, reader: Reader, failures: int) -> None:
        await self._around.pause(failures)
        reader.again()
        if self._call is not None:
            self._ring()

    async def _read(self, reader: Reader, call: Call) -> None:
        if reader.number is None and self._from_now:
            await self._begin_now(reader, call)
        while event := reader.next_live():
            await self._handle(reader, event, self.position, call)
        if reader.behind:
            await self._catch_up(reader, call)

    async def _begin_now(self, reader: Reader, call: Call) -> None:
        """Begin at the end of the log, and store that, so that what follows is not lost if this process is."""
        answer = await call(f"courant.{reader.module}.event.since", limit=1, **self._choice.of(reader.module))
        reader.finished(answer["end"])
        self._moved = True
        await self._store(call)

    async def _catch_up(self, reader: Reader, call: Call) -> None:
        """Handle what the log has, while what follows is on its way."""
        reader.begin_fetch()
        ahead = Ahead(lambda after, upto: self._fetch(reader, call, after=after, upto=upto), reader.number)
        since = {} if reader.number is None else {"after": reader.number}
        found = batch(await self._fetch(reader, call, **since))
        while True:
            ahead.took(found)
            await self._around.sleep(0)  # so that calls are sent, even if the handler never waits
            await self._finish(reader, found, call)
            if not found.more:
                return
            found = batch(await ahead.next())

    def _fetch(self, reader: Reader, call: Call, **numbers: int) -> Awaitable[Any]:
        chosen = self._choice.of(reader.module)
        return call(f"courant.{reader.module}.event.since", limit=LIMIT, packed=True, **numbers, **chosen)

    async def _finish(self, reader: Reader, found: Batch, call: Call) -> None:
        base = self.position
        for event in found.events:
            if event.number > (reader.number or 0):
                await self._handle(reader, event, base, call)
        if found.last != reader.number:
            reader.finished(found.last)
            self._moved = True

    async def _handle(self, reader: Reader, event: Event, base: Position, call: Call) -> None:
        event.base = base
        try:
            await self._act(event)
        except Exception as error:
            raise NotHandled from error
        reader.number = event.number
        self._moved = True
        if monotonic() - self._stored_at > STORED:
            await self._store(call)

    async def _store(self, call: Call) -> None:
        self._moved, self._stored_at = False, monotonic()
        try:
            await self._keeper.store(call, self.position)
        except BaseException:
            self._moved = True
            raise

    def _lost(self, reader: Reader, error: PositionLost) -> None:
        """Go on with what there is, or end."""
        if self._when_lost is None:
            self._end(error)
            return
        lost, oldest, end = reader.number or 0, int(error.details["oldest"]), int(error.details["end"])
        reader.number = oldest if lost < oldest else end
        reader.lost_touch()
        self._moved = True
        self._when_lost(reader.module, lost, reader.number)

    def _end(self, error: Exception) -> None:
        self.left()
        self._ended(error)

    async def _poll(self) -> None:
        while True:
            await self._around.sleep(POLL)
            for reader in self._readers.values():
                reader.lost_touch()
            if self._call is not None:
                self._ring()
