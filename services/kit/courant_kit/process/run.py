"""The process of a service: it migrates the database, joins the router, and answers until it is stopped."""

import gc
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from django.apps import apps
from django.db import connection
from twisted.internet.defer import ensureDeferred
from twisted.internet.task import LoopingCall

from courant_kit.calls.errors import CourantError, Unavailable
from courant_kit.live.leadership import leadership
from courant_kit.process import log as logs
from courant_kit.process import schedule
from courant_kit.process.environment import Settings
from courant_kit.process.health import beat
from courant_kit.process.migrations import migrate
from courant_kit.process.session import Connection, Login
from courant_kit.process.threads import in_thread, lane

if TYPE_CHECKING:  # it imports models, which is possible only once Django is set up
    from courant_kit.module import Module
    from courant_kit.running import Running

BEAT = 5.0
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
    from courant_kit.running import Running

    reactor.suggestThreadPoolSize(settings.threads)
    running = Running(
        module, in_thread, write=lane(_writers(settings)), leads=leadership(module.name, in_thread),
        rates=settings.rates,
    )  # fmt: skip
    login = Login(settings.router, module.name, settings.secret, settings.authmethod)
    router = Connection(reactor, login, running.join, running.leave)
    outbox.on_commit(partial(reactor.callFromThread, _wake, running))
    for seconds, work in ((BEAT, partial(_beat, running, settings)), (REPORT, partial(_report, running))):
        repeated = LoopingCall(work)
        repeated.clock = reactor
        repeated.start(seconds, now=False)
    schedule.start(module.timed.values(), running, reactor)
    # What is loaded by now lives as long as the process. Measured on the blog: 74,000 objects, which the garbage
    # collector would visit for some 35 ms at a time, in the middle of somebody's call.
    reactor.callWhenRunning(gc.freeze)
    reactor.callWhenRunning(router.start)
    reactor.addSystemEventTrigger("before", "shutdown", lambda: ensureDeferred(router.stop()))
    log.info("starting", apps=[app.name for app in apps.get_app_configs()])
    return router


def _writers(settings: Settings) -> int:
    """How many threads may write at once: SQLite allows one, and threads that wait for it would hold up readers."""
    return 1 if connection.vendor == "sqlite" else max(1, settings.threads - 1)


def _beat(running: "Running", settings: Settings) -> None:
    """Publish events that were left in the outbox, and show the health check that the service has running."""
    _wake(running)
    if running.joined:
        beat(settings.data, running.module.name)


def _report(running: "Running") -> Any:
    return ensureDeferred(running.report()).addErrback(lambda fail: log.error("report fault", exc_info=fail.value))


def _wake(running: "Running") -> None:
    ensureDeferred(_relay(running)).addErrback(lambda fail: log.error("relay fault", exc_info=fail.value))


async def _relay(running: "Running") -> None:
    try:
        await running.wake()
    except Unavailable:
        log.info("the router is away; the outbox waits")
    except CourantError as error:
        log.exception("the router rejected an event", error=error.uri)
