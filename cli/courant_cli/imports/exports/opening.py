"""Opens what an import is to read: a folder as it is, or an export, unpacked for the time of the import."""

import lzma
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, is_zipfile

from courant_kit.content import locations

from courant_cli.imports.exports.formats import FORMATS
from courant_cli.imports.identity.origin import Origin, origin
from courant_cli.imports.sources.export import Export, Unusable
from courant_cli.imports.staging import Staging
from courant_cli.imports.telling import Tell, nobody
from courant_cli.installation import Trouble

MARKDOWN = "markdown"
"""The name of what is no export: a folder of Markdown, of any generator."""
LARGEST_ARCHIVE = 20 * 1024**3
"""More bytes than this are not unpacked from an archive."""

_STAMP = re.compile(r"[._-](?:\d{4}-\d\d-\d\d|\d{8})[\d._-]*$")


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder to read, with what its export says: `finished` Markdown, and the `site` where it was published.

    `archive` is the folder into which an archive was unpacked, if the folder lies in one.
    """

    folder: Path
    origin: Origin
    site: str = ""
    finished: bool = False
    staging: Staging | None = None
    archive: Path | None = None


@contextmanager
def opened(  # noqa: PLR0913 - each is a choice of the person who imports
    path: Path, target: str, source: str = "", site: str = "", tell: Tell = nobody, *, history: int = 0,
    public: bool = False, names: bool = False,
) -> Iterator[Opened]:  # fmt: skip
    """Open a path for a target (`blog` or `wiki`); `source` names its format, if it is not to be recognised.

    `history` is how many older revisions of a page are wanted; `public` says that everybody could read all of it, for
    an export that does not say who could. With `names`, people have their full names where readers may not have seen
    these.

    Raises Trouble if it has no known format, or cannot be read.
    """
    with TemporaryDirectory(prefix="courant-import-") as room:
        archive = _unzipped(path, Path(room) / "archive") if _is_archive(path) else None
        export, content = _format(archive or path, source)
        if export is None:
            yield Opened(content, origin(content), site, archive=archive)
        else:
            staging = Staging(Path(room) / _named(export, path), target, site, tell)
            staging.history, staging.public, staging.names = history, public, names
            yield _unpacked(export, content, staging)


def names() -> tuple[str, ...]:
    """The names of all formats."""
    return (MARKDOWN, *(one.name for one in FORMATS))


def _format(path: Path, source: str) -> tuple[Export | None, Path]:
    """The format of a path, and the file or folder in it that has this format; None for a folder of Markdown."""
    if source == MARKDOWN:
        return None, _folder(path)
    known = [one for one in FORMATS if source in ("", one.name)]
    for inner in (path, *(_within(path) if path.is_dir() else ())):
        for export in known:
            if export.recognises(inner):
                return export, inner
    if source:
        return known[0], path
    return None, _folder(path)


def _within(path: Path) -> list[Path]:
    """What may be the export in a folder: its only file of a kind, or the one folder that an archive has."""
    inner = sorted(one for one in path.iterdir() if not one.name.startswith((".", "__MACOSX")))
    folders = [one for one in inner if one.is_dir()] if len(inner) == 1 else []
    return [*(one for one in inner if one.suffix.lower() in {".xml", ".json"}), *folders]


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise Trouble(
            f"{path} is no folder, and no export that is recognised. Name its format with --from: {', '.join(names())}."
        )
    return path


def _unpacked(export: Export, path: Path, staging: Staging) -> Opened:
    try:
        export.unpack(path, staging)
    except Unusable as reason:
        raise Trouble(f"{path} cannot be imported as {export.title}: {reason}") from reason
    return Opened(staging.root, Origin(staging.root.resolve(), _site(staging.site)), staging.site, export.finished,
                  staging)  # fmt: skip


def _site(address: str) -> str:
    """The address of a site without its scheme, as identities begin with it."""
    parts = locations.parts(address)
    return f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}" if parts.netloc else ""


def _named(export: Export, path: Path) -> str:
    """Two names that identify what is imported: a folder's own, as without a format; a file's without its date."""
    whole = path.resolve()
    if path.is_dir():
        return "/".join(("folder", *whole.parts[1:])[-2:])
    stem = whole.name.removesuffix(".zip").removesuffix(".xml").removesuffix(".json")
    return f"{export.name}/{_STAMP.sub('', stem) or 'export'}"


def _is_archive(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() == ".zip" and is_zipfile(path)


def _unzipped(path: Path, folder: Path) -> Path:
    try:
        with ZipFile(path) as archive:
            size = sum(one.file_size for one in archive.infolist())
            if size > min(LARGEST_ARCHIVE, shutil.disk_usage(folder.parent).free):
                raise Trouble(f"{path} would need {size / 1024**3:.1f} GB. Unpack it yourself and name the folder.")
            archive.extractall(folder)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise Trouble(f"{path} cannot be unpacked: {error}") from error
    return folder
