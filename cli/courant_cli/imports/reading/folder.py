"""The folder that an import reads: its files, and never one that lies outside it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from courant_cli.imports.reading.front_matter import Unreadable

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
MARKDOWN = frozenset({".md", ".markdown"})


class Folder:
    """A folder of content; a link in it may lead to a file in `bounds`, which is the folder or what it lies in."""

    def __init__(self, root: Path, bounds: Path | None = None) -> None:
        self.root = root.resolve()
        self.bounds = bounds.resolve() if bounds else self.root

    def files(self) -> Iterator[str]:
        """Every file by its path below the folder, in order; hidden ones and links that lead out are left out."""
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root)
            hidden = any(part.startswith(".") for part in name.parts)
            if not hidden and path.is_file() and path.resolve().is_relative_to(self.root):
                yield name.as_posix()

    def read(self, name: str) -> str:
        """The text of a file; raises Unreadable when it is not UTF-8."""
        try:
            return (self.root / name).read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Unreadable("not UTF-8 text") from error

    def found(self, beside: str, address: str) -> Path | None:
        """The file that an address in the file `beside` leads to, None when there is none within bounds.

        An address that begins with `/` begins at the folder, or at the site's folder of files that are served as
        they are (`static`).
        """
        path = unquote(address.partition("#")[0].partition("?")[0])
        top = (self.root, self.root / "static", self.bounds, self.bounds / "static")
        starts = top if path.startswith("/") else ((self.root / beside).parent,)
        files = (self._within(start, path.lstrip("/")) for start in starts)
        return next(filter(None, files), None)

    def name(self, file: Path) -> str:
        """A file's path below the folder, "" when it lies elsewhere."""
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else ""

    def _within(self, start: Path, path: str) -> Path | None:
        try:
            file = (start / path).resolve()
            return file if file.is_relative_to(self.bounds) and file.is_file() else None
        except (OSError, ValueError):  # no name that a file can have
            return None
