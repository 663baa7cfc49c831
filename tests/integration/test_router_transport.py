"""The router's two ports: their limits, and the data that is never logged."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.router import RouterProcess
from tests.wamp import PATIENCE, Lost, Peer, WampError

MEGABYTE = 1 << 20


@pytest.fixture
def visitor(router: RouterProcess) -> Iterator[Peer]:
    """A visitor's session, let in by a stand-in for web that is there as long."""
    with router.service("web") as gate:
        gate.register("courant.web.session.authenticate", lambda *_: {"role": "visitor", "authid": "visitor"})
        with router.browser() as peer:
            yield peer


def get(router: RouterProcess, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Status and body of a request to the router's port for sockets."""
    connection = http.client.HTTPConnection("127.0.0.1", router.port, timeout=PATIENCE)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read()


@pytest.mark.parametrize("path", ["/", "/blog/", "/static/client.js"])
def test_the_router_has_no_pages(router: RouterProcess, path: str) -> None:
    status, _ = get(router, path)
    assert status == 404


def test_the_log_holds_no_cookie_and_no_secret(router: RouterProcess, visitor: Peer) -> None:
    get(router, "/", {"Cookie": "sessionid=s3cr3t"})
    router.browser({"Cookie": "sessionid=s3cr3t"}).close()
    with pytest.raises(WampError):
        visitor.call("courant.nobody.is.there")
    written = router.log.read_text() + "".join(path.read_text() for path in logs(router.data / "router"))
    assert not [secret for secret in ("s3cr3t", *router.secrets.values()) if secret in written]


def logs(node: Path) -> list[Path]:
    """What the node wrote besides its keys."""
    return [path for path in node.rglob("*") if path.is_file() and not path.name.startswith("key.")]


def test_a_message_over_a_megabyte_ends_that_socket_only(router: RouterProcess, visitor: Peer) -> None:
    with router.browser() as flooder:
        with pytest.raises(Lost):
            flooder.call("courant.blog.post.save", body="x" * (MEGABYTE + 1))
        assert flooder.lost.wait(PATIENCE)
    with pytest.raises(WampError, match="no_such_procedure"):
        visitor.call("courant.blog.post.save", body="x" * (MEGABYTE - 1000))


def test_services_exchange_messages_of_seven_megabytes(router: RouterProcess) -> None:
    with router.service("blog") as blog, router.service("wiki") as wiki:
        blog.register("courant.blog.thing.measure", lambda *asked: asked[1]["body"])
        body = b"\x00" * (7 * MEGABYTE)
        assert wiki.call("courant.blog.thing.measure", body=body) == body


@pytest.mark.parametrize("garbage", ["not json", "[]", "{}", "[48]", '[48, 1, {}, "no spaces allowed"]', '[999, "x"]'])
def test_garbage_ends_that_socket_only(router: RouterProcess, visitor: Peer, garbage: str) -> None:
    with router.browser() as hostile:
        hostile.wire.socket.send(garbage)  # type: ignore[attr-defined]  # a WebSocket
        assert hostile.lost.wait(PATIENCE)
    with pytest.raises(WampError, match="no_such_procedure"):
        visitor.call("courant.nobody.is.there")


def test_nobody_joins_while_web_is_away(router: RouterProcess) -> None:
    with pytest.raises(WampError, match="no_such_procedure"):
        router.browser()


def test_events_reach_many_windows_in_order(router: RouterProcess) -> None:
    with router.service("web") as gate, router.service("blog") as blog:
        gate.register("courant.web.session.authenticate", lambda *_: {"role": "visitor", "authid": "visitor"})
        windows = [router.browser() for _ in range(120)]
        subscriptions = [window.subscribe("courant.blog.live.index") for window in windows]
        for number in range(20):
            blog.publish("courant.blog.live.index", version=number)
        for window, subscription in zip(windows, subscriptions, strict=True):
            assert [window.next_event(subscription)[1]["version"] for _ in range(20)] == list(range(20))
            window.close()


def test_a_killed_router_comes_back_on_the_same_ports() -> None:
    own = RouterProcess().start()
    try:
        blog = own.service("blog")
        own.kill()
        assert blog.lost.wait(PATIENCE)
        own.start()
        own.service("blog").close()
    finally:
        own.stop()
