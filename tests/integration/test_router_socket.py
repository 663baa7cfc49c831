"""Services join at a Unix socket, which is for the router's own user alone."""

import socket
import stat
from collections.abc import Iterator

import pytest

from tests.router import RouterProcess

pytestmark = pytest.mark.router


@pytest.fixture(scope="module")
def local() -> Iterator[RouterProcess]:
    """A router whose services join at a socket in its data directory."""
    process = RouterProcess(local=True).start()
    yield process
    process.stop()


def test_only_its_owner_can_connect(local: RouterProcess) -> None:
    assert local.socket
    mode = local.socket.stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


def test_nothing_listens_on_the_private_port(local: RouterProcess) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", local.private_port), timeout=5)


def test_services_call_and_publish_over_it(local: RouterProcess) -> None:
    with local.service("blog") as blog, local.service("web") as web:
        blog.register("courant.blog.post.count", lambda *_: 7)
        subscription = web.subscribe("courant.blog.live.index")
        assert web.call("courant.blog.post.count") == 7
        blog.publish("courant.blog.live.index", "x" * 500_000)
        assert web.next_event(subscription)[0] == ["x" * 500_000]


def test_a_killed_router_listens_there_again(local: RouterProcess) -> None:
    assert local.socket
    local.kill()
    assert local.socket.exists()
    local.start()
    with local.service("operator") as operator:
        assert operator.welcome[2]["authid"] == "operator"
