"""A program that follows a site: one call, and it joins, receives, and joins again, until it is stopped."""

import asyncio
import gc
import inspect
import os
import random
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any, cast

import structlog

from courant_kit.calls.again import backoff
from courant_kit.calls.errors import Unavailable
from courant_kit.following.events import Choice, Event
from courant_kit.following.follower import Follower, Joined, Surroundings, WhenLost
from courant_kit.following.keeping import Call, Keeper, PositionFile
from courant_kit.process.login import Login, secret_and_method
from courant_kit.process.wamp import Session

PATIENCE = 30.0
"""Seconds that a call may take."""

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 60.0
"""Seconds before something is tried again: after the first failure, and after many."""


def follow(  # noqa: PLR0913 - each is a choice of the program
    act: Callable[[Event], Awaitable[None] | None],
    topics: Iterable[str],
    *,
    name: str,
    secret: str = "",
    router: str = "",
    position: Keeper | str | os.PathLike[str] = "follow.position",
    things: Iterable[str] = (),
    authors: Iterable[str] = (),
    from_now: bool = False,
    when_lost: WhenLost | None = None,
) -> None:
    """Call `act(event)` for each event on these topics, once and in order, until the process is stopped.

    Events that happen while the program, a service or the router is away come later. With `things` (such as `post-12`)
    or `authors`, only the events about one of these things, by one of these people come. `act` may be an async
    function, which runs in asyncio's loop, or a plain one, which runs in a thread. When it returns, the event is
    finished; if it raises, the event comes again after a pause.

    `position` is a file, or a Keeper. With none stored, the first event is the oldest that the log keeps, or with
    `from_now` the next. `when_lost(module, position, next)` is called if events were deleted before they came; without
    it, `follow` raises PositionLost. `name` and `secret` are those of `courant backend add`; `secret` and `router`
    default to the variables COURANT_SECRET and COURANT_ROUTER, and that to `ws://localhost:8080/ws`. With
    COURANT_AUTH=wampcra the secret signs a challenge instead of being sent; with COURANT_KEY the private key in that
    file does.

    Raises CourantError if the site rejects the subscription, ValueError if a topic or the stored position is wrong.
    """
    if not structlog.is_configured():  # what the program prints is its own
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    loop = _loop()
    from courant_kit.process.session import Connection

    proof, method = secret_and_method(
        {**os.environ, **({"COURANT_SECRET": secret, "COURANT_KEY": ""} if secret else {})}
    )
    login = Login(router or os.environ.get("COURANT_ROUTER") or "ws://localhost:8080/ws", name, proof, method)
    keeper = PositionFile(position) if isinstance(position, str | os.PathLike) else position
    ends: list[Exception] = []
    choice = Choice(tuple(topics), tuple(things), tuple(authors))
    follower = Follower(
        _awaited(act, loop), choice, keeper, _surroundings(loop), lambda error: _stop(ends, error),
        from_now=from_now, when_lost=when_lost,
    )  # fmt: skip
    _run(follower, lambda reactor, joined: Connection(reactor, login, joined, follower.left), loop)
    if ends:
        raise ends[0]


def pause(failures: int, chance: float) -> float:
    """Seconds to wait after so many failures in a row, up to a minute; see `backoff`."""
    return backoff(failures - 1, chance, FIRST_PAUSE, LONGEST_PAUSE)


def _loop() -> asyncio.AbstractEventLoop:
    """The loop of asyncio on which Twisted's reactor runs; raises RuntimeError if there is another reactor."""
    from twisted.internet import asyncioreactor, error

    loop, install = asyncio.new_event_loop(), cast("Any", asyncioreactor.install)
    try:
        install(loop)
    except error.ReactorAlreadyInstalledError:
        raise RuntimeError("follow() runs Twisted's reactor itself; call it first, and once in a process") from None
    asyncio.set_event_loop(loop)
    return loop


def _run(follower: Follower, connect: Callable[[Any, Any], Any], loop: asyncio.AbstractEventLoop) -> None:
    from twisted.internet import reactor as installed
    from twisted.internet.defer import Deferred

    reactor: Any = installed

    def joined(session: Session) -> Any:
        return Deferred.fromFuture(loop.create_task(follower.joined(_Adapted(session, loop))))

    def stop() -> Any:
        return Deferred.fromFuture(loop.create_task(_stopped(follower)))

    connection = connect(reactor, joined)
    reactor.callWhenRunning(gc.freeze)  # what is loaded by now stays; to look through it again would take time
    reactor.callWhenRunning(connection.start)
    reactor.addSystemEventTrigger("before", "shutdown", stop)
    reactor.run()


async def _stopped(follower: Follower) -> None:
    try:
        await follower.stop()
    except Unavailable:
        return  # what is not stored comes again


def _stop(ends: list[Exception], error: Exception) -> None:
    from twisted.internet import reactor as installed

    reactor: Any = installed
    ends.append(error)
    if reactor.running:
        reactor.stop()


def _surroundings(loop: asyncio.AbstractEventLoop) -> Surroundings:
    running: set[asyncio.Task[None]] = set()

    def start(work: Coroutine[Any, Any, None]) -> None:
        task = loop.create_task(work)
        running.add(task)
        task.add_done_callback(running.discard)

    async def rest(failures: int) -> None:
        await asyncio.sleep(pause(failures, random.random()))  # noqa: S311 - jitter need not be secret

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(0)  # the loop sends what is to be sent before it comes back here the second time
        await asyncio.sleep(seconds * (0.75 + random.random() / 2))  # noqa: S311 - as above

    return Surroundings(start, rest, sleep, _limited)


def _limited(session: Joined) -> Call:
    """Calls over a session that are sent at once, and fail after a time."""

    def call(uri: str, **fields: Any) -> Awaitable[Any]:
        answer = asyncio.ensure_future(_within(session.call(uri, **fields), uri))
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())  # somebody may not wait for it
        return answer

    return call


async def _within(work: Awaitable[Any], uri: str) -> Any:
    try:
        return await asyncio.wait_for(work, PATIENCE)
    except TimeoutError:
        raise Unavailable(f"{uri} did not answer within {PATIENCE:.0f} seconds.") from None


class _Adapted:
    """A session for asyncio: its calls are sent at once, and awaited in the loop."""

    def __init__(self, session: Session, loop: asyncio.AbstractEventLoop) -> None:
        self._session, self._loop = session, loop

    def call(self, uri: str, /, **fields: Any) -> Any:
        """Send a call; the future of its result."""
        return self._future(self._session.call(uri, **fields))

    def subscribe(self, topic: str, listener: Any, *, match: str = "exact") -> Any:
        """Subscribe; the future of the confirmation."""
        return self._future(self._session.subscribe(topic, listener, match=match))

    def _future(self, work: Any) -> Any:
        from twisted.internet.defer import ensureDeferred

        return ensureDeferred(work).asFuture(self._loop)


def _awaited(
    act: Callable[[Event], Awaitable[None] | None], loop: asyncio.AbstractEventLoop
) -> Callable[[Event], Awaitable[None]]:
    if inspect.iscoroutinefunction(act):
        return act

    async def in_thread(event: Event) -> None:
        await loop.run_in_executor(None, act, event)

    return in_thread
