"""Runs HTTP and the router on one reactor: Twisted and uvicorn share asyncio's loop (uvloop's if installed)."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

import structlog
import uvicorn
from courant_kit.calls.errors import CourantError
from courant_kit.process import run as kit
from courant_kit.process.files import raise_file_limit
from django.core.handlers.asgi import ASGIHandler
from twisted.internet import asyncioreactor
from twisted.internet.defer import Deferred, ensureDeferred
from twisted.internet.task import LoopingCall
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from courant_web.environment import WebSettings
from courant_web.front.asgi import Front
from courant_web.front.bodies import Bounded
from courant_web.front.connection import Connection, Terms
from courant_web.front.limits import IDLE_TIME, Limited

SWEEP = 0.5
"""Seconds between two looks for what other processes, such as the command line, have recorded."""
HUB = 1.0
"""Seconds between two looks for feeds that the hub should be told of: what changes meanwhile is told once."""
GRACE = 3
LOOK = 20
"""Tenths of a second between two looks at the clients that are too slow."""

log = structlog.get_logger()


class _Server(uvicorn.Server):
    """uvicorn's server, except that it leaves signals to the reactor, and ends connections whose client is too slow."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    async def on_tick(self, counter: int) -> bool:
        """What uvicorn does ten times a second."""
        if counter % LOOK == 0:
            now = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                cast(Limited, connection).look_at_clock(now)
        return await super().on_tick(counter)


def application(settings: WebSettings) -> Front:
    """The ASGI application: the front, and behind it Django, with a limit on bodies and with trusted proxies."""
    from courant_web.api import streaming
    from courant_web.pages.direct import Direct
    from courant_web.upstream.state import caches
    from courant_web.upstream.views import views

    django: Any = ASGIHandler()
    bounded: Any = Bounded(django)
    direct: Any = Direct(bounded)
    made: Any = ProxyHeadersMiddleware(direct, settings.proxies)
    events: Any = streaming.events
    streams: Any = dict.fromkeys(streaming.PATHS, ProxyHeadersMiddleware(events, settings.proxies))
    return Front(made, caches, settings.personal_cookies, streams, settings.language_cookie, views.see)


def run(settings: WebSettings) -> None:
    """Serve until SIGINT or SIGTERM."""
    loop = _loop()
    install: Any = asyncioreactor.install
    install(loop)
    from twisted.internet import reactor

    from courant_web.accounts import grants, tokens
    from courant_web.api.streams import look
    from courant_web.programs.websub import hub
    from courant_web.service import module
    from courant_web.upstream import following
    from courant_web.upstream.views import EVERY, hand_over

    any_reactor: Any = reactor
    raise_file_limit()
    following.start()
    if settings.hub:
        hub.start()
        _repeat(HUB, hub.hub.look, any_reactor)
    kit.serve(module, settings.service, any_reactor)
    _repeat(SWEEP, following.sweep, any_reactor)
    grants.on_withdrawn.append(lambda: any_reactor.callFromThread(_once, following.sweep))
    _repeat(SWEEP, look, any_reactor)
    _repeat(EVERY, hand_over, any_reactor)
    tokens.on_revoked.append(lambda: any_reactor.callFromThread(_once, look))
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
    from courant_web.api.streams import streams

    front = application(settings)
    terms = Terms(settings.scheme, settings.socket.encode(), settings.handover, front.cached)
    connection: Any = partial(Connection, terms)
    config = uvicorn.Config(
        front, host=settings.host, port=settings.port, lifespan="off", http=connection, ws="none",
        log_config=None, access_log=False, proxy_headers=False, server_header=False, headers=[("server", "Courant")],
        timeout_keep_alive=int(IDLE_TIME), backlog=2048, timeout_graceful_shutdown=GRACE,
    )  # fmt: skip
    server = _Server(config)
    inherited = None if settings.listener is None else [socket.socket(fileno=settings.listener)]
    tasks: list[asyncio.Task[None]] = []
    reactor.callWhenRunning(lambda: tasks.append(loop.create_task(_serve(server, inherited, reactor))))

    def stop() -> "Deferred[Any]":
        streams.end_all()
        server.should_exit = True
        return Deferred.fromFuture(asyncio.gather(*tasks, return_exceptions=True))

    reactor.addSystemEventTrigger("before", "shutdown", stop)


async def _serve(server: uvicorn.Server, inherited: list[socket.socket] | None, reactor: Any) -> None:
    try:
        await server.serve(inherited)
    except SystemExit:
        log.exception("cannot listen", host=server.config.host, port=server.config.port)
        reactor.callFromThread(reactor.stop)


def _once(work: Any) -> "Deferred[None]":
    async def tried() -> None:
        try:
            await work()
        except CourantError as error:
            log.info("later", what=getattr(work, "__name__", ""), why=error.message)

    return ensureDeferred(tried()).addErrback(_log)


def _repeat(seconds: float, work: Any, reactor: Any) -> None:
    call = LoopingCall(_once, work)
    call.clock = reactor
    reactor.callWhenRunning(call.start, seconds, now=False)


def _log(fail: Any) -> None:
    log.error("sweep fault", exc_info=fail.value)
