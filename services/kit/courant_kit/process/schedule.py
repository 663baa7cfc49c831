"""Timed work: functions that a module runs every so many seconds, on one replica, never twice at once."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

import structlog
from twisted.internet.defer import Deferred, ensureDeferred
from twisted.internet.task import LoopingCall

if TYPE_CHECKING:  # it imports models, which is possible only once Django is set up
    from courant_kit.running import Running

Work = Callable[[], Any]
"""A function without arguments that runs in a thread, inside one transaction."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Timed:
    """Work that runs every so many `seconds`; `name` identifies it in the log and among replicas.

    `when` is asked first, outside of threads and transactions, and says whether there may be something to do.
    """

    name: str
    seconds: float
    work: Work
    when: Callable[[], bool] = lambda: True

    def __post_init__(self) -> None:
        """Raise ValueError if `seconds` is not positive, TypeError if the work is async."""
        if not self.seconds > 0:
            raise ValueError(f"{self.name} would run every {self.seconds} seconds; the period should be more than 0")
        if inspect.iscoroutinefunction(self.work):
            raise TypeError(f"{self.name} is async; timed work runs in a thread and should be a plain function")


def start(works: Iterable[Timed], running: "Running", reactor: Any) -> None:
    """Run each work at the end of each of its periods, unless it is still running."""
    for timed in works:
        again = LoopingCall(_logged, timed, running)
        again.clock = reactor
        again.start(timed.seconds, now=False)


async def perform(timed: Timed, running: "Running") -> None:
    """Run the work once in a transaction if it may be due and this replica leads. Its exceptions are raised here."""
    if timed.when() and await running.leads():
        started = monotonic()
        if await running.write(_done, timed):
            log.debug("timed work done", work=timed.name, ms=round((monotonic() - started) * 1000, 1))


def _done(timed: Timed) -> bool:
    """Run the work and return True, or return False if a replica that has just lost the lead is still running it."""
    from courant_kit.live.leadership import alone

    if not alone(timed.name):
        return False
    timed.work()
    return True


def _logged(timed: Timed, running: "Running") -> "Deferred[Any]":
    done = ensureDeferred(perform(timed, running))
    return done.addErrback(lambda fail: log.error("timed work failed", work=timed.name, exc_info=fail.value))
