"""The result of reading a folder, ready to be sent: documents, the pictures in them, and notes on what was left out."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in a text: its file, and the address to use if the image cannot be imported."""

    file: Path
    address: str


Piece = str | Picture
"""A text as a sequence of words and pictures, because addresses of pictures are known only once they are stored."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note on something in a file that cannot be imported unchanged: the kind of problem, and the place."""

    file: str
    kind: str
    what: str = ""


class Text(Protocol):
    """A text that is not in memory: its pieces are read when they are asked for."""

    @property
    def size(self) -> int:
        """The number of its characters."""
        ...

    @property
    def pictures(self) -> AbstractSet[Path]:
        """The files of the images in it."""
        ...

    def __iter__(self) -> Iterator[Piece]:
        """Its pieces."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """A post or page to import: its file, its intended address on the site, the fields of the call, text and cover."""

    file: str
    location: str
    fields: dict[str, Any]
    text: "tuple[Piece, ...] | Text"
    cover: Picture | None = None

    @property
    def size(self) -> int:
        """The characters of its text."""
        return (
            self.text.size
            if not isinstance(self.text, tuple)
            else sum(len(piece) for piece in self.text if isinstance(piece, str))
        )

    @property
    def pictures(self) -> AbstractSet[Path]:
        """The files of the images in the document."""
        shown = (
            self.text.pictures
            if not isinstance(self.text, tuple)
            else {piece.file for piece in self.text if isinstance(piece, Picture)}
        )
        return {*shown, self.cover.file} if self.cover else shown

    def request(self, taken: Mapping[Path, str]) -> dict[str, Any]:
        """The fields of the import call; `taken` holds the paths on the site of the pictures that were stored."""
        words = (piece if isinstance(piece, str) else taken.get(piece.file, piece.address) for piece in self.text)
        cover = {"cover": taken[self.cover.file]} if self.cover and self.cover.file in taken else {}
        return {**self.fields, **cover, "text": "".join(words)}


@dataclass(frozen=True, slots=True)
class Target:
    """A module that accepts content: its name, its word for documents, and its procedures.

    `add` stores an image, `take` imports a document, and `sources` lists what was imported before; `where` is the field
    of the answer with the document's address, and `identity` the field of a document that identifies it. `take_many`
    imports several documents, which its request has under the name of `things`, at most `together`.
    """

    module: str
    things: str
    add: str
    take: str
    take_many: str
    where: str
    sources: str
    identity: str
    together: int = 25


@dataclass(frozen=True, slots=True)
class Lead:
    """An old address on this site, from its first slash on, that leads to the page of a `file`, or to a `target`.

    `end` is what follows the page's address, such as `feed/`. A module's own redirects know paths only; these may have
    queries, and lead to lists.
    """

    source: str
    file: str = ""
    target: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a page was once: by whom, from when, why it was changed, and its text as Markdown.

    `file` is where it lay in its folder then, if that is known.
    """

    author: str
    moment: datetime
    summary: str
    text: str
    file: str = ""


@dataclass(slots=True)
class Batch:
    """Everything that was read from a folder, for the module that will import it."""

    target: Target
    documents: list[Document] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)

    @property
    def pictures(self) -> list[Path]:
        """The files of all images in the documents, without duplicates."""
        return sorted(set().union(*(one.pictures for one in self.documents)))

    def note(self, file: str, kind: str, whats: Iterable[str] = ("",)) -> None:
        """Add notes of one kind to a file."""
        self.notes.extend(Note(file, kind, what) for what in whats)
