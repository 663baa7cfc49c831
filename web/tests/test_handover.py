"""Handing a connection over: on real sockets, with this test as the router."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from courant_web.front.handover import LARGEST, PREFIX, hand_over


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A browser's socket and the one that web accepted."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        browser, (accepted, _) = socket.create_connection(listener.getsockname(), 5), listener.accept()
    with browser, accepted:
        yield browser, accepted


@pytest.fixture
def router(tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    """The router's Unix socket and its path."""
    path = str(tmp_path / "handover")
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind(path)
        listener.listen(1)
        yield listener, path


def test_the_router_serves_the_connection_after_web_has_closed_it(
    pair: tuple[socket.socket, socket.socket], router: tuple[socket.socket, str]
) -> None:
    browser, accepted = pair
    listener, path = router
    assert hand_over(path, accepted.fileno(), b"GET /ws")
    accepted.close()
    from_web, _ = listener.accept()
    with from_web:
        data, descriptors, _, _ = socket.recv_fds(from_web, 100, 2)
        assert (int.from_bytes(data[:PREFIX], "big"), data[PREFIX:]) == (7, b"GET /ws")
        assert from_web.recv(1) == b""
    (descriptor,) = descriptors
    with socket.socket(fileno=descriptor) as taken:
        assert taken.getpeername() == browser.getsockname()
        taken.sendall(b"hello")
        assert browser.recv(10) == b"hello"
        browser.sendall(b"hi")
        assert taken.recv(10) == b"hi"


def test_nobody_waits_for_a_router_that_is_away_or_overwhelmed(
    pair: tuple[socket.socket, socket.socket], router: tuple[socket.socket, str], tmp_path: Path
) -> None:
    _, accepted = pair
    _, path = router
    assert not hand_over(str(tmp_path / "nobody"), accepted.fileno(), b"GET /ws")
    handed = [hand_over(path, accepted.fileno(), b"GET /ws") for _ in range(10)]
    assert handed[0]
    assert not handed[-1]


def test_the_longest_request_fits_and_a_longer_one_stays(
    pair: tuple[socket.socket, socket.socket], router: tuple[socket.socket, str]
) -> None:
    _, accepted = pair
    _, path = router
    assert not hand_over(path, accepted.fileno(), b"x" * (LARGEST + 1))
    assert hand_over(path, accepted.fileno(), b"x" * LARGEST)
