"""Puts texts aside on the disk while an import reads everything: a site may have more of them than fit into memory."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from courant_cli.imports.batch import Picture, Piece


@dataclass(frozen=True, slots=True)
class Shelved:
    """A text as pieces, on the disk: `size` is its number of characters, `pictures` are the files that it shows."""

    size: int
    pictures: frozenset[Path]
    read: Callable[[], Any]

    def __iter__(self) -> Iterator[Piece]:
        """The pieces, read again."""
        yield from _pieces(self.read())


@dataclass(frozen=True, slots=True)
class Before:
    """What a page was before, on the disk: so many revisions, of so many characters, with the pictures in them."""

    count: int
    size: int
    pictures: frozenset[Path]
    read: Callable[[], Any]

    def __iter__(self) -> Iterator[tuple[dict[str, Any], list[Piece]]]:
        """The fields of each revision and the pieces of its text, read again."""
        for said, row in self.read():
            yield said, _pieces(row)


class Shelf:
    """A file without a name, which disappears with the process."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile(prefix="courant-import-")  # noqa: SIM115 - it lives as long as its texts
        self._end = 0

    def put(self, pieces: Iterable[Piece]) -> Shelved:
        """Put the pieces of a text aside."""
        row = list(pieces)
        return Shelved(_size(row), _pictures(row), self._kept(_plain(row)))

    def before(self, states: Iterable[tuple[dict[str, Any], Iterable[Piece]]]) -> Before:
        """Put aside what a page was: the fields of each revision, and the pieces of its text."""
        rows = [(said, list(row)) for said, row in states]
        whole = [piece for _, row in rows for piece in row]
        kept = self._kept([[said, _plain(row)] for said, row in rows])
        return Before(len(rows), _size(whole), _pictures(whole), kept)

    def text(self, words: str) -> Callable[[], str]:
        """Put a text aside; what is returned reads it."""
        return self._kept(words)

    def _kept(self, value: Any) -> Callable[[], Any]:
        data = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        start, size = self._end, len(data)
        self._file.seek(start)
        self._file.write(data)
        self._end += size

        def read() -> Any:
            self._file.seek(start)
            return json.loads(self._file.read(size).decode("utf-8", "surrogatepass"))

        return read


def _plain(row: Iterable[Piece]) -> list[Any]:
    return [one if isinstance(one, str) else [str(one.file), one.address] for one in row]


def _pieces(row: Iterable[Any]) -> list[Piece]:
    return [one if isinstance(one, str) else Picture(Path(one[0]), one[1]) for one in row]


def _size(row: Iterable[Piece]) -> int:
    return sum(len(one) for one in row if isinstance(one, str))


def _pictures(row: Iterable[Piece]) -> frozenset[Path]:
    return frozenset(one.file for one in row if isinstance(one, Picture))
