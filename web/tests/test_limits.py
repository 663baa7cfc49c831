"""The limits of the public port: what a client may send, and how long it may take."""

import pytest
from courant_web.front import limits
from courant_web.front.limits import HEAD_TIME, IDLE_TIME, LARGEST_HEAD, MOST_PIPELINED

from .wire import Client


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


@pytest.mark.parametrize("late", [b"X-Note: late", b"Accept-Language: de"])
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
    assert client.ends_after(HEAD_TIME) == "closed"
    assert client.wire.written == b""


def test_a_head_that_comes_too_slowly_is_refused_however_often_a_byte_comes(client: Client) -> None:
    client.send(b"GET / HTTP/1.1\r\n", b"A: b\r\n")
    client.wait(HEAD_TIME + 1)
    assert client.wire.written.startswith(b"HTTP/1.1 408")
    assert client.wire.ended == "closed"


def test_a_body_that_stops_is_given_up(client: Client) -> None:
    client.send(b"POST / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 9\r\n\r\nabc")
    assert client.ends_after(IDLE_TIME) == "aborted"


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
    assert client.ends_after(IDLE_TIME) == "closed"


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
