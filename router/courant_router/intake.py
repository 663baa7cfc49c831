"""What a client may send at all, pure: looked over before the router acts on it or passes it on.

Crossbar takes more than others can bear. A text that is no valid Unicode or a number that is too big cannot be written
for the next program, whose caller then waits for ever; a value that is nested too deeply ends the connection of the
program that reads it; CBOR can name one value in many places, so that a message may grow when it is passed on; and the
option with which links between routers say for whom they call is taken from everybody (Crossbar 26.10).
"""

from collections.abc import Collection
from math import isfinite
from typing import Any

DEEPEST = 64
MOST_VALUES = 1_000_000
MOST_TEXT = 9_000_000
"""A little more than the largest message that services may send."""

SMALLEST, LARGEST = -(2**63), 2**64 - 1

FORGED = "forward_for"
"""The option that only a link between routers has a use for; refused whatever it says."""

HEAD = 4
"""How many of a message's first elements can be its options or details; its payload stands behind them."""


class Unacceptable(ValueError):
    """A message that is refused whole; the sentence says why."""


def checked(message: Any) -> Any:
    """The message of a client as it is; raises Unacceptable."""
    if type(message) is list:
        for part in message[:HEAD]:
            if type(part) is dict and FORGED in part:
                raise Unacceptable("nobody here may speak for another session")
    _Look().at(message, 0)
    return message


class _Look:
    """A look at every value of a message, which counts them. It is made for each message, and so has to be quick."""

    __slots__ = ("text", "values")

    def __init__(self) -> None:
        self.values, self.text = MOST_VALUES, MOST_TEXT

    def at(self, value: Any, depth: int) -> None:
        kind = type(value)
        if kind is str:
            if not value.isascii():
                _check_unicode(value)
            self._count_text(len(value))
        elif kind is dict:
            self._at_all(value, depth)
            self._at_all(value.values(), depth)
            if any(type(name) is not str for name in value):
                raise Unacceptable("names are text")
        elif kind is list:
            self._at_all(value, depth)
        elif kind is int:
            if not SMALLEST <= value <= LARGEST:
                raise Unacceptable("a number is too big")
        elif kind is bytes:
            self._count_text(len(value))
        elif value is not None and kind is not bool:
            _check_rare(value)

    def _at_all(self, parts: Collection[Any], depth: int) -> None:
        if depth >= DEEPEST:
            raise Unacceptable(f"values may be nested {DEEPEST} deep at most")
        # Counted before they are looked at: one short message can name the same long list many times.
        self.values -= len(parts)
        if self.values < 0:
            raise Unacceptable("this is too much at once")
        for part in parts:
            self.at(part, depth + 1)

    def _count_text(self, length: int) -> None:
        self.text -= length
        if self.text < 0:
            raise Unacceptable("this is too much at once")


def _check_rare(value: Any) -> None:
    if not isinstance(value, float):
        raise Unacceptable(f"a {type(value).__name__} cannot be passed on")
    if not isfinite(value):
        raise Unacceptable("a number is not finite")


def _check_unicode(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unacceptable("a text is not valid Unicode") from None
