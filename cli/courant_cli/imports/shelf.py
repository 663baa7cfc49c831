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
        for piece in self.read():
            yield piece if isinstance(piece, str) else Picture(Path(piece[0]), piece[1])


class Shelf:
    """A file without a name, which disappears with the process."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile(prefix="courant-import-")  # noqa: SIM115 - it lives as long as its texts
        self._end = 0

    def put(self, pieces: Iterable[Piece]) -> Shelved:
        """Put the pieces of a text aside."""
        row = list(pieces)
        pictures = frozenset(one.file for one in row if isinstance(one, Picture))
        size = sum(len(one) for one in row if isinstance(one, str))
        return Shelved(size, pictures, self._kept([one if isinstance(one, str) else [str(one.file), one.address]
                                                   for one in row]))  # fmt: skip

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
