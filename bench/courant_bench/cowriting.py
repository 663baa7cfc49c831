"""Our side of writing together: wiki pages in the editor, and what an editor's window sends, without a browser."""

import base64
import json
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from courant_bench import wamp
from courant_bench.courant import CourantSite
from courant_bench.window import Refused

BINARY = "\0"
PLAIN, DEFLATED = 1, 2


class CourantVoice:
    """What the editor of a wiki page sends: one call at a time, with the caret in it."""

    def __init__(self, port: int, cookie: str, document: str) -> None:
        """Open the document; raises `Refused`."""
        session = wamp.Session(port, cookie)
        topic = session.call("courant.wiki.text.join", document=document)["topic"]
        session.close()
        self.window = wamp.knock(port, cookie).opened()
        wamp.enter([self.window], [topic])
        self._document, self._request = document, 0
        self._call("join", {})
        found = wamp.expect(self.window, {wamp.RESULT})[3][0]
        self._epoch, self.joined = found["epoch"], unwrapped(bytes_of(found["update"]))

    def send(self, update: bytes, client: int, clock: int) -> bool:
        """Send an update with the caret; the next one waits for the answer."""
        place = {"type": None, "tname": None, "item": {"client": client, "clock": clock}, "assoc": -1}
        user = {"name": "admin", "color": "oklch(0.6 0.15 200)"}
        fields = {
            "epoch": self._epoch, "client": client, "clock": clock, "update": as_bytes(bytes([PLAIN]) + update),
            "caret": {"user": user, "cursor": {"anchor": place, "head": place}},
        }  # fmt: skip
        self._call("update", fields)
        return False

    def answers(self, message: bytes) -> bool:
        """Return whether the message is a result; raises `Refused` if it is an error."""
        if message.startswith(wamp.ERROR_PREFIX):
            raise Refused(message.decode(errors="replace"))
        return message.startswith(wamp.RESULT_PREFIX)

    def updates(self, message: bytes) -> list[bytes]:
        """Return the updates in an event."""
        if not message.startswith(wamp.EVENT_PREFIX):
            return []
        return [unwrapped(bytes_of(one)) for one in json.loads(message)[5]["updates"]]

    def _call(self, verb: str, fields: Mapping[str, Any]) -> None:
        self._request += 1
        arguments = {"document": self._document, **fields}
        self.window.send(wamp.call_message(self._request, f"courant.wiki.text.{verb}", arguments))


@dataclass
class CourantWriting:
    """The running site; each document is a wiki page of its own."""

    site: CourantSite
    name: str = "Courant"

    @property
    def roots(self) -> tuple[int, ...]:
        """The process whose descendants are the site."""
        return self.site.roots

    def document(self, text: str) -> str:
        """Return the path of a new page with this text."""
        path = secrets.token_hex(6)
        writer = wamp.Session(self.site.port, self.site.cookie)
        writer.call("courant.wiki.page.save", title=path, path=path, text=text)
        writer.close()
        return path

    def voice(self, document: str) -> CourantVoice:
        """Open a page's text without a browser."""
        reader = wamp.Session(self.site.port, self.site.cookie)
        name = reader.call("courant.wiki.page.get", path=document)["document"]
        reader.close()
        return CourantVoice(self.site.port, self.site.cookie, name)

    def writer(self, browser: Browser) -> Page:
        """Open an empty window of the administrator."""
        return self.site.writer(browser)

    def address(self, document: str) -> str:
        """Return the address of a page's form."""
        return f"{self.site.url}/wiki/{document}/~edit/"

    def text(self, page: Page) -> str:
        """Return the text of a window."""
        return str(page.evaluate("document.getElementById('text').value"))


def as_bytes(data: bytes) -> str:
    """Return bytes as WAMP's JSON has them."""
    return BINARY + base64.b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    """Return the bytes in such a string."""
    return base64.b64decode(text[1:])


def unwrapped(data: bytes) -> bytes:
    """Return the update in what travelled, after its first byte."""
    return zlib.decompress(data[1:]) if data[:1] == bytes([DEFLATED]) else data[1:]
