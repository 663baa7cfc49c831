"""Runs HTTP and the router on one reactor: Twisted and uvicorn share asyncio's loop (uvloop's if installed)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
import uvicorn
from courant_kit.calls.errors import CourantError
from courant_kit.process import run as kit
from django.core.handlers.asgi import ASGIHandler
from twisted.internet import asyncioreactor
from twisted.internet.defer import Deferred, ensureDeferred
from twisted.internet.task import LoopingCall
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from courant_web.environment import WebSettings
from courant_web.front.asgi import Front
from courant_web.front.bodies import Bounded
from courant_web.front.response import App

SWEEP = 1.0
GRACE = 3

log = structlog.get_logger()


class _Server(uvicorn.Server):
    """uvicorn's server, except that it leaves signals to the reactor."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def application(settings: WebSettings) -> App:
    """The ASGI application: the front, and behind it Django, with a limit on bodies and with trusted proxies."""
    from courant_web.upstream.state import caches

    django: Any = ASGIHandler()
    bounded: Any = Bounded(django)
    made: Any = ProxyHeadersMiddleware(bounded, settings.proxies)
    return Front(made, caches, (settings.session_cookie, "messages"))


def run(settings: WebSettings) -> None:
    """Serve until SIGINT or SIGTERM."""
    loop = _loop()
    install: Any = asyncioreactor.install
    install(loop)
    from twisted.internet import reactor

    from courant_web.service import module
    from courant_web.upstream import following

    any_reactor: Any = reactor
    following.start()
    kit.serve(module, settings.service, any_reactor)
    _repeat(SWEEP, following.sweep, any_reactor)
    _listen(settings, loop, any_reactor)
    any_reactor.run()


def _loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:
        loop = asyncio.new_event_loop()
    else:
        loop = uvloop.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop


def _listen(settings: WebSettings, loop: asyncio.AbstractEventLoop, reactor: Any) -> None:
    config = uvicorn.Config(
        application(settings), host=settings.host, port=settings.port, lifespan="off", ws="none", log_config=None,
        access_log=False, proxy_headers=False, server_header=False, timeout_keep_alive=75, backlog=2048,
        timeout_graceful_shutdown=GRACE,
    )  # fmt: skip
    server = _Server(config)
    tasks: list[asyncio.Task[None]] = []
    reactor.callWhenRunning(lambda: tasks.append(loop.create_task(_serve(server, reactor))))

    def stop() -> "Deferred[Any]":
        server.should_exit = True
        return Deferred.fromFuture(asyncio.gather(*tasks, return_exceptions=True))

    reactor.addSystemEventTrigger("before", "shutdown", stop)


async def _serve(server: uvicorn.Server, reactor: Any) -> None:
    try:
        await server.serve()
    except SystemExit:
        log.exception("cannot listen", host=server.config.host, port=server.config.port)
        reactor.callFromThread(reactor.stop)


def _repeat(seconds: float, work: Any, reactor: Any) -> None:
    async def once() -> None:
        try:
            await work()
        except CourantError as error:
            log.info("later", what=getattr(work, "__name__", ""), why=error.message)

    call = LoopingCall(lambda: ensureDeferred(once()).addErrback(_log))
    call.clock = reactor
    reactor.callWhenRunning(call.start, seconds, now=False)


def _log(fail: Any) -> None:
    log.error("sweep fault", exc_info=fail.value)
