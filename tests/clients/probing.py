"""A module that answers as no module of the site does, for clients to be tried out on: `courant.probing.*`."""

from typing import Any

from tests.wamp import CALL, YIELD, Peer

ODD: dict[str, list[list[Any]]] = {
    "keywords": [[{}, [], {"id": 1}]],
    "nothing": [[{}]],
    "progress": [[{"progress": True}, [1]], [{"progress": True}, [2]], [{}, [3]]],
}
"""Answers that no procedure of the site gives: the options and the payload of each YIELD."""


class Odd:
    """Stands for a handler whose answer is no single value."""

    def __init__(self, parts: list[list[Any]]) -> None:
        """Answer with these."""
        self.parts = parts

    def __call__(self, args: list[Any], fields: dict[str, Any], details: dict[str, Any]) -> Any:
        """Only the parts are used."""
        raise NotImplementedError


class Probing(Peer):
    """Answers with keywords, nothing, progress, or what it was given; publishes; and calls what it is told to."""

    def serve(self, caller: Peer) -> None:
        """Register everything; `caller` makes the calls."""
        self.caller = caller
        self.register("courant.probing.answer.echo", self._echo)
        for name, payloads in ODD.items():
            self.register(f"courant.probing.answer.{name}", Odd(payloads))
        self.register("courant.probing.note.publish", self._note)
        self.register("courant.probing.relay.call", self._relay)

    def _answer(self, message: list[Any]) -> None:
        handler = self._handlers[message[2]]
        if not isinstance(handler, Odd):
            super()._answer(message)
            return
        for part in handler.parts:
            self.wire.send([YIELD, message[1], *part])

    def _echo(self, args: list[Any], fields: dict[str, Any], details: dict[str, Any]) -> Any:
        return fields["value"]

    def _note(self, args: list[Any], fields: dict[str, Any], details: dict[str, Any]) -> None:
        self.publish("courant.probing.note.added", **fields)

    def _relay(self, args: list[Any], fields: dict[str, Any], details: dict[str, Any]) -> dict[str, Any]:
        """What arrives as the answer of a procedure: its positional and its keyword results."""
        answer = self.caller._ask([CALL, {}, fields["address"], [], {}])
        return {"args": answer[3] if len(answer) > 3 else [], "kwargs": answer[4] if len(answer) > 4 else {}}
