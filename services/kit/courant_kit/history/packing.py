"""How texts of revisions are stored (no I/O): whole, or as the edits that lead to them from a newer text."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from courant_kit.history import edits
from courant_kit.history.edits import Edit

LEVEL = 6


def whole(text: str) -> bytes:
    """A text, compressed."""
    return zlib.compress(text.encode(), LEVEL)


def text(stored: bytes | memoryview) -> str:
    """The text that `whole` compressed."""
    return zlib.decompress(stored).decode()


def delta(wanted: str, against: str) -> bytes:
    """The edits that lead from the text `against` to the wanted one, compressed."""
    return packed(edits.between(against, wanted))


def packed(made: Sequence[Edit]) -> bytes:
    """Edits, compressed."""
    return zlib.compress(msgspec.msgpack.encode(made), LEVEL)


def restored(stored: bytes | memoryview, against: str) -> str:
    """The text whose edits `delta` stored, from the text that it was compared with."""
    return edits.applied(msgspec.msgpack.decode(zlib.decompress(stored), type=list[Edit]), against)


def texts(newest_first: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Each of successive revisions with its text; the first of them must be stored whole."""
    found = ""
    for row in newest_first:
        found = text(row.stored) if row.against is None else restored(row.stored, found)
        yield row, found
