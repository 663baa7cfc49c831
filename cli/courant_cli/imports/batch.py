"""The result of reading a folder, ready to be sent: documents, the pictures in them, and notes on what was left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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


def joined(row: Iterable[Piece], taken: Mapping[Path, str]) -> str:
    """A text; `taken` holds the paths on the site of the pictures that were stored."""
    return "".join(piece if isinstance(piece, str) else taken.get(piece.file, piece.address) for piece in row)


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


class Past(Protocol):
    """What a page was before, which is not in memory: `count` older revisions of `size` characters together."""

    @property
    def count(self) -> int:
        """How many revisions there are."""
        ...

    @property
    def size(self) -> int:
        """The characters of all of their texts."""
        ...

    @property
    def pictures(self) -> AbstractSet[Path]:
        """The files of the images in them."""
        ...

    def __iter__(self) -> "Iterator[tuple[dict[str, Any], list[Piece]]]":
        """The fields of each, and the pieces of its text; the oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """A post or page to import: its file, its intended address on the site, the fields of the call, text and cover.

    `past` is what it was before.
    """

    file: str
    location: str
    fields: dict[str, Any]
    text: "tuple[Piece, ...] | Text"
    cover: Picture | None = None
    past: Past | None = None

    @property
    def size(self) -> int:
        """The characters of its text, and of what it was before."""
        own = (
            self.text.size
            if not isinstance(self.text, tuple)
            else sum(len(piece) for piece in self.text if isinstance(piece, str))
        )
        return own + (self.past.size if self.past else 0)

    @property
    def pictures(self) -> AbstractSet[Path]:
        """The files of the images in the document, and in what it was before."""
        shown = (
            self.text.pictures
            if not isinstance(self.text, tuple)
            else {piece.file for piece in self.text if isinstance(piece, Picture)}
        )
        past = self.past.pictures if self.past else ()
        return {*shown, *past, *([self.cover.file] if self.cover else ())} if past or self.cover else shown

    def request(self, taken: Mapping[Path, str]) -> dict[str, Any]:
        """The fields of the import call; `taken` holds the paths on the site of the pictures that were stored."""
        cover = {"cover": taken[self.cover.file]} if self.cover and self.cover.file in taken else {}
        past = {"earlier": [{**said, "text": joined(row, taken)} for said, row in self.past]} if self.past else {}
        return {**self.fields, **cover, **past, "text": joined(self.text, taken)}


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


Linked = Callable[[str, Revision], Iterable[Piece]]
"""The text of an older revision of a file, with its links and pictures as those of the present text."""


@dataclass(slots=True)
class Batch:
    """Everything that was read from a folder, for the module that will import it.

    `linked` resolves links in older texts, where the target has any.
    """

    target: Target
    documents: list[Document] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    linked: Linked = lambda _, one: (one.text,)

    @property
    def pictures(self) -> list[Path]:
        """The files of all images in the documents, without duplicates."""
        return sorted(set().union(*(one.pictures for one in self.documents)))

    def note(self, file: str, kind: str, whats: Iterable[str] = ("",)) -> None:
        """Add notes of one kind to a file."""
        self.notes.extend(Note(file, kind, what) for what in whats)
