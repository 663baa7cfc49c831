"""Forged and broken messages: each is refused, costs its sender the socket at most, and nobody else anything."""

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import cbor2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.readers import Reader
from tests.site import Site
from tests.wamp import CALL, ERROR, INVOCATION, ROLES, Lost, Peer, WampError, WebSocketWire

pytestmark = pytest.mark.router

LIST = "courant.blog.post.list"


@pytest.fixture
def bystander(site: Site) -> Iterator[Peer]:
    """A visitor who was there before; whatever happens, the site still answers it afterwards."""
    with site.visitor() as peer:
        before = callee(peer)
        yield peer
        assert callee(peer) == before, "a service had to join again"


def callee(peer: Peer) -> list[int]:
    """The sessions of the services that answer."""
    uris = (LIST, "courant.wiki.page.list", "courant.core.module.list")
    return [peer._ask([CALL, {}, uri, [], {}])[2]["callee"] for uri in uris]


def send(peer: Peer, frame: str | bytes) -> None:
    """Send a frame as it is; `bytes` travel as a binary one."""
    assert isinstance(peer.wire, WebSocketWire)
    peer.wire.socket.send(frame)


def called_with(fields: str, uri: str = "courant.blog.post.get") -> str:
    """A call as text, so that its fields may be what no serializer would write."""
    return f'[48,1,{{}},"{uri}",[],{fields}]'


@pytest.mark.parametrize(
    "person",
    [("admin", "admin"), ("web", "service-web"), ("core", "service-core"), ("ada#1", "editor"), ("router", "trusted")],
)
def test_nobody_calls_as_somebody_else(site: Site, bystander: Peer, person: tuple[str, str]) -> None:
    other = {"session": 1, "authid": person[0], "authrole": person[1]}
    for forged in ({"forward_for": [other]}, {"caller": 1, "caller_authid": person[0], "caller_authrole": person[1]}):
        with site.visitor() as forger, pytest.raises((Lost, WampError), match=r"connection ended|error\.forbidden"):
            forger._ask([CALL, forged, "courant.core.credential.list", [], {}])


