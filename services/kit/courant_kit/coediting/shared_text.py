"""A text that several people write at once: a Yjs document with one text (no I/O, no clock).

pycrdt surprises: `findings/` has a script for each surprise that this file works around. Its positions are bytes; an
update whose predecessors are missing is not handed on and no call tells that it waits; an exception in an observer
reaches the author of the edit.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from zlib import compress, crc32

from pycrdt import Doc, Text

from courant_kit.calls.errors import Invalid
from courant_kit.coediting.edits import byte_of, edits
from courant_kit.coediting.encoded import Encoded, paired
from courant_kit.coediting.wire import DEFLATED, FORMAT

ROOT = "text"
"""The name of the text in the document."""

LARGE = 32_768
"""Encoded documents above this size are compressed, so that they fit into one message."""

MALFORMED = "Update: this is not an update in Yjs' first format."

EMPTY = b"\x00"
"""The state of a document in which nobody has written."""

T = TypeVar("T")
_NOTHING = (b"\x00\x00", b"\x00\x00\x00")


class Behind(Exception):
    """An update needs others that are not there."""


class SharedText:
    """The document of one shared text. Close it: an open one is never collected.

    `base` and `updates` are encoded in Yjs' first format. Raises Invalid if one of them is not.
    """

    def __init__(self, base: bytes = b"", updates: Iterable[bytes] = ()) -> None:
        self._doc: Doc[Any] = Doc()
        self._text: Text = self._doc.get(ROOT, type=Text)
        self._changes: list[bytes] = []
        with self._doc.transaction():
            for update in [base] if base else []:
                self._apply(update)
            for update in updates:
                self._apply(update)
        self._watch = self._doc.observe(lambda event: self._changes.append(event.update))

    def __str__(self) -> str:
        return str(self._text)

    @property
    def size(self) -> int:
        """The length of the text in bytes."""
        return len(self._text)

    @property
    def state(self) -> bytes:
        """Which edits are in it: Yjs' state vector."""
        return self._doc.get_state()

    @property
    def hash(self) -> str:
        """A checksum of the text: CRC-32 of its UTF-8, eight hexadecimal digits."""
        return hash_of(str(self))

    def encoded(self) -> bytes:
        """The document as one update."""
        return self._doc.get_update()

    def lacking(self, state: bytes, checksum: str = "") -> bytes:
        """The update for a peer with this state and checksum of the text: empty if it has everything.

        Raises Invalid if the state is malformed.
        """
        known = clocks(state)  # read here first: pycrdt reserves as much memory as the bytes say that they have clients
        if checksum == self.hash and known == clocks(self.state):
            return b""
        return _decoded(lambda: self._doc.get_update(state))

    def take(self, update: bytes, client: int, clock: int) -> bool:
        """Add an author's update, after which the author has written `clock` units; returns whether it was new.

        Raises Behind if it needs others that are not here, and Invalid if it is malformed; then the document is spoilt.
        """
        self._changes.clear()
        self._apply(update)
        if paired(self.state, client) < clock:
            raise Behind
        return any(change not in _NOTHING for change in self._changes)

    def add(self, updates: Iterable[bytes]) -> None:
        """Add updates that are stored already, in their order; raises Invalid."""
        with self._doc.transaction():
            for update in updates:
                self._apply(update)

    def put(self, text: str) -> bytes:
        """Edit the text until it is this one; returns the update, empty if there was nothing to edit."""
        before, after = str(self), plain(text)
        self._changes.clear()
        with self._doc.transaction():
            for edit in reversed(edits(before, after)):
                start, end = byte_of(before, edit.start), byte_of(before, edit.end)
                if end > start:
                    del self._text[start:end]
                if edit.put:
                    self._text.insert(start, edit.put)
        return self._changes[-1] if self._changes else b""

    def close(self) -> None:
        """Let go of the document."""
        self._doc.unobserve(self._watch)

    def _apply(self, update: bytes) -> None:
        _decoded(lambda: self._doc.apply_update(update))


def seeded(text: str) -> bytes:
    """A new document with this text, as one update. Do this once for each text: two seeds are the text twice."""
    fresh = SharedText()
    fresh.put(text)
    try:
        return fresh.encoded()
    finally:
        fresh.close()


def clocks(state: bytes) -> dict[int, int]:
    """How many units each client has written, by its id; raises Invalid if the state is malformed."""
    read = Encoded(state or EMPTY)
    try:
        pairs = [(read.number(), read.number()) for _ in range(read.number())]
    except ValueError as error:
        raise Invalid("State: this is not a state vector in Yjs' first format.", field="state") from error
    return {client: clock for client, clock in pairs if clock}


def hash_of(text: str) -> str:
    """The checksum of a text."""
    return f"{crc32(text.encode()):08x}"


def plain(text: str) -> str:
    """The text with every line break as a single line feed: the editors of browsers count any other wrongly."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unwrapped(data: bytes) -> bytes:
    """The update in these bytes as they travel; raises Invalid if they are in another format."""
    if data[:1] != FORMAT:
        raise Invalid("Update: this should begin with the byte 1, for Yjs' first update format.", field="update")
    return data[1:]


def packed(encoded: bytes) -> bytes:
    """A document or an update as it travels, compressed if it is large; nothing stays nothing."""
    if len(encoded) > LARGE:
        return DEFLATED + compress(encoded)
    return FORMAT + encoded if encoded else b""


def _decoded(work: Callable[[], T]) -> T:
    """The result of pycrdt; its errors and panics, which are no Exceptions, in words."""
    try:
        return work()
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        raise Invalid(MALFORMED, field="update") from error
