"""A small blocking WAMP client for tests: it shows exactly what travels, and shares no code with what it tests."""

import hashlib
import hmac
import itertools
import json
import queue
import socket
import struct
import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from ssl import SSLContext
from typing import Any, Protocol, Self
from urllib.parse import SplitResult, urlsplit

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

HELLO, WELCOME, ABORT, CHALLENGE, AUTHENTICATE, GOODBYE = 1, 2, 3, 4, 5, 6
ERROR, PUBLISH, PUBLISHED, SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED, EVENT = 8, 16, 17, 32, 33, 34, 35, 36
CALL, RESULT, REGISTER, REGISTERED, INVOCATION, YIELD = 48, 50, 64, 65, 68, 70

#: Called for an invocation with its positional arguments, keyword arguments and details; returns the one result.
Handler = Callable[[list[Any], dict[str, Any], dict[str, Any]], Any]

#: How many seconds a test waits for an event, or for the end of a connection.
PATIENCE = 60.0

#: How many seconds it waits for an answer. One may be lost with the process that would have given it.
ANSWERING = 20.0

ROLES: dict[str, Any] = {"caller": {}, "callee": {}, "publisher": {}, "subscriber": {}}


class WampError(Exception):
    """An ABORT or ERROR from the other side: `uri`, `args` and `kwargs` as they came."""

    def __init__(self, uri: str, args: list[Any] | None = None, kwargs: dict[str, Any] | None = None) -> None:
        """Keep the three parts of a WAMP error."""
        super().__init__(uri, *(args or []))
        self.uri, self.kwargs = uri, kwargs or {}


class Lost(Exception):
    """The connection ended."""


class Wire(Protocol):
    """What carries whole messages."""

    def send(self, message: list[Any]) -> None:
        """Send one message."""

    def receive(self) -> list[Any]:
        """Wait for one message; raises Lost."""

    def close(self) -> None:
        """End the connection."""


class WebSocketWire:
    """JSON messages over a WebSocket, as a browser has them."""

    def __init__(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        origin: str | None = None,
        tls: SSLContext | None = None,
        address: str | None = None,
    ) -> None:
        """Connect with these request headers, and an Origin only when given; from this address of the machine."""
        self._open = ExitStack()
        self.socket = self._open.enter_context(connect(
            url, additional_headers=headers, origin=Origin(origin) if origin else None, compression=None,
            subprotocols=[Subprotocol("wamp.2.json")], max_size=None, proxy=None, ssl=tls,
            source_address=(address, 0) if address else None,
        ))  # fmt: skip

    def send(self, message: list[Any]) -> None:
        """Send one message as a text frame."""
        self.socket.send(json.dumps(message))

    def receive(self) -> list[Any]:
        """Wait for one message; raises Lost."""
        try:
            message: list[Any] = json.loads(self.socket.recv())
        except ConnectionClosed as closed:
            raise Lost(str(closed)) from closed
        return message

    def close(self) -> None:
        """End the connection."""
        self._open.close()


