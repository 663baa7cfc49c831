"""Connections that web hands over, with a stand-in for Crossbar's site and this test as web and the browser."""

import socket
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from twisted.internet import selectreactor
from twisted.internet.protocol import Factory, Protocol


@pytest.fixture
def handover(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The module, with a stand-in for what it changes in Crossbar."""
    for name in ("crossbar", "crossbar.common", "crossbar.common.twisted", "crossbar.common.twisted.endpoint"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    endpoint = sys.modules["crossbar.common.twisted.endpoint"]
    monkeypatch.setattr(sys.modules["crossbar.common.twisted"], "endpoint", endpoint, raising=False)
    monkeypatch.setattr(endpoint, "create_listening_endpoint_from_config", lambda *_: "Crossbar's", raising=False)
    monkeypatch.delitem(sys.modules, "courant_router.handover", raising=False)
    yield import_module("courant_router.handover")
    sys.modules.pop("courant_router.handover")


class Served(Protocol):
    """Serves one client: stores what it reads, and says good day."""

    data = b""

    def dataReceived(self, data: bytes) -> None:
        """Store what was read, and answer the first of it."""
        if not self.data:
            self.transport.write(b"good day")
        self.data += data


class Site(Factory):
    """Stands in for Crossbar's site."""

    noisy = False

    def __init__(self) -> None:
        self.served: list[Served] = []
        self.started = False

    def startFactory(self) -> None:
        """As Twisted calls it when the port opens."""
        self.started = True

    def buildProtocol(self, addr: Any) -> Served:
        """Serve a client."""
        self.served.append(Served())
        return self.served[-1]


class Router:
    """The router's end, on a reactor of its own that runs until something is so."""

    def __init__(self, handover: Any, path: Path) -> None:
        self.reactor: Any = selectreactor.SelectReactor()
        self.path, self.site = str(path), Site()
        self.endpoint = handover.Handover(self.reactor, self.path)
        self.endpoint.listen(self.site)

    def until(self, so: Any) -> None:
        """Run the reactor until `so()`."""
        for _ in range(1000):
            if so():
                return
            self.reactor.iterate(0.01)
        raise AssertionError("it does not happen")

    def web(self, data: bytes, *clients: socket.socket) -> socket.socket:
        """A connection as web opens it, on which it sends clients with data."""
        web = socket.socket(socket.AF_UNIX)
        web.connect(self.path)
        socket.send_fds(web, [data], [client.fileno() for client in clients])
        web.settimeout(0)
        return web

    def heard_by(self, browser: socket.socket) -> bytes:
        """What a browser reads next."""
        browser.settimeout(0)
        heard: list[bytes] = []

        def read() -> bool:
            try:
                heard.append(browser.recv(100))
            except BlockingIOError:
                return False
            return True

        self.until(read)
        return heard[0]

    def gone(self, web: socket.socket) -> bool:
        """Whether the router has ended that connection."""
        try:
            return web.recv(1) == b""
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True


@pytest.fixture
def router(handover: Any, tmp_path: Path) -> Iterator[Router]:
    """A router that takes connections over."""
    made = Router(handover, tmp_path / "handover")
    yield made
    made.reactor.disconnectAll()


@pytest.fixture(params=["127.0.0.1", "::1"])
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[socket.socket, socket.socket]]:
    """A browser's socket and the one that web accepted."""
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    with socket.create_server((request.param, 0), family=family) as listener:
        browser, accepted = socket.create_connection(listener.getsockname()[:2]), listener.accept()[0]
    browser.settimeout(5)
    accepted.setblocking(False)
    with browser, accepted:
        yield browser, accepted


def framed(request: bytes) -> bytes:
    """The message for a request."""
    return len(request).to_bytes(4, "big") + request


def test_a_client_is_served_as_if_the_router_had_accepted_it(
    router: Router, pair: tuple[socket.socket, socket.socket]
) -> None:
    browser, accepted = pair
    with router.web(framed(b"GET /ws"), accepted) as web:
        accepted.close()
        router.until(lambda: router.gone(web))
    assert router.site.started
    (served,) = router.site.served
    peer = served.transport.getPeer()
    assert (peer.type, peer.host, peer.port) == ("TCP", *browser.getsockname()[:2])
    assert router.heard_by(browser) == b"good day"
    browser.sendall(b" and more")
    router.until(lambda: served.data == b"GET /ws and more")
    served.transport.loseConnection()
    assert router.heard_by(browser) == b""


def test_a_request_may_come_in_parts(router: Router, pair: tuple[socket.socket, socket.socket]) -> None:
    browser, accepted = pair
    message = framed(b"x" * 100_000)
    with router.web(message[:2], accepted) as web:
        accepted.close()
        web.setblocking(True)
        web.sendall(message[2:50_000])
        router.reactor.iterate(0)
        assert router.site.served == []
        web.sendall(message[50_000:])
        assert router.heard_by(browser) == b"good day"


@pytest.mark.parametrize("data", [b"\0\0\0", framed(b"GET /ws")[:-1], b"\xff\xff\xff\xff", framed(b"a") + b"b"])
def test_what_is_not_complete_is_closed_and_not_served(
    router: Router, pair: tuple[socket.socket, socket.socket], data: bytes
) -> None:
    browser, accepted = pair
    with router.web(data, accepted):
        accepted.close()
    browser.settimeout(0)
    router.until(lambda: router.gone(browser))
    assert router.site.served == []


def test_data_without_a_connection_is_not_served(router: Router) -> None:
    with router.web(framed(b"GET /ws")) as web:
        router.until(lambda: router.gone(web))
    assert router.site.served == []


def test_of_two_connections_the_second_is_closed(router: Router, pair: tuple[socket.socket, socket.socket]) -> None:
    browser, accepted = pair
    other, extra = socket.socketpair()
    with other, router.web(framed(b"GET /ws"), accepted, extra):
        accepted.close()
        extra.close()
        other.settimeout(0)
        router.until(lambda: router.gone(other))
        assert router.heard_by(browser) == b"good day"


def test_a_client_that_has_left_is_not_served(router: Router, pair: tuple[socket.socket, socket.socket]) -> None:
    browser, accepted = pair
    browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    browser.close()
    with router.web(framed(b"GET /ws"), accepted) as web:
        accepted.close()
        router.until(lambda: router.gone(web))
    assert router.site.served == []


def test_only_this_user_may_hand_over_and_a_killed_router_is_replaced(
    router: Router, handover: Any, tmp_path: Path
) -> None:
    assert (tmp_path / "handover").stat().st_mode & 0o777 == 0o600
    again = Router(handover, tmp_path / "handover")
    with again.web(framed(b"GET /ws")) as web:
        again.until(lambda: again.gone(web))
    again.reactor.disconnectAll()
    (tmp_path / "handover").touch()  # the first router takes its own name away when it ends


def test_crossbar_gets_this_endpoint_for_its_name_only(handover: Any) -> None:
    handover.install()
    make = handover.crossbar_endpoint.create_listening_endpoint_from_config
    made = make({"type": "twisted", "server_string": "handover:/run/x"}, "", SimpleNamespace(), None)
    assert isinstance(made, handover.Handover)
    assert make({"type": "twisted", "server_string": "tcp:80"}, "", None, None) == "Crossbar's"
    assert make({"type": "tcp", "port": 80}, "", None, None) == "Crossbar's"
