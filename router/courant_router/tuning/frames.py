"""An event is framed once for all its receivers that use the same serializer.

A WebSocket frame from a server is not masked, so its bytes are the same for everybody. autobahn serializes an event
once for each serializer, but copies it into a new frame for each receiver, with five log lines and a dozen checks.
Without this, a message costs 24 microseconds instead of 16.
"""

from struct import pack
from typing import Any

from autobahn.wamp.message import Event
from autobahn.websocket.protocol import WebSocketProtocol
from crossbar.router.protocol import WampWebSocketServerProtocol
from crossbar.router.router import Router

REPLACES = {
    "autobahn.wamp.websocket:WampWebSocketProtocol.send": "811ed7bd",
    "autobahn.websocket.protocol:WebSocketProtocol.sendMessage": "048d6bcf",
    "autobahn.websocket.protocol:WebSocketProtocol.sendFrame": "89cc8b02",
    "autobahn.websocket.protocol:WebSocketProtocol.sendData": "5dcca425",
    "autobahn.wamp.message:Message.serialize": "aa23f385",
    "crossbar.router.router:Router.send": "4724a7e8",
}

OPEN = WebSocketProtocol.STATE_OPEN
NOT_YET = object()


def tune() -> None:
    """Replace how the router sends, and how its WebSockets send events."""
    WampWebSocketServerProtocol.send = _sending(WampWebSocketServerProtocol.send)
    Router.send = _routing(Router.send)


def _sending(send: Any) -> Any:
    def send_shared(self: Any, message: Any) -> Any:
        if message.__class__ is not Event or self._session is None or self.state != OPEN:
            return send(self, message)
        known = message._serialized
        kind = (self.factory, self._serializer._serializer)
        frame = known.get(kind, NOT_YET)
        if frame is NOT_YET:
            frame = known[kind] = shared(self, message)
        if frame is None or self._perMessageCompress is not None or self.send_queue:
            return send(self, message)
        self.transport.write(frame)
        return None

    return send_shared


def shared(connection: Any, event: Any) -> bytes | None:
    """The frame of an event for all receivers like this one, or None if each must have its own."""
    factory = connection.factory
    if factory.maskServerFrames or factory.autoFragmentSize or factory.trackTimings:
        return None
    if factory.logFrames or factory.logOctets or connection._serializer._autoreset_callback:
        return None
    payload, is_binary = connection._serializer.serialize(event)
    if 0 < factory.maxMessagePayloadSize < len(payload):
        return None
    return framed(payload, 2 if is_binary else 1)


def framed(payload: bytes, opcode: int) -> bytes:
    """One final, unmasked frame (RFC 6455, section 5.2)."""
    length = len(payload)
    if length < 126:
        head = pack("!BB", 0x80 | opcode, length)
    elif length < 1 << 16:
        head = pack("!BBH", 0x80 | opcode, 126, length)
    else:
        head = pack("!BBQ", 0x80 | opcode, 127, length)
    return head + payload


def _routing(send: Any) -> Any:
    """Crossbar's `Router.send` for a router that is not traced, with the same statistics."""
    names: dict[type, str] = {}

    def send_untraced(self: Any, session: Any, message: Any) -> Any:
        transport = session._transport
        if transport is None or self._trace_traffic or self._is_traced:
            return send(self, session, message)
        transport.send(message)
        kind = message.__class__
        name = names.get(kind) or names.setdefault(kind, kind.__name__.lower())
        sent = self._message_stats["sent"]
        sent[name] = sent.get(name, 0) + 1
        return None

    return send_untraced
