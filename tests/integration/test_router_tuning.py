"""The router's tuning: the functions it replaces are those that were read, and events arrive as they did without it."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import cbor2
import msgpack
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.router import PYTHON, ROOT, RouterProcess
from tests.wamp import PUBLISH, Lost, Peer, WebSocketWire

pytestmark = pytest.mark.router

TOPIC = "courant.blog.live.comments-1"
LARGE = 300_000


class BinaryWire(WebSocketWire):
    """CBOR or MessagePack over a WebSocket, as backends may have them."""

    def __init__(self, url: str, name: str = "cbor") -> None:
        """Connect and agree on the serializer with this name."""
        codecs: dict[str, Any] = {"cbor": (cbor2.dumps, cbor2.loads), "msgpack": (msgpack.packb, msgpack.unpackb)}
        self.dump, self.load = codecs[name]
        self._open = ExitStack()
        self.socket = self._open.enter_context(connect(
            url, compression=None, subprotocols=[Subprotocol(f"wamp.2.{name}")], max_size=None, proxy=None,
        ))  # fmt: skip

    def send(self, message: list[Any]) -> None:
        """Send one message as a binary frame."""
        self.socket.send(self.dump(message))

    def receive(self) -> list[Any]:
        """Wait for one message; raises Lost."""
        try:
            message: list[Any] = self.load(self.socket.recv())
        except ConnectionClosed as closed:
            raise Lost(str(closed)) from closed
        return message


MSGPACK = partial(BinaryWire, name="msgpack")


@pytest.fixture(scope="module")
def gate(router: RouterProcess) -> Iterator[list[dict[str, Any]]]:
    """A stand-in for web that lets everybody in, as visitors with names of their own; the headers it was shown."""
    seen: list[dict[str, Any]] = []

    def admit(args: list[Any], *_: object) -> dict[str, str]:
        seen.append(args[2]["transport"]["http_headers_received"])
        return {"role": "visitor", "authid": f"v{len(seen)}"}

    with router.service("web") as web:
        web.register("courant.web.session.authenticate", admit)
        yield seen


@pytest.fixture
def blog(router: RouterProcess) -> Iterator[Peer]:
    """The session that publishes."""
    with router.service("blog") as peer:
        yield peer


def python(script: str) -> str:
    """What a script prints in the router's environment."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'router' / 'lean'}:{ROOT / 'router'}"}
    return subprocess.check_output([PYTHON, "-c", script], env=environment, text=True, timeout=60)


def test_the_functions_that_are_replaced_are_those_that_were_read() -> None:
    assert python("from courant_router.tuning.pins import changed; print(*changed(), sep='\\n')").strip() == ""


def test_the_router_is_tuned_before_it_opens_a_port() -> None:
    script = """
from types import SimpleNamespace
from courant_router.authorizer import Authorizer
Authorizer(SimpleNamespace(extra={"installed": []}, realm="courant", keyring=None))
from courant_router.tuning import IDEAS
from crossbar.router.protocol import WampWebSocketServerProtocol as Socket
from crossbar.router.router import Router
from twisted.internet.tcp import Server
print(*{part.__module__ for part in (Socket.send, Router.send, Server.write)})
"""
    assert set(python(script).split()) == {"courant_router.tuning.frames", "courant_router.tuning.turns"}


@pytest.mark.usefixtures("gate")
def test_everybody_receives_every_event_in_its_order(router: RouterProcess, blog: Peer) -> None:
    with ExitStack() as stack:
        wires = [wire(router.websocket) for wire in (WebSocketWire, BinaryWire, MSGPACK) for _ in range(40)]
        peers = [stack.enter_context(Peer(wire)) for wire in wires]
        subscriptions = [peer.subscribe(TOPIC) for peer in peers]
        for number in range(10):
            # Not acknowledged: many reach the router in one read, and leave it in one write.
            blog.wire.send([PUBLISH, 1000 + number, {}, TOPIC, [number], {"text": "ü" * number * 50}])
        for peer, subscription in zip(peers, subscriptions, strict=True):
            got = [peer.next_event(subscription) for _ in range(10)]
            assert [(args, fields) for args, fields, _ in got] == [
                ([number], {"text": "ü" * number * 50}) for number in range(10)
            ]


@pytest.mark.usefixtures("gate")
def test_an_excluded_name_does_not_receive_the_event(router: RouterProcess, blog: Peer) -> None:
    with router.browser() as kept, router.browser() as left_out:
        heard, missed = kept.subscribe(TOPIC), left_out.subscribe(TOPIC)
        name = left_out.welcome[2]["authid"]
        blog.wire.send([PUBLISH, 2000, {"exclude_authid": [name]}, TOPIC, ["first"]])
        blog.wire.send([PUBLISH, 2001, {}, TOPIC, ["second"]])
        assert [kept.next_event(heard)[0] for _ in range(2)] == [["first"], ["second"]]
        assert left_out.next_event(missed)[0] == ["second"]


