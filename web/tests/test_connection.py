"""Connections to the public port: what a client may send, how long it may take, and when it is handed over."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import uvicorn
from courant_web.front import connection, limits
from courant_web.front.asgi import Front
from courant_web.front.cache import Caches
from courant_web.front.connection import Connection, Terms
from courant_web.front.invalidation import Invalidation
from courant_web.front.limits import HEAD_TIME, IDLE_TIME, LARGEST_HEAD, MOST_PIPELINED
from courant_web.front.response import App, Message, Receive, Scope, Send, store
from uvicorn.server import ServerState

SOCKET = b"GET /ws?a=b HTTP/1.1\r\nHost: site.test\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
GET = b"GET /cached/ HTTP/1.1\r\nHost: site.test\r\n"
CACHED = store(200, [(b"content-type", b"text/html")], b"cached " * 200)


class Wire:
    """A transport that stores what is written."""

    def __init__(self) -> None:
        self.written, self.unsent, self.ended, self.paused = b"", 0, "", False

    def write(self, data: bytes) -> None:
        """Store it."""
        self.written += data

    def writelines(self, parts: list[bytes]) -> None:
        """Store them."""
        self.written += b"".join(parts)

    def get_extra_info(self, name: str) -> Any:
        """Itself as its own socket."""
        return {"socket": self}.get(name)

    peer = "203.0.113.7"

    def getpeername(self) -> tuple[str, int]:
        """The client's address."""
        return self.peer, 1

    def getsockname(self) -> tuple[str, int]:
        """The server's address."""
        return "127.0.0.1", 2

    def fileno(self) -> int:
        """The descriptor of the socket."""
        return 77

    def get_write_buffer_size(self) -> int:
        """How much the client has not read."""
        return self.unsent

    def is_closing(self) -> bool:
        """Whether it was ended."""
        return bool(self.ended)

    def close(self) -> None:
        """End it after what was written."""
        self.ended = self.ended or "closed"

    def abort(self) -> None:
        """End it at once."""
        self.ended = self.ended or "aborted"

    def pause_reading(self) -> None:
        """Stop reading."""
        self.paused = True

    def resume_reading(self) -> None:
        """Read again."""
        self.paused = False


