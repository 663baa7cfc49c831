"""Small messages to services over TCP leave at once.

Crossbar's RawSocket listener leaves Nagle's algorithm on: a call that follows an event waits until the service's system
has acknowledged the event, which takes it up to 40 ms.
"""

from typing import Any

from crossbar.router.protocol import WampRawSocketServerProtocol
from twisted.internet.interfaces import ITCPTransport

REPLACES = {"autobahn.twisted.rawsocket:WampRawSocketProtocol.connectionMade": "6137e1d7"}


def tune() -> None:
    """Set TCP_NODELAY on each accepted connection of a service; a unix socket has nothing like it."""
    made = WampRawSocketServerProtocol.connectionMade

    def prompt(self: Any) -> None:
        if ITCPTransport.providedBy(self.transport):
            self.transport.setTcpNoDelay(True)
        made(self)

    WampRawSocketServerProtocol.connectionMade = prompt
