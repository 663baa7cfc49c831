"""Connections to the public port: how a request is answered, and when its connection is handed over."""

import pytest
from courant_web.front import connection
from courant_web.front.connection import Connection
from courant_web.front.limits import IDLE_TIME

from .wire import CACHED, Client, Wire

SOCKET = b"GET /ws?a=b HTTP/1.1\r\nHost: site.test\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
GET = b"GET /cached/ HTTP/1.1\r\nHost: site.test\r\n"


def test_a_request_is_answered_under_the_scheme_of_the_site(client: Client) -> None:
    written = client.send(b"GET /blog/ HTTP/1.1\r\nHost: site.test\r\nX-Forwarded-Proto: http\r\n\r\n")
    assert written.startswith(b"HTTP/1.1 200")
    assert written.endswith(b"https /blog/")
    assert client.scopes[0]["client"] == ("203.0.113.7", 1)
    assert not client.wire.ended


@pytest.mark.parametrize(
    ("peer", "address"),
    [("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"), ("2001:db8::1", "2001:db8::1")],
)
def test_an_address_is_the_same_on_a_port_for_both_versions(
    monkeypatch: pytest.MonkeyPatch, peer: str, address: str
) -> None:
    monkeypatch.setattr(Wire, "peer", peer)
    assert Client().connection.client == (address, 1)


def test_a_socket_is_handed_over_with_its_request_and_nothing_is_said_to_the_client(client: Client) -> None:
    assert client.send(SOCKET[:40], SOCKET[40:] + b"Cookie: a=b\r\nX-A: 1\r\nX-A: 2\r\n\r\nearly") == b""
    ((path, descriptor, request),) = client.given
    assert (path, descriptor, client.wire.ended) == ("/run/handover", 77, "aborted")
    assert request == (
        b"GET /ws?a=b HTTP/1.1\r\nhost: site.test\r\nconnection: keep-alive, Upgrade\r\nupgrade: WebSocket\r\n"
        b"cookie: a=b\r\nx-a: 1\r\nx-a: 2\r\n\r\nearly"
    )


def test_a_socket_may_follow_requests_that_were_answered(client: Client) -> None:
    client.send(b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n")
    client.send(SOCKET + b"\r\n")
    assert len(client.given) == 1


def test_a_socket_behind_an_answer_that_is_still_on_its_way_ends_the_connection(client: Client) -> None:
    client.send(b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n" + SOCKET + b"\r\n")
    assert (client.given, client.wire.ended) == ([], "closed")
    other = Client()
    other.send(b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n")
    other.wire.unsent = 1
    other.send(SOCKET + b"\r\n")
    assert (other.given, other.wire.ended) == ([], "closed")


def test_while_the_router_is_away_a_socket_is_refused_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(connection, "hand_over", lambda *_: False)
    written = client.send(SOCKET + b"\r\n")
    assert written.startswith(b"HTTP/1.1 503")
    assert b"\r\nretry-after: 2\r\n" in written
    assert client.wire.ended == "closed"


@pytest.mark.parametrize(
    "request_",
    [
        SOCKET.replace(b"/ws", b"/blog/"), SOCKET.replace(b"/ws", b"/ws/"), SOCKET.replace(b"WebSocket", b"h2c"),
        SOCKET.replace(b"GET", b"POST"), SOCKET.replace(b"1.1", b"1.0"), SOCKET.replace(b", Upgrade", b""),
        SOCKET + b"Content-Length: 0\r\n",
    ],
)  # fmt: skip
def test_any_other_upgrade_is_answered_as_a_request(client: Client, request_: bytes) -> None:
    written = client.send(request_ + b"\r\n")
    assert client.given == []
    assert written.startswith(b"HTTP/1.1 200")
    client.send(b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n")
    assert client.wire.ended == "closed" or client.wire.written.count(b"HTTP/1.1 200") == 2


def test_without_a_handover_a_socket_is_a_request_like_any_other() -> None:
    client = Client(handover="")
    assert client.send(SOCKET + b"\r\n").startswith(b"HTTP/1.1 200")
    assert client.wire.ended == "closed"


def test_a_cached_answer_is_sent_before_anything_else_can_happen(client: Client) -> None:
    client.connection.data_received(GET + b"\r\n")
    head, _, body = client.wire.written.partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0] == b"HTTP/1.1 200 OK"
    assert b"content-length: 1400" in head.split(b"\r\n")
    assert body == b"cached " * 200
    assert client.scopes == []


@pytest.mark.parametrize(
    "asked",
    [GET, GET.replace(b"GET", b"HEAD"), GET + b"Accept-Encoding: br, gzip\r\n", GET + b"If-None-Match: *\r\n",
     GET + b"If-None-Match: %b\r\n" % CACHED.tag],
)  # fmt: skip
def test_it_is_the_same_answer_as_uvicorn_would_send(
    client: Client, monkeypatch: pytest.MonkeyPatch, asked: bytes
) -> None:
    written = client.send(asked + b"\r\n")
    monkeypatch.setattr(Connection, "_plain", lambda _: False)
    wire, other = client.another()
    other.data_received(asked + b"\r\n")
    client.run()
    assert wire.written == written != b""


@pytest.mark.parametrize(
    "asked",
    [GET.replace(b"1.1", b"1.0"), GET + b"Connection: close\r\n", GET + b"Content-Length: 1\r\n",
     SOCKET.replace(b"/ws?a=b", b"/cached/").replace(b"WebSocket", b"h2c"), GET + b"Expect: 100-continue\r\n"],
)  # fmt: skip
def test_any_unusual_request_for_a_cached_page_is_left_to_uvicorn(client: Client, asked: bytes) -> None:
    client.connection.data_received(asked + b"\r\nx"[: 3 if b"Length" in asked else 2])
    assert client.wire.written == b""
    client.run()
    assert client.wire.written.endswith(b"cached ")


def test_answers_keep_the_order_of_their_requests(client: Client) -> None:
    other = b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n"
    client.send((GET + b"\r\n") * 2 + other + GET + b"\r\n" + other)
    for _ in range(5):
        client.run()
    bodies = [part.partition(b"\r\n\r\n")[2] for part in client.wire.written.split(b"HTTP/1.1 200 OK\r\n")[1:]]
    assert [body[:7] for body in bodies] == [b"cached ", b"cached ", b"https /", b"cached ", b"https /"]


def test_a_client_that_does_not_read_gets_no_cached_answers_at_once(client: Client) -> None:
    client.connection.pause_writing()
    assert client.send(GET + b"\r\n") == b""
    client.connection.resume_writing()
    client.run()
    assert client.wire.written.endswith(b"cached ")


def test_a_connection_that_got_a_cached_answer_is_let_go_when_nothing_follows(client: Client) -> None:
    client.send(GET + b"\r\n")
    assert client.ends_after(IDLE_TIME) == "closed"
    assert client.wire.written.count(b"HTTP/1.1") == 1
