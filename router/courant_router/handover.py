"""Takes over WebSocket connections that web accepted on the public port: no byte of them passes through web again.

Web sends each connection as a file descriptor (SCM_RIGHTS, unix(7)) with the request that it has already read, on a
connection of its own to a Unix socket. The router then serves it like one that it accepted itself: with the same
sign-in, limits and time-outs, and with the client's own address as its peer.
"""

import socket
from functools import cache
from pathlib import Path
from typing import Any

from crossbar.common.twisted import endpoint as crossbar_endpoint
from twisted.internet.defer import Deferred, succeed
from twisted.internet.interfaces import IFileDescriptorReceiver, IListeningPort, IStreamServerEndpoint
from twisted.internet.protocol import Factory, Protocol
from zope.interface import implementer  # type: ignore[import-untyped]

SCHEME = "handover:"
"""The beginning of a `server_string` in the configuration; the path of the Unix socket follows."""

LARGEST = 1 << 18
"""The longest request in bytes; web accepts none that is nearly as long."""

PREFIX = 4
"""The length of the number (bytes, big-endian) that goes before the request."""

BACKLOG = 4096


@cache
def install() -> None:
    """Make Crossbar understand endpoints of the type `twisted` that begin with SCHEME; runs once."""
    make = crossbar_endpoint.create_listening_endpoint_from_config

    def made(config: dict[str, Any], cbdir: str, reactor: Any, log: Any) -> Any:
        where = config.get("server_string", "")
        if where.startswith(SCHEME):
            return Handover(reactor, where.removeprefix(SCHEME))
        return make(config, cbdir, reactor, log)

    crossbar_endpoint.create_listening_endpoint_from_config = made


@implementer(IStreamServerEndpoint)
class Handover:
    """An endpoint whose connections come from web instead of the network."""

    def __init__(self, reactor: Any, path: str) -> None:
        self._reactor, self._path = reactor, path

    def listen(self, factory: Any) -> "Deferred[IListeningPort]":
        """Listen on the Unix socket, which only this user may open, in place of one that a killed router left."""
        Path(self._path).unlink(missing_ok=True)
        receivers = Receivers(factory, self._reactor)
        return succeed(self._reactor.listenUNIX(self._path, receivers, backlog=BACKLOG, mode=0o600))


class Receivers(Factory):
    """Makes a Receiver for each connection from web; `site` serves the client's connections."""

    noisy = False

    def __init__(self, site: Any, reactor: Any) -> None:
        self._site, self._reactor = site, reactor

    def startFactory(self) -> None:
        """Start the site with the port."""
        self._site.doStart()

    def stopFactory(self) -> None:
        """Stop the site with the port."""
        self._site.doStop()

    def buildProtocol(self, addr: Any) -> "Receiver":
        """The receiver of one connection."""
        return Receiver(self._site, self._reactor)


@implementer(IFileDescriptorReceiver)
class Receiver(Protocol):
    """Receives one connection with its request, and lets `site` serve it.

    If web ends before it has sent the complete request, the connection is closed, and the browser opens another.
    """

    transport: Any

    def __init__(self, site: Any, reactor: Any) -> None:
        self._site, self._reactor = site, reactor
        self._client: socket.socket | None = None
        self._data = b""

    def fileDescriptorReceived(self, descriptor: int) -> None:
        """Own the descriptor; one that is not expected is closed."""
        received = socket.socket(fileno=descriptor)
        if self._client is None:
            self._client = received
        else:
            received.close()

    def dataReceived(self, data: bytes) -> None:
        """Collect the request, and adopt the connection once the request is complete."""
        self._data += data
        length = int.from_bytes(self._data[:PREFIX], "big")
        if self._client is None or length > LARGEST:
            self.transport.abortConnection()
        elif len(self._data) == PREFIX + length:
            self._adopt(self._client, self._data[PREFIX:])
            self.transport.loseConnection()

    def connectionLost(self, reason: Any = None) -> None:
        """Close a connection that was not adopted."""
        if self._client is not None:
            self._client.close()

    def _adopt(self, client: socket.socket, request: bytes) -> None:
        try:
            client.getpeername()
        except OSError:  # the browser has already left
            return
        transport = self._reactor.adoptStreamConnection(client.fileno(), client.family, self._site)
        if transport is not None:
            transport.protocol.dataReceived(request)
