"""Server-sent events as text (HTML living standard, 9.2); no I/O."""

from typing import Any

import msgspec
from courant_kit.calls.errors import CourantError

from courant_web.api.problem import body

RETRY = b"retry: 2000\n\n"
"""How many milliseconds a client waits before it connects again."""

BEAT = b": \n\n"
"""A comment, which shows that the stream is alive."""


class Logged(msgspec.Struct):
    """An event in a module's log."""

    number: int
    topic: str
    payload: dict[str, Any]


_LOGGED = msgspec.json.Decoder(list[Logged])


def logged(packed: str) -> list[Logged]:
    """The events in the answer of `event.since`."""
    return _LOGGED.decode(packed)


def event(one: Logged, position: str) -> bytes:
    """An event: its name is the topic, its data what the router would send, its id the position behind it."""
    return _message(one.topic, msgspec.json.encode({**one.payload, "event": one.number}), position)


def moved(position: str) -> bytes:
    """A position behind events that were not wanted, so that a client which comes back need not wait for them again."""
    return _message("position", msgspec.json.encode({"position": position}), position)


def ended(error: CourantError) -> bytes:
    """Why the stream ends, as a problem. It has another name than `error`, which EventSource gives lost connections."""
    return _message("problem", body(error))


def _message(name: str, data: bytes, position: str = "") -> bytes:
    at = f"id: {position}\n" if position else ""
    return f"event: {name}\n{at}data: ".encode() + data + b"\n\n"