@pytest.mark.usefixtures("gate")
def test_answers_and_events_keep_their_order(router: RouterProcess, blog: Peer) -> None:
    def answer(*_: object) -> int:
        blog.wire.send([PUBLISH, 3000, {}, TOPIC, ["before the answer"]])
        return 7

    blog.register("courant.blog.post.count", answer)
    with router.browser() as peer:
        subscription = peer.subscribe(TOPIC)
        assert peer.call("courant.blog.post.count") == 7
        assert peer.events[subscription].get_nowait()[0] == ["before the answer"]


@pytest.mark.usefixtures("gate")
def test_binary_data_reaches_those_who_can_read_it(router: RouterProcess, blog: Peer) -> None:
    with Peer(BinaryWire(router.websocket)) as peer, router.browser() as browser:
        subscriptions = [one.subscribe(TOPIC) for one in (peer, browser)]
        blog.publish(TOPIC, b"\x00\xff")
        assert peer.next_event(subscriptions[0])[0] == [b"\x00\xff"]
        assert browser.next_event(subscriptions[1])[0] == ["\0AP8="]  # WAMP's way to write bytes in JSON


@pytest.mark.usefixtures("gate")
def test_binary_data_in_json_reaches_a_service_as_bytes(router: RouterProcess, blog: Peer) -> None:
    got: list[Any] = []
    blog.register("courant.blog.post.preview", lambda args, *_: got.append(args[0]))
    with router.browser() as browser:
        for value in ("\0AP8=", "plain", "\\u0000", "in the \0middle", {"\0AP8=": ["\0AP8=", 1]}):
            browser.call("courant.blog.post.preview", value)
    assert got == [b"\x00\xff", "plain", "\\u0000", "in the \0middle", {"\0AP8=": [b"\x00\xff", 1]}]


@pytest.mark.usefixtures("gate")
def test_a_slow_reader_misses_nothing_and_delays_nobody(router: RouterProcess, blog: Peer) -> None:
    with socket.socket() as narrow, router.browser() as quick:
        narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        narrow.connect(("127.0.0.1", router.port))
        with connect(
            router.websocket, sock=narrow, compression=None, subprotocols=[Subprotocol("wamp.2.json")],
            max_size=None, max_queue=1, proxy=None,
        ) as slow:  # fmt: skip
            wire = WebSocketWire.__new__(WebSocketWire)
            wire.socket = slow
            wire.send([1, "courant", {"roles": {"subscriber": {}}, "authmethods": ["anonymous"]}])
            assert wire.receive()[0] == 2
            wire.send([32, 1, {}, TOPIC])
            assert wire.receive()[0] == 33
            subscription = quick.subscribe(TOPIC)
            for number in range(40):
                blog.publish(TOPIC, number, text="x" * LARGE)
            assert [quick.next_event(subscription)[0] for _ in range(40)] == [[number] for number in range(40)]
            got = [wire.receive() for _ in range(40)]
            assert [(message[4], len(message[5]["text"])) for message in got] == [([n], LARGE) for n in range(40)]


@pytest.mark.usefixtures("gate")
def test_compression_is_not_agreed_to(router: RouterProcess) -> None:
    with connect(
        router.websocket, compression="deflate", subprotocols=[Subprotocol("wamp.2.json")], proxy=None
    ) as window:
        assert window.response is not None
        assert "Sec-WebSocket-Extensions" not in window.response.headers


def test_a_session_that_has_joined_keeps_no_cookie(router: RouterProcess, gate: list[dict[str, Any]]) -> None:
    with router.browser({"Cookie": "sessionid=secret"}) as peer, router.service("core") as core:
        details = core.call("wamp.session.get", peer.welcome[1])
    assert gate[-1]["cookie"] == "sessionid=secret"
    assert details["transport"]["http_headers_received"] is None


@pytest.mark.usefixtures("gate")
def test_sessions_that_come_subscribe_and_go_are_reported_to_those_who_asked(router: RouterProcess) -> None:
    with router.service("core") as core:
        names = ("wamp.session.on_join", "wamp.subscription.on_subscribe", "wamp.session.on_leave")
        joined, subscribed, left = [core.subscribe(name) for name in names]
        with router.browser() as peer:
            session = peer.welcome[1]
            assert core.next_event(joined)[0][0]["session"] == session
            subscription = peer.subscribe(TOPIC)
            assert core.next_event(subscribed)[0] == [session, subscription]
        assert core.next_event(left)[0][0] == session
