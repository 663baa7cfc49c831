"""Following inside of a module: its session and its threads are used, and the work is stored with the position."""

import random
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

import structlog
from twisted.internet import reactor as installed
from twisted.internet.defer import Deferred, ensureDeferred
from twisted.internet.error import TimeoutError as TimedOut
from twisted.internet.task import deferLater

from courant_kit.calls.errors import Unavailable
from courant_kit.following.events import Choice, Event
from courant_kit.following.follower import Follower, Joined, Surroundings, WhenLost
from courant_kit.following.keeping import Call, WithTheWork
from courant_kit.following.program import PATIENCE, pause

if TYPE_CHECKING:
    from courant_kit.module import Module

log = structlog.get_logger()
reactor: Any = installed


def follow_within(
    module: "Module",
    act: Callable[[Event], None],
    topics: Iterable[str],
    load: Callable[[], str],
    *,
    from_now: bool = False,
    when_lost: WhenLost | None = None,
) -> Follower:
    """Call `act(event)` in a transaction of the module's database for each event on these topics, in order.

    `act` is a plain function, which may use the ORM, `touch` and `record`. It stores `event.position` in the same
    transaction, and `load` returns it: so nothing is done twice. Several replicas may run: `act` ignores an event that
    is not after the stored position. See `follow` for the rest.
    """

    async def handle(event: Event) -> None:
        from courant_kit.live import outbox

        await module.in_thread(outbox.in_transaction, act, event)

    def ended(error: Exception) -> None:
        log.error("it follows no more", module=module.name, exc_info=error)

    keeper = _Threaded(module, load)
    follower = Follower(handle, Choice(tuple(topics)), keeper, _AROUND, ended, from_now=from_now, when_lost=when_lost)

    async def joined() -> None:
        _start(follower.joined(module.session))

    module.on_join.append(joined)
    module.on_leave.append(follower.left)
    return follower


class _Threaded(WithTheWork):
    """Reads the position in a thread, where the ORM works."""

    def __init__(self, module: "Module", load: Callable[[], str]) -> None:
        super().__init__(load)
        self._module, self._plain = module, load

    async def load(self, call: Call, modules: Iterable[str]) -> Any:
        """The position that the module stored last."""
        text = await self._module.in_thread(self._plain)
        return await WithTheWork(lambda: text).load(call, modules)


def _start(work: Coroutine[Any, Any, None]) -> None:
    ensureDeferred(work).addErrback(lambda fail: log.error("fault of a follower", exc_info=fail.value))


def _sleep(seconds: float) -> Awaitable[None]:
    return deferLater(reactor, seconds)


def _pause(failures: int) -> Awaitable[None]:
    return _sleep(pause(failures, random.random()))  # noqa: S311 - jitter need not be secret


def _limited(session: Joined) -> Call:
    def call(uri: str, **fields: Any) -> Awaitable[Any]:
        work: Any = session.call(uri, **fields)
        answer: Deferred[Any] = ensureDeferred(work)
        return answer.addTimeout(PATIENCE, reactor).addErrback(_in_words, uri)

    return call


def _in_words(failure: Any, uri: str) -> None:
    failure.trap(TimedOut)
    raise Unavailable(f"{uri} did not answer within {PATIENCE:.0f} seconds.") from failure.value


_AROUND = Surroundings(_start, _pause, _sleep, _limited)
