"""Tells open windows that views were counted: at once, and then not again for a few seconds."""

from typing import Any

import structlog
from twisted.internet.defer import ensureDeferred

from courant_core import contract, state
from courant_core.module import module
from courant_core.throttle import Throttle

INTERVAL = 2.0
"""Seconds between two publications."""

log = structlog.get_logger()


def _publish(_: str) -> None:
    ensureDeferred(module.touch_memory(contract.VIEWS())).addErrback(_log)


def _later(seconds: float, function: Any, *args: Any) -> None:
    state.clock.callLater(seconds, function, *args)


def _log(fail: Any) -> None:
    log.error("views could not be announced", exc_info=fail.value)


throttle = Throttle(_publish, _later, INTERVAL)


def announce() -> None:
    """Make windows load the page of views again, soon."""
    throttle.mark("")


def later() -> None:
    """The same, from a thread."""
    state.clock.callFromThread(announce)
