"""Server-sent events as text (HTML living standard, 9.2); no I/O."""

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.following.events import Event

from courant_web.pages.problem import body

RETRY = 2000
"""How many milliseconds a client waits before it connects again."""

BEAT = b": \n\n"
"""A comment, which shows that the stream is alive."""


def event(one: Event, position: str) -> bytes:
    """An event: its name is the topic, its data what the router would send, its id the position behind it."""
    return _message(one.topic, msgspec.json.encode({**one.fields, "event": one.number}), position)


def first(position: str) -> bytes:
    """Where the stream begins. Some clients report a block without data as an event, so `retry` has none of its own."""
    return b"retry: %d\n" % RETRY + moved(position)


def moved(position: str) -> bytes:
    """A position behind events that were not wanted, so that a client which comes back need not wait for them again."""
    return _message("position", msgspec.json.encode({"position": position}), position)


def ended(error: CourantError) -> bytes:
    """Why the stream ends, as a problem. It has another name than `error`, which EventSource gives lost connections."""
    return _message("problem", body(error))


def _message(name: str, data: bytes, position: str = "") -> bytes:
    at = f"id: {position}\n" if position else ""
    return f"event: {name}\n{at}data: ".encode() + data + b"\n\n"