class Slow(Peer):
    """A module whose one procedure waits, and tells as which request it was asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.asked: queue.Queue[int] = queue.Queue()
        self.answers = threading.Event()
        super().__init__(*args, **kwargs)

    def _answer(self, message: list[Any]) -> None:
        self.asked.put(message[1])
        assert self.answers.wait(20)
        super()._answer(message)


def test_nobody_answers_a_call_that_is_anothers(site: Site, bystander: Peer) -> None:
    with site.operator() as operator:
        secret = operator.call("courant.core.credential.create", name="slow", kind="module")["secret"]
    wire = WebSocketWire(f"ws://localhost:{site.port}/ws")
    with Slow(wire, authid="slow", method="ticket", secret=secret) as module, site.visitor() as forger:
        module.register("courant.slow.thing.do", lambda *_: "the truth")
        told: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=lambda: told.put(bystander.call("courant.slow.thing.do"))).start()
        request = module.asked.get(timeout=10)
        forged = [ERROR, INVOCATION, request, {}, "courant.error.conflict", ["No."], {"html": "<form>"}]
        send(forger, json.dumps(forged))
        assert forger.lost.wait(5)
        module.answers.set()
        assert told.get(timeout=10) == "the truth"


@pytest.mark.parametrize(
    "name", ["fun", "f", "self", "details", "_details", "fields", "options", "procedure", "", "x" * 9000]
)
def test_a_field_of_any_name_is_refused_in_words(site: Site, bystander: Peer, name: str) -> None:
    with site.visitor() as peer, pytest.raises(WampError) as refused:
        peer._ask([CALL, {}, LIST, [], {name: 1}])
    assert refused.value.uri == "courant.error.invalid"
    assert len(str(refused.value)) < 200


BROKEN: dict[str, str | bytes] = {
    "a hundred lists in each other": called_with('{"path":' + "[" * 100 + "]" * 100 + "}"),
    "more than CBOR can read": called_with('{"path":' + "[" * 410 + "]" * 410 + "}"),
    "ninety thousand maps in each other": called_with('{"path":' + '{"a":' * 90_000 + "1" + "}" * 90_000 + "}"),
    "half a character": called_with('{"path":"\\ud800"}'),
    "half a character for a name": called_with('{"\\udfff":1}'),
    "no number": called_with('{"id":NaN}'),
    "an endless number": called_with('{"id":1e999}'),
    "a number of 41 digits": called_with('{"id":1' + "0" * 40 + "}"),
    "a number of 5000 digits": called_with('{"id":' + "9" * 5000 + "}"),
    "a list for the fields": called_with("[]"),
    "no end": called_with("{"),
    "a negative request": '[48,-1,{},"courant.blog.post.get"]',
    "a number for a name": "[48,1,{},7]",
    "a hello without a realm": "[1]",
    "a byte": "\x00",
    "nothing": "",
    "a binary frame": b'[48,1,{},"courant.blog.post.get"]',
    "only beginnings": "[" * 500_000,
    "more behind its end": '[48,1,{},"courant.blog.post.get"]x',
}


@pytest.mark.parametrize("frame", BROKEN.values(), ids=BROKEN)
def test_a_broken_message_ends_its_senders_socket_only(site: Site, bystander: Peer, frame: str | bytes) -> None:
    with site.visitor() as hostile:
        send(hostile, frame)
        assert hostile.lost.wait(10)


def test_a_text_that_is_no_utf8_ends_its_senders_socket_only(site: Site, bystander: Peer) -> None:
    with site.visitor() as hostile:
        assert isinstance(hostile.wire, WebSocketWire)
        hostile.wire.socket.send(b'[48,1,{},"courant.blog.post.get",[],{"path":"\xff\xfe"}]', text=True)
        assert hostile.lost.wait(10)


def shared(levels: int) -> Any:
    """A list that names one list ten times, which names one ten times..., in CBOR no longer than its levels."""
    value: Any = ["x" * 1000]
    for _ in range(levels):
        value = [value] * 10
    return value


@pytest.mark.parametrize(
    "fields", [{1: 2}, {"path": shared(9)}, {"path": cbor2.CBORTag(35, "(a+)+$")}, {"id": 2**70}],
    ids=["number for a name", "grows without end", "a pattern", "a big number"],
)  # fmt: skip
def test_a_binary_message_can_hold_no_more_than_a_text(site: Site, bystander: Peer, fields: dict[Any, Any]) -> None:
    url, protocol = f"ws://localhost:{site.port}/ws", Subprotocol("wamp.2.cbor")
    with connect(url, subprotocols=[protocol], proxy=None) as socket, suppress(ConnectionClosed):
        socket.send(cbor2.dumps([1, "courant", {"roles": ROLES, "authmethods": ["anonymous"]}]))
        assert cbor2.loads(bytes(socket.recv(10)))[0] == 2  # type: ignore[arg-type]
        socket.send(cbor2.dumps([CALL, 1, {}, LIST, [], fields], value_sharing=True))
        pytest.fail(f"it was answered: {socket.recv(10)!r:.200}")


POST, PAGE, SINCE = "courant.blog.post.get", "courant.wiki.page.get", "courant.blog.live.since"
ENTER = "courant.core.presence.enter"

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    (POST, {"id": -1}, "invalid"),
    (POST, {"id": 2**60}, "invalid"),
    (POST, {"id": "1; DROP TABLE"}, "invalid"),
    (POST, {"id": [1]}, "invalid"),
    (POST, {"id": True}, "invalid"),
    (POST, {"path": "x" * 10_000}, "too_large"),
    (POST, {"path": "/../../etc/passwd"}, "not_found"),
    (LIST, {"limit": -5}, "invalid"),
    (LIST, {"limit": 10**6}, "invalid"),
    (LIST, {"before": "0001-01-01T00:00:00+14:00_1"}, "invalid"),
    (LIST, {"order": "title"}, "invalid"),
    (PAGE, {"path": "a", "number": 2**60}, "invalid"),
    (PAGE, {"path": {"$ne": ""}}, "invalid"),
    (SINCE, {"fragments": {f"blog.post-{number}": 0 for number in range(1000)}}, "invalid"),
    (SINCE, {"fragments": {"blog.<script>": 0}}, "not_found"),
    (SINCE, {"fragments": ["blog.index"]}, "invalid"),
    ("courant.blog.media.get", {"name": "../../blog.sqlite3"}, "not_found"),
    (ENTER, {"page": "https://evil.test/"}, "invalid"),
    (ENTER, {"page": "/" + "x" * 3000}, "too_large"),
    ("courant.site.module.announce", {"module": "blog", "title": "Mine"}, "forbidden"),
    ("courant.\0.post.get", {}, "wamp.error.no_such_procedure"),
]


@pytest.mark.parametrize(("uri", "fields", "refusal"), REFUSED, ids=lambda value: ascii(value)[:50])
def test_a_wrong_value_is_refused_in_words(bystander: Peer, uri: str, fields: dict[str, Any], refusal: str) -> None:
    with pytest.raises(WampError) as refused:
        bystander.call(uri, **fields)
    assert refused.value.uri in {refusal, f"courant.error.{refusal}"}
    assert 5 < len(str(refused.value.args[1])) < 300


@pytest.mark.parametrize(
    ("uri", "fields"),
    [
        (LIST, {"before": "2026-01-01_99999999999999999999"}),
        ("courant.wiki.page.list", {"after": "x" * 900_000}),
        ("courant.wiki.sitemap.list", {"limit": 2**62}),
        ("courant.wiki.sitemap.list", {"limit": -(2**62)}),
        (SINCE, {"fragments": {"blog.post-" + "9" * 400: 0}}),
        (SINCE, {"fragments": {"blog.post-1": -(2**62)}}),
    ],
    ids=lambda value: str(value)[:50],
)
def test_an_absurd_value_is_answered(bystander: Peer, uri: str, fields: dict[str, Any]) -> None:
    assert bystander.call(uri, **fields)


@pytest.mark.parametrize(
    ("uri", "fields"),
    [
        ("courant.blog.comment.add", {"post": 1, "text": "x" * 10_001}),
        ("courant.wiki.page.save", {"title": "x", "text": "x" * 400_001}),
    ],
    ids=["a comment", "a page"],
)
def test_a_text_that_is_too_long_is_refused_whole(site: Site, uri: str, fields: dict[str, Any]) -> None:
    with Reader(site).sign_in("grace") as reader, reader.socket() as peer, pytest.raises(WampError) as refused:
        peer.call(uri, **fields)
    assert refused.value.uri == "courant.error.too_large"
    assert "at most" in str(refused.value)


def test_a_title_of_ten_thousand_characters_is_refused_in_words(site: Site) -> None:
    with Reader(site).sign_in("ada") as reader, reader.socket() as peer:
        for uri in ("courant.blog.post.save", "courant.wiki.page.save"):
            with pytest.raises(WampError, match="at most 200") as refused:
                peer.call(uri, title="x" * 10_000, text="Short.")
            assert refused.value.kwargs == {"field": "title"}
