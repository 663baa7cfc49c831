"""Works on the router as the operator: joins with the role of an administrator, does one thing and leaves."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from courant_kit.calls.errors import CourantError
from courant_kit.process import log
from courant_kit.process.environment import Settings, load
from courant_kit.process.login import Login
from courant_kit.process.session import Connection
from courant_kit.process.wamp import Session
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from courant_cli.installation import Installation, Trouble

PATIENCE = 15
OVERRIDES = ("COURANT_ROUTER", "COURANT_SECRET")
"""Variables of a module, which people export as the tutorial shows, and which replace the operator's own values."""

T = TypeVar("T")


def at_router(place: Installation, work: Callable[[Session], Awaitable[T]]) -> T:
    """Join the running router and return what `work` returns for the session; raises Trouble, also if a call fails.

    It runs the reactor, which a process can do only once.
    """
    from twisted.internet import reactor

    outcome: list[Any] = []
    starting: Any = reactor
    starting.callWhenRunning(lambda: _start(starting, place, work, outcome))
    starting.run()
    if not outcome:
        raise Trouble("Interrupted.")
    if isinstance(outcome[0], Failure):
        raise _told(outcome[0])
    result: T = outcome[0]
    return result


def _start(reactor: Any, place: Installation, work: Callable[[Session], Awaitable[T]], outcome: list[Any]) -> None:
    log.configure("operator", "error")
    finished = Deferred.fromCoroutine(joined(reactor, place, work))
    finished.addBoth(outcome.append)
    finished.addBoth(lambda _: reactor.stop())


async def joined(reactor: Any, place: Installation, work: Callable[[Session], Awaitable[T]]) -> T:
    """The same inside a running reactor; raises Trouble if the router does not let it in within fifteen seconds."""
    operator = login(place)
    waiting: Deferred[Session] = Deferred()

    async def met(session: Session) -> None:
        if not waiting.called:
            waiting.callback(session)

    connection = Connection(reactor, operator, met, lambda: None)
    connection.start()
    try:
        session = await waiting.addTimeout(PATIENCE, reactor, lambda _, __: _nobody(place, operator.router))
        return await work(session)
    finally:
        await connection.stop()


def login(place: Installation) -> Login:
    """How the operator joins; raises Trouble if the site was never started."""
    settings = _settings(place)
    return Login(settings.router, "operator", settings.secret, "wampcra")


def _nobody(place: Installation, router: str) -> Any:
    raise Trouble(rejection(place, router))


def rejection(place: Installation, router: str) -> str:
    """Why the router may have rejected the operator, and what would be right."""
    said = f"The router at {router} does not let the operator in. Is `courant up` running on this COURANT_DATA?"
    names = [name for name in OVERRIDES if place.environment.get(name)]
    return f"{said} This terminal sets {' and '.join(names)}: unset them if they are a module's." if names else said


def _settings(place: Installation) -> Settings:
    settings = load("operator", {**place.environment, "COURANT_DATA": str(place.data)})
    if not settings.secret:
        raise Trouble(f"There is no operator's secret in {place.secrets}: start Courant once with `courant up`.")
    return settings


def _told(failure: Failure) -> BaseException:
    error = failure.value
    return Trouble(error.message) if isinstance(error, CourantError) else error or Trouble("It failed.")
