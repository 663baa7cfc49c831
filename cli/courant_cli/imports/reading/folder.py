"""The folder that an import reads: its files, but never one outside it."""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from courant_cli.imports.reading.front_matter import Unreadable

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
MARKDOWN = frozenset({".md", ".markdown"})


def first_of(folders: Iterable[Path], names: Iterable[str]) -> tuple[Path, str] | None:
    """The first of these files that is in one of the folders, with its name; what cannot be a name is in none."""
    there = [Folder(folder) for folder in folders]
    places = ((one.at(name), name) for name in names for one in there)
    return next(((file, name) for file, name in places if file), None)


class Folder:
    """A folder of content. Links in it may refer to files in `bounds`, which is the folder or one that contains it."""

    def __init__(self, root: Path, bounds: Path | None = None) -> None:
        self.root = root.resolve()
        self.bounds = bounds.resolve() if bounds else self.root
        self._known: dict[tuple[Path, str], Path | None] = {}
        self._meant: dict[tuple[str, str], Path | None] = {}

    def files(self) -> Iterator[str]:
        """Every file by its path below the folder, in order, except hidden files and symbolic links to the outside."""
        yield from self._files

    @cached_property
    def _files(self) -> list[str]:
        found = []
        for above, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            below = os.path.relpath(above, self.root).replace(os.sep, "/")
            found += [name if below == "." else f"{below}/{name}" for name in names if self._is_one(above, name)]
        return sorted(found, key=lambda name: name.split("/"))

    def _is_one(self, above: str, name: str) -> bool:
        path = os.path.join(above, name)  # noqa: PTH118 - a folder may have very many
        if name.startswith(".") or not os.path.isfile(path):  # noqa: PTH113
            return False
        return not os.path.islink(path) or Path(path).resolve().is_relative_to(self.root)  # noqa: PTH114

    def read(self, name: str) -> str:
        """The text of a file; raises Unreadable when it is not UTF-8."""
        try:
            return (self.root / name).read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Unreadable("not UTF-8 text") from error

    def found(self, beside: str, address: str) -> Path | None:
        """The file at an address in the file `beside`, or None if there is none within bounds.

        An address that begins with `/` is relative to the folder, or to the site's folder of static files (`static`).
        """
        path = unquote(address.partition("#")[0].partition("?")[0])
        asked = ("" if path.startswith("/") else beside.rpartition("/")[0], path)
        if asked not in self._meant:
            self._meant[asked] = self._first(beside, path)
        return self._meant[asked]

    def _first(self, beside: str, path: str) -> Path | None:
        top = (self.root, self.root / "static", self.bounds, self.bounds / "static")
        starts = top if path.startswith("/") else ((self.root / beside).parent,)
        files = (self._within(start, path.lstrip("/")) for start in starts)
        return next(filter(None, files), None)

    def at(self, path: str) -> Path | None:
        """The file at this path below the folder, or None if there is none within bounds."""
        return self._within(self.root, path)

    def name(self, file: Path) -> str:
        """A file's path below the folder, or "" if it is elsewhere."""
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else ""

    def _within(self, start: Path, path: str) -> Path | None:
        if (start, path) not in self._known:  # many pages link to the same file, and show the same picture
            self._known[start, path] = self._looked_up(start, path)
        return self._known[start, path]

    def _looked_up(self, start: Path, path: str) -> Path | None:
        try:
            file = (start / path).resolve()
            return file if file.is_relative_to(self.bounds) and file.is_file() else None
        except (OSError, ValueError):  # not a valid file name
            return None
