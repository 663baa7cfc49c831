"""The WAMP client against the real router, with a stand-in for the services behind it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.router import RouterProcess
from tests.wamp import Peer, WampError

CLIENT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def router() -> Iterator[RouterProcess]:
    """A router of our own."""
    process = RouterProcess().start()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def backend(router: RouterProcess) -> Iterator[subprocess.Popen[str]]:
    """The stand-in, joined."""
    script = str(Path(__file__).parent / "backend.py")
    command = [sys.executable, script, router.address, router.secrets["blog"]]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.wait()


class Doorkeeper:
    """Authenticates browsers; ends sessions and refuses new ones as often as a test asks for."""

    def __init__(self, peer: Peer) -> None:
        """Register both procedures as `web`."""
        self.peer, self.refuse = peer, 0
        peer.register("courant.web.session.authenticate", self.authenticate)
        peer.register("courant.web.test.kill", self.kill)

    def authenticate(self, _args: list[Any], _kwargs: dict[str, Any], _details: dict[str, Any]) -> dict[str, Any]:
        """Everybody is a visitor, or refused."""
        if self.refuse:
            self.refuse -= 1
            raise WampError("courant.error.unavailable", ["Not now"])
        return {"realm": "courant", "role": "visitor", "authid": "visitor"}

    def kill(self, _args: list[Any], kwargs: dict[str, Any], _details: dict[str, Any]) -> None:
        """End a session, and refuse its next attempts."""
        self.refuse = kwargs["refuse"]
        self.peer.call("wamp.session.kill", kwargs["session"])


@pytest.fixture(scope="module")
def doorkeeper(router: RouterProcess) -> Iterator[Doorkeeper]:
    """Whom the router asks about browsers."""
    with router.service("web") as peer:
        yield Doorkeeper(peer)


@pytest.mark.usefixtures("backend", "doorkeeper")
def test_client_against_router(router: RouterProcess) -> None:
    """Calls, bytes, progress, cancelling, errors, sizes, topics and coming back, as a browser has them."""
    done = subprocess.run(
        ["node", "test.mjs", "router.test"], cwd=CLIENT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "COURANT_TEST_WEBSOCKET": router.websocket},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped 0" in done.stdout, done.stdout