class RawSocketWire:
    """CBOR messages over WAMP RawSocket, as the services have them."""

    def __init__(self, address: str) -> None:
        """Connect to `tcp://host:port` or `unix:/path` and shake hands: messages up to 8 MB, serializer CBOR."""
        self.socket = _connected(urlsplit(address))
        self.socket.sendall(bytes([0x7F, 0xE3, 0, 0]))
        if self._exactly(4)[1] & 0x0F != 3:
            raise Lost("the router refuses CBOR over RawSocket")
        self.socket.settimeout(None)

    def send(self, message: list[Any]) -> None:
        """Send one message with its length before it."""
        body = cbor2.dumps(message)
        self.socket.sendall(struct.pack(">I", len(body)) + body)

    def receive(self) -> list[Any]:
        """Wait for one message; pings are skipped; raises Lost."""
        while True:
            kind, length = divmod(struct.unpack(">I", self._exactly(4))[0], 1 << 24)
            body = self._exactly(length)
            if kind == 0:
                message: list[Any] = cbor2.loads(body)
                return message

    def close(self) -> None:
        """End the connection, also under a reader."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            try:
                part = self.socket.recv(count - len(data))
            except OSError as error:
                raise Lost(str(error)) from error
            if not part:
                raise Lost("the router closed the connection")
            data += part
        return data


def _connected(address: SplitResult) -> socket.socket:
    if address.scheme == "tcp":
        return socket.create_connection((address.hostname, address.port), timeout=ANSWERING)
    local = socket.socket(socket.AF_UNIX)
    local.settimeout(ANSWERING)
    try:
        local.connect(address.path)
    except OSError:
        local.close()
        raise
    return local


class Peer:
    """A joined session; a thread of its own reads, so that handlers run while the test waits for something else."""

    def __init__(self, wire: Wire, realm: str = "courant", authid: str | None = None, method: str = "anonymous",
                 secret: str = "") -> None:  # fmt: skip
        """Join; raises WampError with the reason of an ABORT."""
        self.wire = wire
        self.events: dict[int, queue.Queue[tuple[list[Any], dict[str, Any], dict[str, Any]]]] = {}
        self._handlers: dict[int, Handler] = {}
        self._answers: dict[int, queue.Queue[list[Any] | None]] = {}
        self._ids = itertools.count(1)
        self.lost = threading.Event()
        self.goodbye = threading.Event()
        self.welcome = self._join(realm, authid, method, secret)
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        """Use the session until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection without a goodbye."""
        if not self.lost.is_set():
            self.wire.close()
            self.lost.wait(5)

    def call(self, uri: str, *args: Any, **kwargs: Any) -> Any:
        """Call and return the first positional result; raises WampError."""
        answer = self._ask([CALL, {}, uri, list(args), kwargs])
        return answer[3][0] if len(answer) > 3 and answer[3] else None

    def subscribe(self, uri: str, **options: Any) -> int:
        """Subscribe and return the subscription's id, for `next_event`; raises WampError."""
        subscription = int(self._ask([SUBSCRIBE, options, uri])[2])
        self.events.setdefault(subscription, queue.Queue())
        return subscription

    def next_event(
        self, subscription: int, timeout: float = PATIENCE
    ) -> tuple[list[Any], dict[str, Any], dict[str, Any]]:
        """Wait for an event: positional arguments, keyword arguments, details; raises queue.Empty."""
        return self.events[subscription].get(timeout=timeout)

    def publish(self, uri: str, *args: Any, **kwargs: Any) -> None:
        """Publish and wait until the router has acknowledged it; raises WampError."""
        self._ask([PUBLISH, {"acknowledge": True}, uri, list(args), kwargs])

    def register(self, uri: str, handler: Handler, **options: Any) -> None:
        """Offer a procedure; raises WampError."""
        self._handlers[int(self._ask([REGISTER, options, uri])[2])] = handler

    def _join(self, realm: str, authid: str | None, method: str, secret: str) -> list[Any]:
        details = {"roles": ROLES, "authmethods": [method], **({"authid": authid} if authid else {})}
        self.wire.send([HELLO, realm, details])
        message = self.wire.receive()
        if message[0] == CHALLENGE:
            self.wire.send([AUTHENTICATE, _signature(method, secret, message[2]), {}])
            message = self.wire.receive()
        if message[0] == ABORT:
            self.wire.close()
            raise WampError(message[2], [message[1].get("message")])
        return message

    def _ask(self, message: list[Any]) -> list[Any]:
        request = next(self._ids)
        waiting = self._answers[request] = queue.Queue()
        self.wire.send([message[0], request, *message[1:]])
        answer = waiting.get(timeout=ANSWERING)
        if answer is None:
            raise Lost("the connection ended before the answer")
        if answer[0] == ERROR:
            raise WampError(answer[4], *answer[5:])
        return answer

    def _read(self) -> None:
        while not self.lost.is_set():
            try:
                self._take(self.wire.receive())
            except Lost:
                self.lost.set()
        for waiting in list(self._answers.values()):
            waiting.put(None)

    def _take(self, message: list[Any]) -> None:
        if message[0] == EVENT:
            self.events.setdefault(message[1], queue.Queue()).put((*_payload(message[4:]), message[3]))
        elif message[0] == INVOCATION:
            threading.Thread(target=self._answer, args=(message,), daemon=True).start()
        elif message[0] == GOODBYE:
            self.goodbye.set()
        elif message[0] in (RESULT, PUBLISHED, SUBSCRIBED, REGISTERED):
            self._deliver(message[1], message)
        elif message[0] == ERROR:
            self._deliver(message[2], message)

    def _deliver(self, request: int, message: list[Any]) -> None:
        """Give an answer to who waits for it; nobody does if a test has sent the message past `_ask`."""
        if request in self._answers:
            self._answers.pop(request).put(message)

    def _answer(self, message: list[Any]) -> None:
        request, registration, details = message[1:4]
        args, kwargs = _payload(message[4:])
        try:
            result = self._handlers[registration](args, kwargs, details)
        except WampError as error:
            self.wire.send([ERROR, INVOCATION, request, {}, error.uri, list(error.args[1:]), error.kwargs])
        else:
            self.wire.send([YIELD, request, {}, [result]])


def _signature(method: str, secret: str, extra: dict[str, Any]) -> str:
    if method == "ticket":
        return secret
    if method == "cryptosign":
        signed = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(bytes.fromhex(extra["challenge"]))
        return signed.hex() + str(extra["challenge"])
    key = secret.encode()
    if "salt" in extra:
        salt, rounds, length = extra["salt"].encode(), extra["iterations"], extra["keylen"]
        key = b64encode(hashlib.pbkdf2_hmac("sha256", key, salt, rounds, length))
    return b64encode(hmac.digest(key, extra["challenge"].encode(), hashlib.sha256)).decode()


def _payload(parts: list[Any]) -> tuple[list[Any], dict[str, Any]]:
    return parts[0] if parts else [], parts[1] if len(parts) > 1 else {}
