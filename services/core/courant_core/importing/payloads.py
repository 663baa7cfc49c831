"""What travels when an administrator imports an export in the browser (no I/O)."""

from typing import Annotated, Literal

from courant_kit.wire.payload import Payload
from msgspec import Meta

PIECE = 512 * 1024
"""The bytes of a piece, as of any upload."""
LARGEST = 4 * 1024**3
"""The bytes of the largest file."""

Source = Literal[
    "", "markdown", "wordpress", "ghost", "mediawiki", "dokuwiki", "obsidian", "wikijs", "notion", "outline"
]
"""The name of a format of the command `courant import`; "" to recognise it."""
UploadId = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


class BeginFile(Payload):
    """An export to upload: its name on the device, its size in bytes, and when it was last changed (milliseconds).

    If all three are as before, it is the same file, and goes on where it was.
    """

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    size: Annotated[int, Meta(ge=1, le=LARGEST)]
    modified: Annotated[int, Meta(ge=-(2**52), le=2**52)] = 0


class NamedFile(Payload):
    """Identifies an upload that has begun."""

    upload: UploadId


class FilePiece(NamedFile):
    """A piece of the file, which begins at `offset`: one that is not the next is not stored, wherever it comes from."""

    offset: Annotated[int, Meta(ge=0, le=LARGEST)]
    data: Annotated[bytes, Meta(max_length=PIECE)]


class FileState(Payload):
    """How far an upload is: the next piece begins at `offset` and has at most `piece` bytes."""

    upload: str
    offset: int
    piece: int = PIECE


class StartImport(NamedFile):
    """Imports an uploaded export into the blog or the wiki.

    `source` names its format, if it is not to be recognised; `site` is the address where it was published; `below` is
    the path in the wiki below which its pages are placed. A `dry` run changes nothing. `public` says that everybody
    could read all of it; it counts only for an export that does not say who could. With `history`, older revisions of
    wiki pages come along, where the export has them.
    """

    target: Literal["blog", "wiki"]
    source: Source = ""
    site: Annotated[str, Meta(max_length=300)] = ""
    below: Annotated[str, Meta(max_length=200)] = ""
    dry: bool = False
    public: bool = False
    history: bool = False


class ReportPage(Payload):
    """Which files of the report a page shows: those from the number `start` on."""

    start: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
