"""Tests of shared texts: somebody who writes one in a window of their own, on a stage."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from pycrdt import Doc, Text

from courant_kit.coediting.shared_text import ROOT, clocks, hash_of
from courant_kit.coediting.wire import FORMAT
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import Stage, finished

_sessions: Iterator[int] = count(1000)


class Writer:
    """A window: it joins, types, and applies the events that the stage has published since."""

    def __init__(self, stage: Stage, document: str, name: str = "ada", role: str = "editor") -> None:
        self.stage, self.document = stage, document
        self.who = Disclosed(next(_sessions), name, role)
        self.doc: Doc[Any] = Doc()
        self.text: Text = self.doc.get(ROOT, type=Text)
        self.epoch = self.number = self.seen = 0
        self.topic = ""
        self.join()

    def call(self, verb: str, **fields: Any) -> Any:
        """Call one of the procedures."""
        fields = {"document": self.document, **fields}
        procedure = self.stage.session.procedures[f"courant.{self.stage.module.name}.text.{verb}"]
        answer = finished(procedure(self.who, [], fields))
        self.stage.publish()
        return answer

    def join(self) -> None:
        """Catch up by state."""
        answer = self.call("join", epoch=self.epoch, state=self.doc.get_state(), hash=hash_of(str(self.text)))
        if answer["update"]:
            self.doc.apply_update(answer["update"][1:])
        self.epoch, self.number, self.topic = answer["epoch"], answer["number"], answer["topic"]
        self.seen = len(self.stage.session.events)

    def type(self, words: str, at: int = 0, gone: int = 0) -> dict[str, Any]:
        """Replace some bytes at a place; returns the answer of the service."""
        before = self.doc.get_state()
        if gone:
            del self.text[at : at + gone]  # bytes, as pycrdt counts
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
        events, publications = self.stage.session.events, self.stage.session.publications
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
