"""The folders and file names that keep a file from being published (no I/O)."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from courant_cli.imports.reading.withheld.languages import DRAFT, PRIVATE
from courant_cli.imports.reading.words import bare

#: Folders of what is not public; Jekyll's, Hexo's and people's.
CLOSED_FOLDERS = {"draft", "drafts", "unpublished", "private", "hidden", "wip", "trash", "archetypes"}

#: Folders with an underscore that generators publish.
OPEN_FOLDERS = {"_posts", "_pages"}

_INDEX = re.compile(r"index(?:\.[a-z]{2,3}(?:-[a-z]{2,4})?)?", re.IGNORECASE)


class Places:
    """Where the files of a folder lie; `root` is the folder's own name.

    With `bundles`, a folder with an `index.md` is one page, as in Hugo and Zola, and other files in it are its parts.
    `collections` are folders that Jekyll's configuration publishes, `excluded` are globs of what it leaves out.
    """

    def __init__(
        self, root: str, files: Iterable[str], *, bundles: bool = True, collections: Iterable[str] = (),
        excluded: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self._root, self._excluded = root, list(excluded)
        self._open = OPEN_FOLDERS | {f"_{one}" for one in collections}
        self._bundles = {path.parent for path in map(PurePosixPath, files if bundles else ()) if _is_index(path)}
        self._bundles.discard(PurePosixPath("."))

    def reasons(self, file: str) -> Iterator[str]:
        """Why a file is not public, judged by where it lies."""
        path = PurePosixPath(file)
        for folder in (self._root, *path.parent.parts):
            if self._closed(folder):
                yield f"it lies in the folder {folder}"
                break
        if path.name.startswith("_") and path.stem != "_index":
            yield "its name begins with an underscore"
        if "." in path.stem and _says_closed(path.stem.rpartition(".")[2]):
            yield f"its name ends in .{path.stem.rpartition('.')[2]}"
        if any(PurePosixPath(name).match(glob) for name in (path, *path.parents) for glob in self._excluded):
            yield "the configuration of the site leaves it out"
        above = next((one for one in reversed(path.parents) if one in self._bundles), None)
        if above is not None and (path.parent != above or not _is_index(path)):
            yield f"it is a part of the page {above}/index.md"

    def _closed(self, folder: str) -> bool:
        name = folder.lower()
        return _says_closed(name.lstrip("_")) or (name.startswith("_") and name not in self._open)


def _says_closed(name: str) -> bool:
    return name.lower() in CLOSED_FOLDERS or bare(name) in DRAFT | PRIVATE


def _is_index(path: PurePosixPath) -> bool:
    return bool(_INDEX.fullmatch(path.stem))
