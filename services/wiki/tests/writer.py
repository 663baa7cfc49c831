"""Somebody who writes a page's shared text in a window of their own, on the staged wiki."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from courant_kit.coediting.shared_text import clocks, hash_of
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished
from pycrdt import Doc, Text

from .staged_wiki import Wiki

_sessions: Iterator[int] = count(1000)
FORMAT = b"\x01"


class Writer:
    """A window: it joins, types, and applies the events that the stage has published since."""

    def __init__(self, wiki: Wiki, document: str, name: str = "ada", role: str = "editor") -> None:
        self.wiki, self.document = wiki, document
        self.who = Disclosed(next(_sessions), name, role)
        self.doc: Doc = Doc()
        self.text = self.doc.get("text", type=Text)
        self.epoch = self.number = self.seen = 0
        self.topic = ""
        self.join()

    def call(self, verb: str, **fields: Any) -> Any:
        """Call one of the procedures."""
        fields = {"document": self.document, **fields}
        procedure = self.wiki.stage.session.procedures[f"courant.wiki.text.{verb}"]
        answer = finished(procedure(self.who, [], fields))
        self.wiki.stage._publish()
        return answer

    def join(self) -> None:
        """Catch up by state."""
        answer = self.call("join", epoch=self.epoch, state=self.doc.get_state(), hash=hash_of(str(self.text)))
        if answer["update"]:
            self.doc.apply_update(answer["update"][1:])
        self.epoch, self.number, self.topic = answer["epoch"], answer["number"], answer["topic"]
        self.seen = len(self.wiki.stage.session.events)

    def type(self, words: str, at: int = 0, gone: int = 0) -> dict[str, Any]:
        """Replace some bytes at a place; returns the answer of the service."""
        before = self.doc.get_state()
        if gone:
            del self.text[at : at + gone]
        if words:
            self.text.insert(at, words)
        return self.send(self.doc.get_update(before))

    def send(self, data: bytes, **more: Any) -> dict[str, Any]:
        """Send an update."""
        clock = clocks(self.doc.get_state()).get(self.doc.client_id, 0)
        fields = {"epoch": self.epoch, "client": self.doc.client_id, "clock": clock}
        answer: dict[str, Any] = self.call("update", **fields | {"update": FORMAT + data} | more)
        return answer

    def hear(self) -> None:
        """Apply what has been published."""
        events, publications = self.wiki.stage.session.events, self.wiki.stage.session.publications
        lately = len(events) - self.seen
        for (topic, fields), publication in list(zip(events, publications[-len(events) :], strict=False))[self.seen :]:
            if topic != self.topic or (publication and self.who.session in publication.exclude):
                continue
            if not fields["updates"] and fields["number"] > self.number:
                self.join()
            for update in fields["updates"]:
                self.doc.apply_update(update[1:])
            self.number = max(self.number, fields["number"])
        self.seen += lately

    def __str__(self) -> str:
        return str(self.text)
