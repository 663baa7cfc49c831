"""Broken messages and those over our bounds: each costs its sender the socket at most, and nobody else anything.

Each is harmless to a router and to services without our rules. The rules themselves are tried in `router/tests`, and
that they stand in the router's process in `test_router_hardening.py`.
"""

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
from tests.wamp import CALL, PATIENCE, ROLES, Lost, Peer, WampError, WebSocketWire

pytestmark = pytest.mark.router

LIST = "courant.blog.post.list"

#: What the router's `intake` forbids: an option of links between routers, and 64 levels, of which a message and its
#: fields are two.
FORGED, LEVELS = "forward_for", 63


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


def test_nobody_says_for_whom_it_calls(site: Site, bystander: Peer) -> None:
    for for_itself in (False, True):
        with site.visitor() as peer:
            details = peer.welcome[2]
            itself = {"session": peer.welcome[1], "authid": details["authid"], "authrole": details["authrole"]}
            with pytest.raises(Lost):
                peer._ask([CALL, {FORGED: [itself] if for_itself else []}, LIST, [], {}])


def test_what_a_caller_says_of_itself_reaches_nobody(site: Site, bystander: Peer) -> None:
    with site.operator() as operator:
        secret = operator.call("courant.core.credential.create", name="witness", kind="module")["secret"]
    with site.stranger("witness", secret) as witness:
        witness.register("courant.witness.caller.show", lambda *asked: asked[2])
        said = {"caller": 1, "caller_authid": "nobody", "caller_authrole": "nothing"}
        seen = bystander._ask([CALL, said, "courant.witness.caller.show", [], {}])[3][0]
    details = bystander.welcome[2]
    assert (seen["caller"], seen["caller_authid"]) == (bystander.welcome[1], details["authid"])
    assert seen["caller_authrole"] == details["authrole"] == "visitor"


@pytest.mark.parametrize("name", ["colour", "fields", "", "x" * 9000])
def test_a_field_of_any_name_is_refused_in_words(site: Site, bystander: Peer, name: str) -> None:
    with site.visitor() as peer, pytest.raises(WampError) as refused:
        peer._ask([CALL, {}, LIST, [], {name: 1}])
    assert refused.value.uri == "courant.error.invalid"
    assert len(str(refused.value)) < 200


BROKEN: dict[str, str | bytes] = {
    "one level too many": called_with('{"path":' + "[" * LEVELS + "]" * LEVELS + "}"),
    "a list for the fields": called_with("[]"),
    "no end": called_with("{"),
    "a negative request": '[48,-1,{},"courant.blog.post.get"]',
    "a number for a name": "[48,1,{},7]",
    "a hello without a realm": "[1]",
    "a byte": "\x00",
    "nothing": "",
    "a binary frame": b'[48,1,{},"courant.blog.post.get"]',
    "only beginnings": "[[[",
    "more behind its end": '[48,1,{},"courant.blog.post.get"]x',
}


@pytest.mark.parametrize("frame", BROKEN.values(), ids=BROKEN)
def test_a_broken_message_ends_its_senders_socket_only(site: Site, bystander: Peer, frame: str | bytes) -> None:
    with site.visitor() as hostile:
        send(hostile, frame)
        assert hostile.lost.wait(PATIENCE)


def test_a_text_that_is_no_utf8_ends_its_senders_socket_only(site: Site, bystander: Peer) -> None:
    with site.visitor() as hostile:
        assert isinstance(hostile.wire, WebSocketWire)
        hostile.wire.socket.send(b'[48,1,{},"courant.blog.post.get",[],{"path":"\xff\xfe"}]', text=True)
        assert hostile.lost.wait(PATIENCE)


def nested(levels: int) -> list[Any]:
    """Lists in each other."""
    return [nested(levels - 1)] if levels > 1 else []


@pytest.mark.parametrize(
    ("options", "fields"), [({FORGED: []}, {}), ({}, {"path": nested(LEVELS)})], ids=["an option", "one level too many"]
)
def test_a_binary_message_can_hold_no_more_than_a_text(
    site: Site, bystander: Peer, options: dict[str, Any], fields: dict[str, Any]
) -> None:
    url, protocol = f"ws://localhost:{site.port}/ws", Subprotocol("wamp.2.cbor")
    with connect(url, subprotocols=[protocol], proxy=None) as socket, suppress(ConnectionClosed):
        socket.send(cbor2.dumps([1, "courant", {"roles": ROLES, "authmethods": ["anonymous"]}]))
        assert cbor2.loads(bytes(socket.recv(10)))[0] == 2  # type: ignore[arg-type]  # binary: never str
        socket.send(cbor2.dumps([CALL, 1, options, LIST, [], fields]))
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
    (SINCE, {"fragments": {"blog.post-x": 2**53}}, "invalid"),
    (SINCE, {"fragments": {"blog.post-x": "9" * 30}}, "invalid"),
    ("courant.blog.media.get", {"name": "../../blog.sqlite3"}, "not_found"),
    ("courant.blog.media.get", {"name": "0" * 32 + ".png", "start": -1}, "invalid"),
    ("courant.blog.upload.begin", {"name": "a.png", "size": 1}, "forbidden"),
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
    with Reader(site).sign_in("ada") as reader, reader.socket() as peer, pytest.raises(WampError) as refused:
        peer.call(uri, **fields)
    assert refused.value.uri == "courant.error.too_large"
    assert "at most" in str(refused.value)


def test_a_title_of_ten_thousand_characters_is_refused_in_words(site: Site) -> None:
    with Reader(site).sign_in("ada") as reader, reader.socket() as peer:
        for uri in ("courant.blog.post.save", "courant.wiki.page.save"):
            with pytest.raises(WampError, match="at most 200") as refused:
                peer.call(uri, title="x" * 10_000, text="Short.")
            assert refused.value.kwargs == {"field": "title"}
