"""Runs Crossbar's router in this process, without the controller that would start it in another and order it about.

Crossbar's controller reads the configuration, starts a worker process, and calls the worker's procedures over WAMP. For
one router this is twice the memory. Here the same procedures are called directly, in the same order, so everything
about realms, roles, components and transports is Crossbar's. If the process ends, the supervisor starts it again.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from autobahn.wamp.types import ComponentConfig
from crossbar import _logging
from crossbar.personality import Personality
from crossbar.worker import controller
from crossbar.worker.router import RouterController
from twisted.internet import reactor
from twisted.internet.defer import Deferred, ensureDeferred, succeed
from twisted.logger import ILogObserver, LogEvent, LogLevel, globalLogPublisher
from txaio import tx

REALM, NAME = "node", "router"
PROBLEMS = (LogLevel.warn, LogLevel.error, LogLevel.critical)

# A picture of the key with which Crossbar's releases are signed, for a page that this router does not have.
controller._read_release_key = dict  # noqa: SLF001 - Crossbar has no setting for it


class Router(RouterController):  # type: ignore[misc]  # Crossbar has no types
    """Crossbar's router worker, which nobody watches over WAMP."""

    def join(self, *args: Any, **kwargs: Any) -> None:
        """Join no controller."""

    def publish(self, *args: Any, **kwargs: Any) -> "Deferred[None]":
        """Publish nothing: only the controller would receive it."""
        return succeed(None)


def run(configuration: Mapping[str, Any], directory: Path) -> int:
    """Run the configured router until SIGINT or SIGTERM; returns the exit status, 1 if it could not start."""
    any_reactor: Any = reactor
    status = 0

    def failed(failure: Any) -> None:
        nonlocal status
        status = 1
        print(f"ERROR: The router cannot start: {failure.getErrorMessage()}", file=sys.__stderr__, flush=True)
        any_reactor.stop()

    def begin() -> None:
        ensureDeferred(start(configuration, directory)).addErrback(failed)

    _log_problems()
    any_reactor.callWhenRunning(begin)
    any_reactor.run()
    return status


async def start(configuration: Mapping[str, Any], directory: Path) -> Router:
    """Start the router of a configuration; `directory` resolves relative paths. Raises Crossbar's errors."""
    Personality.check_config(Personality, configuration)
    (worker,) = configuration["workers"]
    options = SimpleNamespace(
        node="courant", worker=NAME, cbdir=str(directory), expose_controller=False, expose_shared=False
    )
    untyped: Any = ComponentConfig
    router = Router(untyped(realm=REALM, extra=options), reactor, Personality)
    router.onConnect()
    for realm in worker["realms"]:
        await _realm(router, realm)
    for number, component in enumerate(worker["components"]):
        await router.start_router_component(f"component{number}", component)
    for transport in worker["transports"]:
        await _transport(router, transport)
    return router


async def _realm(router: Router, realm: Mapping[str, Any]) -> None:
    await router.start_router_realm(realm["name"], realm)
    for role in realm["roles"]:
        router.start_router_realm_role(realm["name"], role["name"], role)


async def _transport(router: Router, transport: Mapping[str, Any]) -> None:
    await router.start_router_transport(transport["id"], transport)
    for path, service in sorted(transport.get("paths", {}).items()):
        if path != "/":  # Crossbar starts that one with the transport
            await router.start_web_transport_service(transport["id"], path, service)


def _log_problems() -> None:
    """Print warnings and errors, each line as `time [Router <process>] text`, which the supervisor understands."""
    untyped: Any = tx
    untyped.start_logging(None, "warn")
    observe = _logging.make_stderr_observer(PROBLEMS)
    system = f"{'Router':<10} {os.getpid():>6}"

    def problem(event: LogEvent) -> None:
        observe({**event, "log_system": system})

    globalLogPublisher.addObserver(cast(ILogObserver, problem))
