"""The floor for writing together: Crossbar, a component that only stores and publishes, and the peer's editor.

It shows what the way through a router costs at least, since it does nothing else.
"""

import json
import secrets
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from pycrdt import Doc

from courant_bench import wamp
from courant_bench.checkout import HERE
from courant_bench.hocuspocus import PEER
from courant_bench.packages import NODE, PEERS, install
from courant_bench.processes import answers, free_port, running
from courant_bench.typists import Copy
from courant_bench.window import Refused

ROUTER, COMPONENT = (PEERS / "bare_router" / name for name in ("router.py", "component.py"))
REALM = "bare"
EVERYTHING = {
    "uri": "", "match": "prefix", "allow": {"call": True, "register": True, "publish": True, "subscribe": True},
    "disclose": {"caller": True},
}  # fmt: skip


class BareVoice:
    """What the page of the bare router sends: each update with its caret, without waiting for answers."""

    def __init__(self, port: int, document: str) -> None:
        """Open the document; raises `Refused`."""
        self.window = wamp.knock(port).opened()
        wamp.enter([self.window], [f"bare.text.{document}"], REALM)
        self._document, self._request = document, 0
        self._call("bare.join", {})
        whole: Doc[Any] = Doc()
        for update in wamp.expect(self.window, {wamp.RESULT})[3][0]:
            whole.apply_update(b64decode(update))
        self.joined = bytes(whole.get_update())

    def send(self, update: bytes, client: int, clock: int) -> bool:
        """Send an update, with as many bytes of a caret as the page has."""
        self._call("bare.write", {"updates": [b64encode(update).decode()], "caret": b64encode(bytes(180)).decode()})
        return True

    def answers(self, message: bytes) -> bool:
        """Nothing waits for an answer; raises `Refused` if it is an error."""
        if message.startswith(wamp.ERROR_PREFIX):
            raise Refused(message.decode(errors="replace"))
        return False

    def updates(self, message: bytes) -> list[bytes]:
        """Return the updates in an event."""
        found = json.loads(message)[5]["updates"] if message.startswith(wamp.EVENT_PREFIX) else []
        return [b64decode(one) for one in found]

    def _call(self, procedure: str, fields: dict[str, Any]) -> None:
        self._request += 1
        self.window.send(wamp.call_message(self._request, procedure, fields, [self._document]))


@dataclass
class BareSite:
    """The running floor; `roots` are the router's process and the component's."""

    port: int
    roots: tuple[int, ...]
    name: str = "bare router"

    def document(self, text: str) -> str:
        """Return the name of a new document with this text."""
        name = secrets.token_hex(6)
        author = BareVoice(self.port, name)
        with closing(author.window):
            copy = Copy(author.joined)
            copy.text.insert(0, text)
            author.send(copy.unsent(), copy.client, len(text))
            wamp.expect(author.window, {wamp.RESULT})
        return name

    def voice(self, document: str) -> BareVoice:
        """Open a document without a browser."""
        return BareVoice(self.port, document)

    def writer(self, browser: Browser) -> Page:
        """Open an empty window; anybody may write."""
        return browser.new_context().new_page()

    def address(self, document: str) -> str:
        """Return the address of a document's editor."""
        return f"http://127.0.0.1:{self.port}/?document={document}"

    def text(self, page: Page) -> str:
        """Return the text of a window."""
        return str(page.evaluate("text.toString()"))


@contextmanager
def bare_site(directory: Path) -> Iterator[BareSite]:
    """Run the router and the component, on a database of their own in `directory`."""
    page = directory / "page"
    page.mkdir(parents=True, exist_ok=True)
    install(PEER)
    subprocess.run([str(NODE / "bin/node"), "bare.mjs", str(page)], cwd=PEER, check=True)
    port, socket = free_port(), directory / "router.sock"
    (directory / "config.json").write_text(json.dumps(_configuration(port, socket, page)))
    router = HERE.root / "router" / ".venv" / "bin" / "python"
    with ExitStack() as processes:
        node = processes.enter_context(
            running(
                [router, ROUTER, directory],
                environment={}, directory=directory, log=directory / "router.log", ready=socket.exists, seconds=240,
            )
        )  # fmt: skip
        component = processes.enter_context(
            running(
                [router, COMPONENT, socket, directory],
                environment={}, directory=directory, log=directory / "component.log",
                ready=lambda: answers(f"http://127.0.0.1:{port}/") and _registered(port),
            )
        )  # fmt: skip
        yield BareSite(port, (node.pid, component.pid))


def _registered(port: int) -> bool:
    try:
        BareVoice(port, "nothing").window.close()
    except Refused:
        return False
    return True


def _configuration(port: int, socket: Path, page: Path) -> dict[str, Any]:
    """Pages and windows come over a port, and the component over a Unix socket, as a site's services do."""
    anonymous = {"anonymous": {"type": "static", "role": "anybody"}}
    public = {
        "type": "web",
        "id": "public",
        "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": port},
        "paths": {
            "/": {"type": "static", "directory": str(page)},
            "ws": {"type": "websocket", "serializers": ["json"], "auth": anonymous},
        },
    }
    private = {
        "type": "rawsocket",
        "id": "private",
        "endpoint": {"type": "unix", "path": str(socket)},
        "serializers": ["cbor"],
        "auth": anonymous,
    }
    realm = {"name": REALM, "roles": [{"name": "anybody", "permissions": [EVERYTHING]}]}
    router = {"type": "router", "realms": [realm], "components": [], "transports": [public, private]}
    return {"version": 2, "controller": {}, "workers": [router]}
