"""What an importer has read, ready to be sent: documents, the pictures in them, and notes on what is not carried."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in a text: its file, and the address that stands for it when it cannot be carried."""

    file: Path
    address: str


Piece = str | Picture
"""A text is a row of these: words, and pictures whose addresses are known once they have been taken in."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a file that is not carried as it was: what kind of thing, and which."""

    file: str
    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A post or page to import: the file it came from, where it should be on the site, and the call's fields."""

    file: str
    location: str
    fields: dict[str, Any]
    text: tuple[Piece, ...]

    @property
    def pictures(self) -> set[Path]:
        """The files of the images in it."""
        return {piece.file for piece in self.text if isinstance(piece, Picture)}

    def request(self, taken: Mapping[Path, str]) -> dict[str, Any]:
        """The fields of the import call; `taken` are the paths on the site of the pictures that were taken in."""
        words = (piece if isinstance(piece, str) else taken.get(piece.file, piece.address) for piece in self.text)
        return {**self.fields, "text": "".join(words)}


@dataclass(frozen=True, slots=True)
class Target:
    """A module that takes content in: its name, what it calls its documents, and how it is called.

    `add` takes an image, `take` a document; `where` is the field of its answer that says where the document stands.
    """

    module: str
    things: str
    add: str
    take: str
    where: str


@dataclass(slots=True)
class Batch:
    """All that was read from a folder, for the module that takes it in."""

    target: Target
    documents: list[Document] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def pictures(self) -> list[Path]:
        """The files of all images in the documents, each once."""
        return sorted(set().union(*(one.pictures for one in self.documents)))

    def note(self, file: str, kind: str, whats: Iterable[str] = ("",)) -> None:
        """Keep notes of one kind on a file."""
        self.notes.extend(Note(file, kind, what) for what in whats)
