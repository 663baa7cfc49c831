"""Core as the only service of a router, for tests of modules and credentials; the tests play web."""

import queue
import signal
import time
from collections.abc import Callable
from typing import Any

from tests.router import RouterProcess
from tests.services import Program
from tests.wamp import Peer

CHANGED = "courant.core.module.changed"
FORBIDDEN = r"courant\.error\.forbidden"
VISITOR = {"realm": "courant", "role": "visitor", "authid": "visitor"}


def person_in_cookie(args: list[Any], kwargs: dict[str, Any], details: dict[str, Any]) -> dict[str, str]:
    """Stands in for web: the cookie says who looks, `<name>` or `<name>:<role>`."""
    name, _, role = args[2]["transport"]["http_headers_received"].get("cookie", "").partition(":")
    return {"realm": "courant", "role": role or "member", "authid": f"{name}#1"} if name else VISITOR


class Core:
    """Core's process."""

    def __init__(self, site: RouterProcess) -> None:
        """Start it, and wait until it says that it is there."""
        self.site = site
        self.program = self._started()

    def restart(self) -> None:
        """Kill it, and start it again."""
        self.program.end(signal.SIGKILL)
        self.program = self._started()

    def _started(self) -> Program:
        with self.site.service("operator") as peer:
            changed = peer.subscribe(CHANGED)
            program = Program(["-m", "courant_core"], self.site.environment("core"), self.site.data / "core.log")
            try:
                came(peer, changed, "core")
            except queue.Empty:
                program.end(signal.SIGKILL)
                raise RuntimeError(f"Core did not start:\n{program.log.read_text()}") from None
        return program


def until(peer: Peer, subscription: int, wanted: Callable[[dict[str, Any]], bool], timeout: float = 90) -> Any:
    """The first event that is wanted; raises queue.Empty."""
    deadline = time.monotonic() + timeout
    while True:
        _, event, _ = peer.next_event(subscription, timeout=max(0.0, deadline - time.monotonic()))
        if wanted(event):
            return event


def came(peer: Peer, subscription: int, module: str = "guestbook", present: bool = True) -> None:
    """Wait until the module is said to be there, or not."""
    until(peer, subscription, lambda event: event == {"module": module, "present": present})
