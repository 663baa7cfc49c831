"""Each client does on a real site what the document says of it, and its example works, also after a restart."""

import json
import signal
from collections.abc import Iterator
from importlib.metadata import distributions
from typing import Any

import pytest

from tests.clients.conftest import credential
from tests.clients.programs import CLIENTS, Client
from tests.clients.records import RECORDING, record, recorded
from tests.clients.returning import Follower
from tests.site import Site
from tests.wamp import Peer

pytestmark = pytest.mark.router

each = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)


@pytest.fixture(autouse=True)
def _installed(client: Client) -> None:
    if not client.installed:
        pytest.skip(f"{client.name} could not be installed on this machine")


def version(client: Client) -> str:
    """The version of a client's package in its environment."""
    if client.lock == "node":
        return str(json.loads((client.home / client.package / "package.json").read_text())["version"])
    folders = [str(folder) for folder in client.home.glob("lib/python*/site-packages")]
    return next(one.version for one in distributions(path=folders) if one.name.lower() == client.package)


def agrees(client: Client, seen: dict[str, Any]) -> bool:
    """Whether the record says so too; it does when it is being recorded."""
    if RECORDING:
        record(client.name, seen)
    known = recorded().get(client.name, {})
    assert {name: known.get(name) for name in seen} == seen
    return True


@each
def test_it_does_what_the_document_says(client: Client, findings: dict[str, dict[str, Any]]) -> None:
    found = findings[client.name]
    print(found["complaints"])
    assert agrees(client, {"version": version(client), **found["seen"]})


@pytest.fixture(scope="session")
def restarted(site: Site, router: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Follower]]:
    """The example of each installed client, running through a restart of the router."""
    folder = tmp_path_factory.mktemp("examples")
    with site.operator() as operator:
        secret = credential(operator, "follower", "ticket", "backend")["secret"]
        operator.call("courant.blog.post.save", title="A fern", text="Green.", published=True)
        environment = {"COURANT_ROUTER": router, "COURANT_SECRET": secret}
        running = {one.name: Follower(one, folder / one.key, environment) for one in CLIENTS if one.installed}
        for follower in running.values():
            follower.until("newest: A fern")
        operator.call("courant.blog.post.save", title="Moss", text="Green.", published=True)
        for follower in running.values():
            follower.heard = follower.until("published: Moss")
    restart(site, running.get("autobahn-js"))
    with site.operator() as operator:
        for follower in running.values():
            follower.back = _back(operator, follower)
    yield running
    for follower in running.values():
        follower.end()


def _back(operator: Peer, follower: Follower) -> bool:
    """Whether it receives one of the posts that are published until it does; it may join after the first of them."""
    for number in range(20):
        title = f"Lichen {follower.log.parent.name} {number}"
        operator.call("courant.blog.post.save", title=title, text="Grey.", published=True)
        if follower.until(f"published: {title}", patience=3):
            return True
    return False


def restart(site: Site, asking: Follower | None = None) -> None:
    """Kill the router; the blog comes when a program has asked it in vain. Then wait until the site is complete."""
    old = site.pids("router")
    site.kill("blog", signal.SIGSTOP)
    site.kill("router")
    while not set(site.pids("router")) - set(old):
        assert site.process is not None
        assert site.process.poll() is None
    if asking:
        assert asking.until("no list: wamp.error.no_such_procedure"), asking.printed()
    site.kill("blog", signal.SIGCONT)
    site.until_ready()


@each
def test_its_example_hears_of_posts_and_comes_back_after_a_restart(
    client: Client, restarted: dict[str, Follower]
) -> None:
    follower = restarted[client.name]
    assert follower.heard, follower.printed()
    assert follower.back, follower.printed()
    assert agrees(client, {"returns": "ends" if follower.restarts else "stays"})
