"""What a client may send at all, pure: looked over before the router acts on it or passes it on.

Crossbar takes more than others can bear. A text that is no valid Unicode or a number that is too big cannot be written
for the next program, whose caller then waits for ever; a value that is nested too deeply ends the connection of the
program that reads it; CBOR can name one value in many places, so that little grows without end when it is passed on;
and `forward_for`, meant for links between routers, would let any client call as somebody else.
"""

from collections.abc import Iterable
from math import isfinite
from typing import Any

DEEPEST = 64
MOST_VALUES = 1_000_000
MOST_TEXT = 9_000_000
"""A little more than the largest message that services may send."""

SMALLEST, LARGEST = -(2**63), 2**64 - 1

FORGED = "forward_for"
HEAD = 4
"""How many of a message's first elements can be its options or details; its payload stands behind them."""


class Unacceptable(ValueError):
    """A message that is refused whole; the sentence says why."""


def checked(message: Any) -> Any:
    """The message of a client as it is; raises Unacceptable."""
    if isinstance(message, list) and any(isinstance(part, dict) and FORGED in part for part in message[:HEAD]):
        raise Unacceptable("nobody here may speak for another session")
    values = characters = 0
    waiting = [(message, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict | list):
            waiting += [(part, depth + 1) for part in _parts(value, depth)]
            # Counted before they are looked at: one short message can name the same long list many times.
            values += len(value)
        else:
            characters += _length(value)
        if values > MOST_VALUES or characters > MOST_TEXT:
            raise Unacceptable("this is too much at once")
    return message


def _parts(value: dict[Any, Any] | list[Any], depth: int) -> Iterable[Any]:
    if depth >= DEEPEST:
        raise Unacceptable(f"values may be nested {DEEPEST} deep at most")
    if isinstance(value, list):
        return value
    if not all(isinstance(name, str) for name in value):
        raise Unacceptable("names are text")
    return [*value, *value.values()]


def _length(value: Any) -> int:
    """How many characters or bytes a plain value has; 0 for one that has none."""
    if isinstance(value, str):
        if not value.isascii() and not _is_unicode(value):
            raise Unacceptable("a text is not valid Unicode")
        return len(value)
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, int):  # bool too
        if not SMALLEST <= value <= LARGEST:
            raise Unacceptable("a number is too big")
    elif isinstance(value, float):
        if not isfinite(value):
            raise Unacceptable("a number is not finite")
    elif value is not None:
        raise Unacceptable(f"a {type(value).__name__} cannot be passed on")
    return 0


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
