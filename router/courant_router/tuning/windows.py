"""A window that has joined keeps nothing of its handshake, and shares what is the same for all windows.

For each WebSocket, Crossbar keeps the HTTP request in four forms, the web server's objects for it, a copy of every
option and a logger: 23 KB for each window instead of 12. The Cookie header is among it, which need not be there once
the session has been authenticated.
"""

from typing import Any

from crossbar.router.protocol import WampWebSocketServerFactory, WampWebSocketServerProtocol
from crossbar.router.session import RouterSession
from twisted.web.http import HTTPChannel

REPLACES = {
    "autobahn.wamp.protocol:BaseSession.__init__": "68e799dc",
    "autobahn.websocket.protocol:WebSocketProtocol._connectionMade": "7ac58d8b",
    "autobahn.websocket.protocol:WebSocketServerProtocol._connectionMade": "213dadb6",
    "autobahn.websocket.protocol:WebSocketServerProtocol.processHandshake": "0055f4d3",
    "autobahn.websocket.protocol:WebSocketServerProtocol.succeedHandshake": "fb43d387",
    "autobahn.twisted.resource:WebSocketResource.render": "6ecfc501",
    "crossbar.router.protocol:WampWebSocketServerFactory.__init__": "46522b95",
    "crossbar.router.session:RouterSession.onJoin": "a479cdf1",
    "twisted.web.http:HTTPChannel.pauseProducing": "8fe306cf",
    "twisted.web.http:HTTPChannel.resumeProducing": "561ac237",
    "twisted.web.http:_GenericHTTPChannelProtocol": "eadb1fae",
}

HANDSHAKE = (
    "http_headers",
    "http_request_data",
    "http_request_host",
    "http_request_params",
    "http_request_path",
    "http_request_uri",
    "http_response_data",
    "http_status_line",
    "websocket_extensions",
    "websocket_protocols",
)
"""What autobahn remembers of the opening handshake, and reads only during it."""


def tune() -> None:
    """Share the options of windows from the start, and clear each when its session has joined."""
    session: Any = RouterSession
    factory: Any = WampWebSocketServerFactory
    session.onJoin = _then_clearing(session.onJoin)
    factory.__init__ = _then_sharing(factory.__init__)


def _then_sharing(create: Any) -> Any:
    def create_and_share(self: Any, *arguments: Any) -> None:
        create(self, *arguments)
        # autobahn copies an option to each protocol unless its class has it.
        options = {name: _unbound(getattr(self, name)) for name in WampWebSocketServerProtocol.CONFIG_ATTRS}
        self.protocol = type("Window", (WampWebSocketServerProtocol,), options)

    return create_and_share


def _unbound(option: Any) -> Any:
    return staticmethod(option) if callable(option) else option


def _then_clearing(join: Any) -> Any:
    def join_and_clear(self: Any, details: Any) -> None:
        join(self, details)
        if isinstance(self._transport, WampWebSocketServerProtocol):
            clear(self, self._transport)

    return join_and_clear


def clear(session: Any, window: Any) -> None:
    """Delete what was needed to connect and to authenticate."""
    for name in HANDSHAKE:
        window.__dict__.pop(name, None)
    window.transport_details.http_headers_received = None
    session._pending_auth = None
    session.__dict__.pop("log", None)  # the class has one
    _release_http(window.transport)
    for kept in (session, window):
        kept.__dict__ = {**kept.__dict__}


def _release_http(transport: Any) -> None:
    """Drop the web server's channel, which the transport informs when its buffer is full, and which ignores that."""
    if isinstance(transport.producer, HTTPChannel):
        transport.unregisterProducer()
