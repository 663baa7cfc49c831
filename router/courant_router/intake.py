"""Checks each message of a client before the router acts on it or forwards it (no I/O).

Crossbar 26.10 accepts messages that other programs cannot handle. Text that is not valid Unicode and numbers that are
too big cannot be serialized for the next program, so the caller waits for ever. A value that is nested too deeply ends
the connection of the program that reads it. In CBOR, one value can occur in many places, so a message may grow when it
is forwarded. And Crossbar accepts from everybody the option with which links between routers name the session they call
for.
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
"""An option that only a link between routers needs; it is rejected whatever its value."""

HEAD = 4
"""The number of leading elements of a message that can be its options or details; its payload follows them."""


class Unacceptable(ValueError):
    """A message that is rejected; the text gives the reason."""


def checked(message: Any) -> Any:
    """Return a client's message unchanged; raises Unacceptable."""
    if type(message) is list:
        for part in message[:HEAD]:
            if type(part) is dict and FORGED in part:
                raise Unacceptable("nobody here may speak for another session")
    _Look().at(message, 0)
    return message


class _Look:
    """Visits and counts every value of a message. There is one for each message, so it has to be quick."""

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
        # Counted before they are visited: one short message can contain the same long list many times.
        self.values -= len(parts)
        if self.values < 0:
            raise Unacceptable("this is too much at once")
        length = 0
        for part in parts:
            if type(part) is str and part.isascii():  # most parts are, and a call of `at` takes longer than this
                length += len(part)
            else:
                self.at(part, depth + 1)
        self._count_text(length)

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