class Client:
    """A client of one connection, whose requests are answered with their scope's scheme and path."""

    def __init__(self, handover: str = "/run/handover") -> None:
        self.loop = asyncio.new_event_loop()
        self.given: list[tuple[str, int, bytes]] = []
        self.scopes: list[Scope] = []
        self.state = ServerState()
        self.application: App = self._answer
        self.front = Front(self._serve, Caches({b"/cached/": CACHED}, Invalidation()), ("sessionid",))
        make: Any = partial(Connection, Terms("https", b"/ws", handover, self.front.cached))
        self.config = uvicorn.Config(
            self.front, interface="asgi3", http=make, ws="none", lifespan="off", log_config=None, proxy_headers=False
        )  # fmt: skip
        self.config.load()
        self.wire, self.connection = self.another()

    def another(self) -> tuple[Wire, Connection]:
        """Another connection to the same server."""
        make: Any = self.config.http_protocol_class
        made: Connection = make(config=self.config, server_state=self.state, app_state={}, _loop=self.loop)
        wire = Wire()
        made.connection_made(wire)
        return wire, made

    def send(self, *parts: bytes) -> bytes:
        """Send the parts one by one, let the application answer, and return what was written."""
        for part in parts:
            self.connection.data_received(part)
        self.run()
        return self.wire.written

    def run(self) -> None:
        """Let every task come to its next wait."""
        for _ in range(10):
            self.loop.run_until_complete(asyncio.sleep(0))

    def wait(self, seconds: float) -> None:
        """Let the server look at its clock after so long."""
        self.connection.look_at_clock(self.loop.time() + seconds)

    async def hasty(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer before the body is there."""
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.application(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        while (received := await receive()).get("more_body"):
            pass
        if received["type"] == "http.disconnect":
            return
        body = f"{scope['scheme']} {scope['path']}".encode()
        start: Message = {
            "type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))],
        }  # fmt: skip
        await send(start)
        await send({"type": "http.response.body", "body": body})


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client; what web hands over is recorded, and the router is there."""
    made = Client()

    def hand_over(path: str, descriptor: int, request: bytes) -> bool:
        made.given.append((path, descriptor, request))
        return True

    monkeypatch.setattr(connection, "hand_over", hand_over)
    yield made
    made.connection.connection_lost(None)
    made.run()
    made.loop.close()


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


@pytest.mark.parametrize(
    "garbage",
    [b"nonsense\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"GET / HTTP/9.9\r\n\r\n",
     b"CONNECT a.test:80 HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nA B: c\r\n\r\n", b"GET / HTTP/1.1\r\nHost : c\r\n\r\n",
     b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
     b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
     b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
     b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n"],
    ids=lambda garbage: repr(garbage)[:50],
)  # fmt: skip
def test_what_is_not_http_or_could_be_understood_in_two_ways_is_refused(client: Client, garbage: bytes) -> None:
    assert client.send(garbage).startswith(b"HTTP/1.1 400")
    assert client.wire.ended == "closed"
    assert client.scopes == []
    before = client.wire.written
    assert client.send(b"GET / HTTP/1.1\r\n\r\n") == before


def test_an_absolute_address_is_read_for_its_path_only(client: Client) -> None:
    assert client.send(b"GET http://evil.test/blog/ HTTP/1.1\r\nHost: site.test\r\n\r\n").endswith(b"https /blog/")
    assert dict(client.scopes[0]["headers"])[b"host"] == b"site.test"


@pytest.mark.parametrize(
    ("first", "part"),
    [(b"GET /", b"a" * 5000), (b"GET / HTTP/1.1\r\nA: ", b"a" * 5000), (b"GET / HTTP/1.1\r\n", b"A: b\r\n" * 500),
     (b"", b"\r\n" * 2500)],
)  # fmt: skip
def test_a_head_without_end_is_refused(client: Client, first: bytes, part: bytes) -> None:
    written = client.send(first, *[part] * (LARGEST_HEAD // len(part) + 2))
    assert written.startswith(b"HTTP/1.1 431")
    assert client.wire.ended == "closed"
    assert client.scopes == []


def test_a_complete_head_that_is_too_large_is_refused(client: Client) -> None:
    written = client.send(b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * (LARGEST_HEAD // 6 + 1) + b"\r\n")
    assert written.startswith(b"HTTP/1.1 431")
    assert client.scopes == []


def test_a_large_body_is_no_head(client: Client) -> None:
    head = b"POST / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 500000\r\n\r\n"
    written = client.send(head + b"x" * 100_000, b"x" * 400_000 + head)
    assert written.count(b"HTTP/1.1 200") == 1
    assert not client.wire.ended


@pytest.mark.parametrize("late", [b"Cookie: sessionid=x", b"X-Forwarded-For: 6.6.6.6"])
def test_headers_behind_the_body_are_ignored(client: Client, late: bytes) -> None:
    head = b"POST / HTTP/1.1\r\nHost: site.test\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert client.send(head, b"0\r\n" + late + b"\r\n\r\n").endswith(b"https /")
    assert [name for name, _ in client.scopes[0]["headers"]] == [b"host", b"transfer-encoding"]


def test_too_many_requests_at_once_are_refused(client: Client) -> None:
    one = b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n"
    client.send(one * (MOST_PIPELINED + 5))
    for _ in range(MOST_PIPELINED):
        client.run()
    assert client.wire.written.count(b"HTTP/1.1 200") == MOST_PIPELINED + 1
    assert client.wire.ended == "closed"


def test_a_client_that_says_nothing_is_let_go(client: Client) -> None:
    client.wait(HEAD_TIME - 1)
    assert not client.wire.ended
    client.wait(HEAD_TIME + 1)
    assert (client.wire.ended, client.wire.written) == ("closed", b"")


def test_a_head_that_comes_too_slowly_is_refused_however_often_a_byte_comes(client: Client) -> None:
    client.send(b"GET / HTTP/1.1\r\n", b"A: b\r\n")
    client.wait(HEAD_TIME + 1)
    assert client.wire.written.startswith(b"HTTP/1.1 408")
    assert client.wire.ended == "closed"


def test_a_body_that_stops_is_given_up(client: Client) -> None:
    client.send(b"POST / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 9\r\n\r\nabc")
    client.wait(IDLE_TIME - 1)
    assert not client.wire.ended
    client.wait(IDLE_TIME + 1)
    assert client.wire.ended == "aborted"


def test_a_body_that_breaks_off_into_nonsense_is_refused_and_nobody_waits_for_it(client: Client) -> None:
    head = b"POST / HTTP/1.1\r\nHost: site.test\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert client.send(head + b"3\r\nabc\r\n", b"nonsense\r\n").startswith(b"HTTP/1.1 400")
    assert client.wire.ended == "closed"
    other = Client()
    other.application = other.hasty
    other.send(head + b"3\r\nabc\r\n")
    other.send(b"nonsense\r\n")
    assert other.wire.ended == "aborted"


def test_a_client_is_not_late_while_it_is_waited_for_nothing(client: Client) -> None:
    client.send(b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n")
    client.wait(IDLE_TIME * 2)  # between requests uvicorn's own time-out counts
    assert not client.wire.ended


def test_empty_lines_between_requests_keep_no_connection_open(client: Client) -> None:
    client.send(b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n")
    client.send(b"\r\n")
    client.wait(IDLE_TIME - 1)
    assert not client.wire.ended
    client.wait(IDLE_TIME + 1)
    assert client.wire.ended == "closed"


def test_a_body_that_ends_after_the_answer_keeps_no_connection_open(client: Client) -> None:
    client.application = client.hasty
    client.send(b"POST / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 9\r\n\r\n")
    client.send(b"x" * 9)
    client.wait(IDLE_TIME + 1)
    assert client.wire.ended == "closed"
    assert client.wire.written.count(b"HTTP/1.1") == 1


def test_a_client_that_does_not_read_is_given_up(client: Client) -> None:
    client.send(b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n")
    for seconds, unsent in ((0, 900), (IDLE_TIME, 800), (IDLE_TIME * 1.9, 800)):
        client.wire.unsent = unsent
        client.wait(seconds)
        assert not client.wire.ended
    client.wait(IDLE_TIME * 2.1)
    assert client.wire.ended == "aborted"


def test_a_body_that_goes_on_after_the_answer_ends(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_IGNORED", 10)
    client.application = client.hasty
    client.send(b"POST / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 99\r\n\r\n")
    client.send(b"x" * 10)
    assert not client.wire.ended
    client.send(b"x")
    assert client.wire.ended == "closed"


def test_one_connection_too_many_ends_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    assert [client.another()[0].ended for _ in range(2)] == ["", "aborted"]


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
    client.wait(IDLE_TIME - 1)
    assert not client.wire.ended
    client.wait(IDLE_TIME + 1)
    assert client.wire.ended == "closed"
    assert client.wire.written.count(b"HTTP/1.1") == 1
