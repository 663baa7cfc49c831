"""Rate limits on a real router count by person, then by address, whatever header a client sends."""

from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from tests.prepared import prepared
from tests.readers import Reader
from tests.site import Site
from tests.wamp import Peer, WampError

pytestmark = pytest.mark.router

LIST = "courant.blog.post.list"
AT_ONCE = 20
FEW = AT_ONCE // 2  # what a bucket that was emptied a moment ago may have again

_addresses = count(1)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site on which a person or an address may call each module twenty times at once."""
    rate = f"1/{AT_ONCE}"
    running = prepared({"COURANT_LIMIT_PERSON_CALLS": rate, "COURANT_LIMIT_ADDRESS_CALLS": rate}, people=False)
    yield running
    running.stop()


@pytest.fixture
def address() -> str:
    """An address of this machine from which nobody else calls, and which is no proxy's."""
    return f"127.0.1.{next(_addresses)}"


def allowed(peer: Peer) -> int:
    """How many calls are answered before one is refused."""
    for number in range(10 * AT_ONCE):
        try:
            peer.call(LIST, limit=1)
        except WampError as error:
            if error.uri != "courant.error.rate_limited":
                raise
            return number
    raise AssertionError("nothing is refused")


def test_the_sockets_of_a_person_share_a_bucket(site: Site) -> None:
    with (
        Reader(site).sign_up("ada") as one, Reader(site).sign_in("ada") as other,
        one.socket() as first, one.socket() as second, other.socket() as elsewhere,
    ):  # fmt: skip
        assert allowed(first) >= AT_ONCE
        assert allowed(second) < FEW
        assert allowed(elsewhere) < FEW
        # A busy machine may take a second between two calls, and then there is one to spare.
        assert any(allowed(first) < FEW and one.http.get("/blog/").status_code == 429 for _ in range(10))
    with Reader(site).sign_up("grace") as grace, grace.socket() as peer:
        assert allowed(peer) >= AT_ONCE


def test_a_new_socket_of_a_visitor_is_no_new_bucket_and_another_address_has_its_own(site: Site, address: str) -> None:
    with site.visitor(address) as first:
        assert allowed(first) >= AT_ONCE
    with site.visitor(address) as second:
        assert allowed(second) < FEW
    with site.visitor("127.0.2.1") as elsewhere:
        assert allowed(elsewhere) >= AT_ONCE


def test_http_and_sockets_of_an_address_share_a_bucket(site: Site, address: str) -> None:
    http = httpx.Client(base_url=f"http://127.0.0.1:{site.port}", transport=httpx.HTTPTransport(local_address=address))
    with http, site.visitor(address) as peer:
        assert http.get("/blog/?uncached=1").status_code == 200
        assert allowed(peer) >= AT_ONCE - 1
        assert http.get("/blog/?uncached=2").status_code == 429
        assert http.get("/blog/?uncached=3", headers={"X-Forwarded-For": "198.51.100.3"}).status_code == 429


def test_a_client_cannot_say_that_it_comes_from_elsewhere(site: Site, address: str) -> None:
    with site.visitor(address) as peer:
        assert allowed(peer) >= AT_ONCE
    for number in range(3):
        with site.visitor(address, {"X-Forwarded-For": f"198.51.100.{number}"}) as peer:
            assert allowed(peer) < FEW


def test_a_trusted_proxy_says_for_whom_it_asks(site: Site) -> None:
    with site.visitor(headers={"X-Forwarded-For": "203.0.113.7"}) as peer:
        assert allowed(peer) >= AT_ONCE
    with site.visitor(headers={"X-Forwarded-For": "198.51.100.9, 203.0.113.7"}) as peer:
        assert allowed(peer) < FEW
    with site.visitor(headers={"X-Forwarded-For": "203.0.113.8"}) as peer:
        assert allowed(peer) >= AT_ONCE


def test_no_address_travels_on_the_router(site: Site, address: str) -> None:
    with site.visitor(address) as peer:
        name, _, network = peer.welcome[2]["authid"].partition("#")
    assert (name, len(network), int(network, 16) > 0) == ("visitor", 16, True)
