"""The export that is being uploaded: a single file in the data directory, which pieces are appended to."""

import os
import re
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import msgspec
from courant_kit.calls.errors import Conflict, Invalid, NotFound, TooLarge
from courant_kit.words import gettext as _

from courant_core.importing.payloads import PIECE, BeginFile, FilePiece, FileState

_SIGNS = re.compile(r"[^\w.() -]+")

_one_at_a_time = threading.RLock()
"""Calls come in threads: the same piece may come twice at once, from two windows or because it was sent again."""

ROOM = 3
"""How many times the size of a file has to be free: it is unpacked, and what is in it is stored."""


class Upload(msgspec.Struct):
    """A file on its way: its number, its name on the device, its size in bytes, and when it was last changed there."""

    upload: str
    name: str
    size: int
    modified: int = 0

    def is_of(self, request: BeginFile) -> bool:
        """Whether it is the file that somebody wants to upload now."""
        return (self.name, self.size, self.modified) == (request.name, request.size, request.modified)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder with the file, what is known of it, and the report on it."""

    folder: Path

    @property
    def file(self) -> Path:
        """The file itself, with the name that it had on the device: an import recognises it by that."""
        known = self.upload()
        return self.folder / "file" / (_plain(known.name) if known else "none")

    @property
    def job(self) -> Path:
        """What is known of the import."""
        return self.folder / "job.json"

    @property
    def report(self) -> Path:
        """The report: a line of JSON for each file."""
        return self.folder / "report.jsonl"

    @property
    def room(self) -> Path:
        """Where the process unpacks the file."""
        return self.folder / "room"

    def upload(self) -> Upload | None:
        """The file that is here or on its way; None if there is none."""
        try:
            return msgspec.json.decode((self.folder / "upload.json").read_bytes(), type=Upload)
        except (OSError, msgspec.DecodeError):
            return None

    def offset(self) -> int:
        """How many bytes of it are here."""
        return self.file.stat().st_size if self.file.is_file() else 0

    def is_complete(self) -> bool:
        """Whether all of the file is here."""
        known = self.upload()
        return known is not None and self.offset() == known.size

    def begin(self, request: BeginFile) -> FileState:
        """Begin an upload, or go on with that of a file of the same name and size; raises TooLarge."""
        with _one_at_a_time:
            known = self.upload()
            if known is None or not known.is_of(request):
                known = self._anew(request)
            return FileState(known.upload, self.offset())

    def _anew(self, request: BeginFile) -> Upload:
        self.clear()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(self.folder).free < ROOM * request.size:
            raise TooLarge(_("There is not enough room on the server's disk to import this file."), field="size")
        known = Upload(token_hex(16), request.name, request.size, request.modified)
        (self.folder / "file").mkdir(exist_ok=True)
        (self.folder / "upload.json").write_bytes(msgspec.json.encode(known))
        return known

    def state(self, number: str) -> FileState:
        """How far an upload is; raises NotFound."""
        return FileState(self._known(number).upload, self.offset())

    def put(self, piece: FilePiece) -> FileState:
        """Append a piece, if it is the next one; the answer says which is. Raises NotFound, Invalid."""
        with _one_at_a_time:
            known, offset = self._known(piece.upload), self.offset()
            if piece.offset == offset and offset < known.size:
                self._append(piece, known.size - offset)
            return FileState(known.upload, self.offset())

    def _append(self, piece: FilePiece, left: int) -> None:
        if len(piece.data) != min(PIECE, left):
            raise Invalid(f"Data: the next piece has {min(PIECE, left):,} bytes.", field="data")
        with self.file.open("ab") as file:
            file.write(piece.data)
            file.flush()
            os.fsync(file.fileno())

    def complete(self, number: str) -> Upload:
        """The file with this number, all of which is here; raises NotFound, Conflict."""
        known = self._known(number)
        if self.offset() != known.size:
            words = _("Only {count} of {size} bytes have arrived. Please send the rest.")
            raise Conflict(words.format(count=f"{self.offset():,}", size=f"{known.size:,}"))
        return known

    def clear(self) -> None:
        """Delete all of it."""
        with _one_at_a_time:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _known(self, number: str) -> Upload:
        known = self.upload()
        if known is None or known.upload != number:
            raise NotFound(_("There is no such upload. Please choose the file again."), field="upload")
        return known


def _plain(name: str) -> str:
    """A name from a device as that of a file here: no path, not hidden, not too long."""
    words = _SIGNS.sub("-", name.replace("\\", "/").rpartition("/")[2]).lstrip(".")
    return words[-100:].lstrip(".") or "export"
