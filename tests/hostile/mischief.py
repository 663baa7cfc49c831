"""A module that does harm, as a stranger's program would: it hangs, answers garbage, floods, steals and paints over.

`python -m tests.hostile.mischief ROUTER NAME`, with its secret in COURANT_SECRET. It announces itself, prints
`announced`, and then does what it reads, one word a line: `flood` (until `calm`), `steal` or `end`. For each line it
prints what came of it.
"""

import itertools
import os
import sys
import threading
from collections.abc import Iterator
from typing import Any

from tests.wamp import CALL, PUBLISH, Lost, Peer, WampError, WebSocketWire

COVER = """<style>#main { position: fixed; inset: 0; z-index: 99999 }</style>
<div style="position:fixed;inset:0;z-index:99999" id="cover">Covered</div>
<script>document.documentElement.dataset.taken = "yes"</script>
<form action="https://elsewhere.invalid/" method="post" id="elsewhere"><button>Send</button></form>
<nav data-live="core.menu" data-version="999999999"></nav><h1>Painted over</h1>"""
FIELDS: dict[str, Any] = {"status": 200, "title": "Mischief", "fragments": {}}
GARBAGE: dict[str, Any] = {
    "nothing": None, "number": 7, "list": ["not", "a", "page"], "wrong": {"html": 7},
    "large": {**FIELDS, "title": "x" * 100_000}, "huge": {**FIELDS, "html": "x" * 2_000_000},
    "paints": {**FIELDS, "html": COVER, "module": "core"},
}  # fmt: skip


class Mischief:
    """The module on the router."""

    def __init__(self, router: str, name: str, secret: str) -> None:
        """Join, register a page for each kind of answer and one that never answers, and announce them."""
        self.name, self.calm, self.numbers = name, threading.Event(), itertools.count(10_000)
        self.peer = Peer(WebSocketWire(router), authid=name, method="ticket", secret=secret)
        for kind, answer in GARBAGE.items():
            self.peer.register(f"courant.{name}.page.{kind}", lambda *_, answer=answer: answer)
        self.peer.register(f"courant.{name}.page.hangs", lambda *_: threading.Event().wait())
        self.announce("Mischief")

    def announce(self, title: str) -> None:
        """Announce all pages under a title."""
        self.peer.call("courant.site.module.announce", **self._manifest(title))

    def _manifest(self, title: str) -> dict[str, Any]:
        routes = [
            {"name": kind, "python": rf"^{self.name}/{kind}/\Z", "pattern": f"^{self.name}/{kind}/$",
             "procedure": f"courant.{self.name}.page.{kind}"}
            for kind in (*GARBAGE, "hangs")
        ]  # fmt: skip
        menu = [{"title": title, "url": f"/{self.name}/paints/"}]
        return {"module": self.name, "title": title, "menu": menu, "routes": routes}

    def flood(self) -> str:
        """Publish and announce without end, and wait for no answer, until `calm`."""
        self.calm.clear()
        threading.Thread(target=self._flood, daemon=True).start()
        return "flooding"

    def steal(self) -> str:
        """Use what belongs to others; returns what was not refused."""
        return " ".join(uri for uri, refused in self._thefts() if not refused) or "nothing"

    def _flood(self) -> None:
        live = f"courant.{self.name}.live.everything"
        try:
            while not self.calm.is_set():
                number = next(self.numbers)
                self.peer.wire.send(
                    [PUBLISH, number, {}, live, [], {"id": "core.menu", "version": number, "html": "x"}]
                )
                if number % 10 == 0:
                    manifest = self._manifest(f"Title {number}")
                    self.peer.wire.send([CALL, number, {}, "courant.site.module.announce", [], manifest])
        except (Lost, OSError):
            return

    def _thefts(self) -> Iterator[tuple[str, bool]]:
        for uri in ("courant.blog.page.index", "courant.core.module.list", "courant.site.module.announce"):
            yield uri, self._refused(self.peer.register, uri, lambda *_: None)
        for uri in ("courant.blog.live.latest", "courant.core.module.changed"):
            yield uri, self._refused(self.peer.publish, uri)
        route = {
            "name": "all",
            "python": r"^blog/\Z",
            "pattern": "^blog/$",
            "procedure": f"courant.{self.name}.page.number",
        }
        yield "/blog/", self._refused(self._announce, route)

    def _announce(self, route: dict[str, Any]) -> None:
        self.peer.call("courant.site.module.announce", module=self.name, title="Thief", routes=[route])

    def _refused(self, act: Any, *arguments: Any) -> bool:
        try:
            act(*arguments)
        except WampError:
            return True
        return False


def main(router: str, name: str) -> None:
    """Do as the input says, until it ends."""
    mischief = Mischief(router, name, os.environ["COURANT_SECRET"])
    _say("announced")
    for line in sys.stdin:
        if line == "calm\n":
            mischief.calm.set()
            _say("calm")
        elif line == "end\n":
            break
        else:
            _say(mischief.flood() if line == "flood\n" else mischief.steal())


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
