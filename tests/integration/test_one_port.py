"""The one port of a site: web accepts every connection, and hands sockets over to the router."""

import http.client
import socket
import threading

import httpx
import pytest

from tests.site import Site
from tests.wamp import PATIENCE

pytestmark = pytest.mark.router

HANDSHAKE = {
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "wamp.2.json",
}  # fmt: skip
LIST = "courant.core.module.list"


def answer(site: Site, path: str, headers: dict[str, str], connection: http.client.HTTPConnection | None = None) -> int:
    """The status of the answer to a request with these headers."""
    connection = connection or http.client.HTTPConnection("localhost", site.port, timeout=20)
    connection.request("GET", path, headers=headers)
    found = connection.getresponse()
    if found.status != 101:
        found.read()
    return found.status


def test_a_socket_opens_on_the_port_of_the_pages(site: Site) -> None:
    assert answer(site, "/ws", HANDSHAKE) == 101


def test_a_socket_opens_on_a_connection_that_has_carried_pages(site: Site) -> None:
    connection = http.client.HTTPConnection("localhost", site.port, timeout=20)
    assert [answer(site, path, {}, connection) for path in ("/blog/", "/wiki/")] == [200, 200]
    assert answer(site, "/ws", HANDSHAKE, connection) == 101


@pytest.mark.parametrize("path", ["/blog/", "/", "/wiki/"])
def test_an_upgrade_elsewhere_is_answered_with_the_page(site: Site, path: str) -> None:
    assert answer(site, path, HANDSHAKE) == 200


def test_the_router_checks_a_handshake_that_was_handed_over(site: Site) -> None:
    assert answer(site, "/ws", {**HANDSHAKE, "Sec-WebSocket-Version": "1"}) == 400
    assert answer(site, "/ws", {**HANDSHAKE, "Sec-WebSocket-Protocol": "other"}) == 400


def test_a_request_for_the_path_of_sockets_that_opens_none_is_not_found(site: Site) -> None:
    assert answer(site, "/ws", {}) == 404


def test_sockets_live_on_while_web_restarts_and_requests_wait_for_it(site: Site) -> None:
    with site.visitor("127.0.3.1") as peer:
        site.kill("web")
        answered: list[int] = []
        ask = threading.Thread(target=lambda: answered.append(site.fetch("/healthz")[0]))
        ask.start()
        assert peer.call(LIST)["modules"]
        ask.join(PATIENCE)
        assert answered == [200]
        assert peer.call(LIST)["modules"]
    site.until_ready()


def test_pages_are_there_and_sockets_are_refused_at_once_while_the_router_is_away(site: Site) -> None:
    with site.visitor("127.0.3.2") as peer:
        site.kill("router")
        assert peer.lost.wait(PATIENCE)
        refused = httpx.get(f"{site.url}/ws", headers=HANDSHAKE, timeout=PATIENCE)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
        assert site.fetch("/healthz")[0] == 200
    site.until_ready()
    site.visitor("127.0.3.3").close()


def test_nobody_is_refused_however_many_ask_while_web_is_away(site: Site) -> None:
    site.kill("web")
    waiting = [socket.create_connection(("localhost", site.port), timeout=20) for _ in range(100)]
    for one in waiting:
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert {one.recv(12) for one in waiting} == {b"HTTP/1.1 200"}
    for one in waiting:
        one.close()
    site.until_ready()
