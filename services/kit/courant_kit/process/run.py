"""The process of a service: it migrates the database, joins the router, and answers until it is stopped."""

import gc
import os
from collections.abc import Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from django.apps import apps
from twisted.internet.defer import ensureDeferred
from twisted.internet.task import LoopingCall

from courant_kit.calls.errors import CourantError, Unavailable
from courant_kit.live.leadership import leadership
from courant_kit.process import log as logs
from courant_kit.process import schedule
from courant_kit.process.environment import Settings
from courant_kit.process.health import beat
from courant_kit.process.login import Login
from courant_kit.process.migrations import migrate
from courant_kit.process.session import Connection
from courant_kit.process.threads import Aside, GroupCommit, InThread

if TYPE_CHECKING:  # it imports models, which is possible only once Django is set up
    from courant_kit.live.flight import Drawn
    from courant_kit.live.statements import Entry
    from courant_kit.module import Module
    from courant_kit.running import Running

SETTLE = 1.0
"""Seconds between two marks of what has been published."""
BEAT = 5.0
PATIENCE = 3.0
"""Seconds in which the calls that have arrived are answered before the process ends; a supervisor kills after four."""

REPORT = 5.0
"""Seconds between two reports to the site."""

log = structlog.get_logger()


def run(module: "Module", settings: Settings) -> None:
    """Run the service of a module until the process is stopped (SIGINT, SIGTERM)."""
    from twisted.internet import reactor

    logs.configure(module.name, settings.log_level)
    migrate(module.name)
    serve(module, settings, reactor)
    start: Any = reactor
    start.run()


def serve(module: "Module", settings: Settings, reactor: Any) -> Connection:
    """Connect a module to the router, on a reactor that runs or will run, and schedule its reports and timed work."""
    from courant_kit.live import outbox
    from courant_kit.live.together import together
    from courant_kit.running import Running

    in_thread = InThread(reactor, settings.threads)
    writer = GroupCommit(together, reactor.callFromThread, in_thread)
    leads = leadership(module.name, in_thread)
    aside = Aside(reactor)
    running = Running(
        module, in_thread, write=writer, aside=aside, leads=leads, rates=settings.rates,
        from_thread=reactor.callFromThread,
    )  # fmt: skip
    login = Login(settings.router, module.name, settings.secret, settings.authmethod)
    router = Connection(reactor, login, running.join, running.leave)
    outbox.on_commit(partial(_committed, running, reactor.callFromThread))
    works = (
        (SETTLE, partial(_settle, running)),
        (BEAT, partial(_beat, running, settings)),
        (REPORT, partial(_report, running)),
    )
    for seconds, work in works:
        repeated = LoopingCall(work)
        repeated.clock = reactor
        repeated.start(seconds, now=False)
    schedule.start(module.timed.values(), running, reactor)
    # What is loaded by now lives as long as the process. Measured on the blog: 74,000 objects, which the garbage
    # collector would visit for some 35 ms at a time, in the middle of somebody's call.
    reactor.callWhenRunning(gc.freeze)
    reactor.callWhenRunning(router.start)
    reactor.addSystemEventTrigger("before", "shutdown", lambda: ensureDeferred(_leave(running, router, reactor)))
    log.info("starting", apps=[app.name for app in apps.get_app_configs()])
    return router


async def _leave(running: "Running", router: Connection, reactor: Any) -> None:
    """Answer what has arrived while other replicas get what comes next, mark what is published, and disconnect."""
    late = reactor.callLater(PATIENCE, _end_at_once)
    await ensureDeferred(running.withdraw()).addErrback(
        lambda fail: log.error("could not withdraw", exc_info=fail.value)
    )
    await _settle(running)
    await router.stop()
    late.cancel()


def _end_at_once() -> None:
    """End as if killed: the threads would go on with calls whose callers will be told to ask another replica."""
    log.warning("ends with calls unanswered", seconds=PATIENCE)
    os._exit(0)


def _committed(running: "Running", from_thread: Any, entries: list["Entry"]) -> None:
    """Render what was committed, in the thread that committed it, and publish it."""
    from_thread(_publish, running, entries, running.draw(entries))


def _publish(running: "Running", entries: list["Entry"], drawn: "Drawn | None") -> None:
    _relay(running.committed(entries, drawn))


def _settle(running: "Running") -> Any:
    return _started(running.relay.settle(), "settle fault")


def _beat(running: "Running", settings: Settings) -> None:
    """Publish events that were left in the outbox, and show the health check that the service has running."""
    _relay(running.wake())
    if running.joined:
        beat(settings.data, running.module.name)


def _report(running: "Running") -> Any:
    return _started(running.report(), "report fault")


def _relay(work: Coroutine[Any, Any, None]) -> None:
    _started(_reported(work), "relay fault")


def _started(work: Coroutine[Any, Any, None], fault: str) -> Any:
    """Start the work, and log the exception with which it ends as this fault."""
    return ensureDeferred(work).addErrback(lambda fail: log.error(fault, exc_info=fail.value))


async def _reported(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Unavailable:
        log.info("the router is away; the outbox waits")
    except CourantError as error:
        log.exception("the router rejected an event", error=error.uri)
