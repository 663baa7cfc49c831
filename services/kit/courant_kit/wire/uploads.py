"""The calls with which a file is uploaded in pieces, and with which a module's library of files is kept."""

from typing import Annotated

from msgspec import Meta

from courant_kit.calls.caller import EDITORS, Role
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, Several, audience_of, page
from courant_kit.wire.payload import Payload

PIECE = 512 * 1024
"""The bytes of a piece: as text (base64) they fit into the largest message of a browser, 1 MB."""

LONGEST_TITLE = 200
LONGEST_ALT = 500
LONGEST_FOLDER = 100
MOST_NAMES = 200

UploadId = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
MediaName = Annotated[str, Meta(max_length=80)]


class BeginUpload(Payload):
    """A file to upload: its name on the device, and its size in bytes."""

    name: Annotated[str, Meta(max_length=LONGEST_TITLE)]
    size: Annotated[int, Meta(ge=1)]


class NamedUpload(Payload):
    """Identifies an upload that has begun."""

    upload: UploadId


class PutPiece(NamedUpload):
    """A piece of the file, which begins at `offset`."""

    offset: Annotated[int, Meta(ge=0)]
    data: Annotated[bytes, Meta(max_length=PIECE)]


class UploadState(Payload):
    """How far an upload is: the next piece begins at `offset` and has at most `piece` bytes."""

    upload: str
    offset: int
    piece: int = PIECE


class Uploaded(Payload):
    """A stored file: its path on the site, and the Markdown that shows it; a picture has a size in pixels."""

    path: str
    name: str
    title: str
    markdown: str
    content_type: str
    width: int = 0
    height: int = 0
    alt: str = ""


class ListMedia(Payload):
    """Requests files of the library, newest first. Those who do not keep the library get their own files only.

    `query` is words that a file has in its name, description or folder; `folder` has those of folders in it, too.
    """

    query: Annotated[str, Meta(max_length=200)] = ""
    folder: Annotated[str, Meta(max_length=LONGEST_FOLDER)] = ""
    pictures: bool = False
    start: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    limit: Annotated[int, Meta(ge=1, le=100)] = 48


class MediaList(Payload):
    """Files of the library; `more` is true if others follow."""

    files: list[Uploaded]
    folders: list[str]
    more: bool = False


class DescribeMedia(Payload):
    """Changes what the library says of a file. Fields that are left out stay unchanged."""

    name: MediaName
    title: Annotated[str, Meta(max_length=LONGEST_TITLE)] | None = None
    alt: Annotated[str, Meta(max_length=LONGEST_ALT)] | None = None
    folder: Annotated[str, Meta(max_length=LONGEST_FOLDER)] | None = None


class NamedMedia(Payload):
    """Identifies files of the library."""

    names: Annotated[list[MediaName], Meta(min_length=1, max_length=MOST_NAMES)]


class RemoveMedia(NamedMedia):
    """Identifies files to remove; with `leave`, the answer leads to the library."""

    leave: bool = False


class MoveMedia(NamedMedia):
    """Files to move into a folder: `folders` has one for all of them, or one for each. An empty one is none."""

    folders: Annotated[list[Annotated[str, Meta(max_length=LONGEST_FOLDER)]], Meta(min_length=1, max_length=MOST_NAMES)]


class LibraryPage(Payload):
    """Which files the library's page shows: of a folder, or found by words; `show` is `unused`, `bin` or empty."""

    q: Annotated[str, Meta(max_length=200)] = ""
    folder: Annotated[str, Meta(max_length=LONGEST_FOLDER)] = ""
    show: Annotated[str, Meta(max_length=10)] = ""
    start: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


class FilePage(Payload):
    """Identifies a file for its page."""

    name: MediaName


class UploadCalls(Several):
    """The calls and pages of uploads, for a contract: `uploaders` may upload, `librarians` keep the library.

    `changes` is the fragment that says when the library changed.
    """

    def __init__(self, module: str, uploaders: frozenset[Role], librarians: frozenset[Role] = EDITORS) -> None:
        self.librarians = librarians
        uri = f"courant.{module}".__add__
        self.begin = Procedure(
            uri(".upload.begin"), BeginUpload, UploadState, uploaders, alters=True,
            doc="Begins to upload a file, piece by piece.",
        )  # fmt: skip
        self.put = Procedure(
            uri(".upload.put"), PutPiece, UploadState, uploaders, alters=True,
            doc="Stores a piece; one that is not the next changes nothing, and the answer says which is.",
        )  # fmt: skip
        self.state = Procedure(
            uri(".upload.get"), NamedUpload, UploadState, uploaders, doc="How far an upload is, to go on with it."
        )
        self.finish = Procedure(
            uri(".upload.finish"), NamedUpload, Uploaded, uploaders, alters=True,
            doc="Checks and stores a file whose pieces are all there; may be repeated.",
        )  # fmt: skip
        self.list = Procedure(
            uri(".media.list"), ListMedia, MediaList, uploaders, doc="Files of the library, newest first."
        )
        self.describe = Procedure(
            uri(".media.describe"), DescribeMedia, Answer, librarians, writes=True,
            doc="Changes what the library says of a file.",
        )  # fmt: skip
        self.remove = Procedure(
            uri(".media.remove"), RemoveMedia, Answer, librarians, writes=True,
            doc="Moves files into the bin, where they stay for 30 days.",
        )  # fmt: skip
        self.restore = Procedure(
            uri(".media.restore"), NamedMedia, Answer, librarians, writes=True, doc="Restores files from the bin."
        )
        self.move = Procedure(
            uri(".media.move"), MoveMedia, Answer, librarians, writes=True, doc="Moves files into folders."
        )
        self.changes = Fragment(
            f"{module}.library", audience=audience_of(librarians),
            doc="How many files the library has; each new version makes windows load its page again.",
        )  # fmt: skip
        self.library = page(f"courant.{module}.page.library", LibraryPage, librarians, doc="The library of files.")
        self.file = page(
            f"courant.{module}.page.file", FilePage, librarians, doc="A file of the library: its description and uses."
        )

    def all(self) -> tuple[Procedure | Fragment[None], ...]:
        """All of them."""
        return (
            self.begin, self.put, self.state, self.finish, self.list, self.describe, self.move, self.remove,
            self.restore, self.library, self.file, self.changes,
        )  # fmt: skip
