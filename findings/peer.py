"""A WAMP session of autobahn on asyncio for the scripts in this folder."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from autobahn.asyncio.wamp import ApplicationSession
from autobahn.asyncio.websocket import WampWebSocketClientFactory
from autobahn.wamp.types import Challenge, CloseDetails, ComponentConfig, SessionDetails


@asynccontextmanager
async def joined(url: str, authid: str = "", realm: str = "lab") -> AsyncIterator[ApplicationSession]:
    """A session that has joined: anonymously, or by ticket as `authid`, whose ticket is its name."""
    ready: asyncio.Future[ApplicationSession] = asyncio.get_running_loop().create_future()

    class Peer(ApplicationSession):  # type: ignore[misc]  # autobahn is untyped
        def onConnect(self) -> None:
            self.join(realm, *([["ticket"], authid] if authid else []))

        def onChallenge(self, challenge: Challenge) -> str:
            return authid

        def onJoin(self, details: SessionDetails) -> None:
            ready.set_result(self)

        def onLeave(self, details: CloseDetails) -> None:
            if not ready.done():
                ready.set_exception(ConnectionError(details.reason))
            super().onLeave(details)

    factory = WampWebSocketClientFactory(lambda: Peer(ComponentConfig(realm)), url=url)
    address = urlsplit(url)
    transport, _ = await asyncio.get_running_loop().create_connection(factory, address.hostname, address.port)
    session = await asyncio.wait_for(ready, 10)
    try:
        yield session
    finally:
        transport.abort()
