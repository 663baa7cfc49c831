"""The peer for writing together: Hocuspocus on Node, each update stored in SQLite before it is passed on."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from courant_bench import varints
from courant_bench.frames import BINARY
from courant_bench.packages import NODE, PEERS, install
from courant_bench.processes import answers, free_port, running
from courant_bench.typists import Copy
from courant_bench.varints import Reader
from courant_bench.window import Window

PEER = PEERS / "hocuspocus"
SYNC, AWARENESS, AUTHENTICATION, REPLY = 0, 1, 2, 4  # Hocuspocus' kinds of messages
STEP_1, STEP_2, UPDATE = 0, 1, 2  # those of y-protocols in SYNC and REPLY


class HocuspocusVoice:
    """What a HocuspocusProvider and y-codemirror.next send: updates, and after each the caret."""

    def __init__(self, port: int, document: str) -> None:
        """Open the document; raises `Refused`."""
        self._name, self._moves = varints.string(document), 0
        self.window = Window(port, "/").opened()
        self._send(AUTHENTICATION, varints.number(0) + varints.string("") + varints.string("4.7.0"))
        self._expect(AUTHENTICATION)
        self._send(SYNC, varints.number(STEP_1) + varints.data(b"\0"))
        while not (found := self.updates(self._expect(SYNC, REPLY))):
            pass
        self.joined = found[0]

    def send(self, update: bytes, client: int, clock: int) -> bool:
        """Send an update and the caret; a provider never waits."""
        self._send(SYNC, varints.number(UPDATE) + varints.data(update))
        self._moves += 1
        place = {"type": None, "tname": None, "item": {"client": client, "clock": clock}, "assoc": 0}
        state = {"user": {"name": "Ann", "color": "#30a080"}, "cursor": {"anchor": place, "head": place}}
        words = varints.string(json.dumps(state, separators=(",", ":")))
        moved = varints.number(1) + varints.number(client) + varints.number(self._moves) + words
        self._send(AWARENESS, varints.data(moved))
        return True

    def answers(self, message: bytes) -> bool:
        """Nothing waits for an answer."""
        return False

    def updates(self, message: bytes) -> list[bytes]:
        """Return the update in a message, if it has one."""
        reader = Reader(message)
        reader.string()
        if reader.number() not in {SYNC, REPLY} or reader.number() == STEP_1:
            return []
        return [reader.data()]

    def _send(self, kind: int, rest: bytes) -> None:
        self.window.send(self._name + varints.number(kind) + rest, BINARY)

    def _expect(self, *kinds: int) -> bytes:
        while True:
            message = self.window.receive()
            reader = Reader(message)
            reader.string()
            if reader.number() in kinds:
                return message


@dataclass
class HocuspocusSite:
    """The running peer; `roots` is the process id of its server."""

    port: int
    roots: tuple[int, ...] = ()
    name: str = "Hocuspocus"

    def document(self, text: str) -> str:
        """Return the name of a new document with this text."""
        name = secrets.token_hex(6)
        author = HocuspocusVoice(self.port, name)
        copy = Copy(author.joined)
        copy.text.insert(0, text)
        author.send(copy.unsent(), copy.client, len(text))
        author.window.receive()  # it is stored
        author.window.close()
        return name

    def voice(self, document: str) -> HocuspocusVoice:
        """Open a document without a browser."""
        return HocuspocusVoice(self.port, document)

    def writer(self, browser: Browser) -> Page:
        """Open an empty window; anybody may write."""
        return browser.new_context().new_page()

    def address(self, document: str) -> str:
        """Return the address of a document's editor."""
        return f"http://127.0.0.1:{self.port}/?document={document}&name=Ann"

    def text(self, page: Page) -> str:
        """Return the text of a window."""
        return str(page.evaluate("text.toString()"))


@contextmanager
def hocuspocus_site(directory: Path) -> Iterator[HocuspocusSite]:
    """Run the peer on its own database in `directory`; its packages are installed once, as locked."""
    directory.mkdir(parents=True, exist_ok=True)
    install(PEER)
    port = free_port()
    with running(
        [NODE / "bin/node", PEER / "server.mjs", str(port), directory],
        environment={"NODE_ENV": "production"},
        directory=PEER,
        log=directory / "hocuspocus.log",
        ready=lambda: answers(f"http://127.0.0.1:{port}/"),
    ) as process:
        yield HocuspocusSite(port, (process.pid,))
