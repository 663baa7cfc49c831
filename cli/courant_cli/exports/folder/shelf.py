"""The folder of an export: each file appears complete, one that is the same stays untouched, others are removed."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from courant_cli.exports.files import put
from courant_cli.installation import Trouble

MANIFEST = "courant-export.json"
FORMAT, VERSION = "courant-export", 1
PARTS = ("blog", "wiki", "media")
"""The folders that belong to the export: what the site does not have is removed from them."""

LARGEST = 8_000_000
"""The bytes of a text file, at most; the longest text of a site has less than two million."""


class Shelf:
    """A folder that an export fills; nothing else may be in it, except what people put beside the PARTS."""

    def __init__(self, root: Path) -> None:
        """Begin in a folder that is empty, or an export; raises Trouble."""
        self.root = root
        if root.exists() and not root.is_dir():
            raise Trouble(f"{root} is a file. Name a folder for the export.")
        if root.exists() and manifest(root) is None and any(root.iterdir()):
            raise Trouble(f"{root} has files and is no export of Courant. Name an empty folder, or one that is new.")
        root.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            if (root / part).is_symlink():
                raise Trouble(f"{root / part} leads elsewhere. An export writes into folders of its own only.")
        self._kept: set[str] = set()
        self._folded: set[str] = set()
        self.changed = 0

    def begin(self, site: str) -> None:
        """Say that the export is under way, so that nobody takes a part of it for all."""
        found = manifest(self.root) or {"counts": {}}
        put(self.root, MANIFEST, said(site, found["counts"], complete=False))

    def end(self, site: str, counts: dict[str, int]) -> None:
        """Remove what the site does not have any more, and say that the export is complete."""
        for part in PARTS:
            self._clear(part)
        put(self.root, MANIFEST, said(site, counts, complete=True))

    def put(self, name: str, content: str | bytes) -> str:
        """A file with this content, and its name: one that a file of this export has already gets a number."""
        name = self._free(name)
        self._kept.add(name)
        self.changed += put(self.root, name, content.encode() if isinstance(content, str) else content)
        return name

    def has(self, name: str, same: Callable[[bytes], bool]) -> bool:
        """Whether a file is there with the same content; it then stays."""
        file = self.root / name
        if not file.is_file() or file.is_symlink() or not same(file.read_bytes()):
            return False
        self._kept.add(name)
        return True

    def _free(self, name: str) -> str:
        stem, dot, ending = name.partition(".")
        number = 1
        while name.casefold() in self._folded:
            number += 1
            name = f"{stem}~{number}{dot}{ending}"
        self._folded.add(name.casefold())
        return name

    def _clear(self, part: str) -> None:
        for folder, folders, files in os.walk(self.root / part, topdown=False):
            here = Path(folder)
            for name in files:
                if (here / name).relative_to(self.root).as_posix() not in self._kept:
                    (here / name).unlink()
                    self.changed += 1
            for name in folders:
                with suppress(OSError):  # it has files, or leads elsewhere
                    (here / name).rmdir()


def manifest(root: Path) -> dict[str, Any] | None:
    """What an export says of itself; None if the folder is none."""
    try:
        found = json.loads((root / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("format") == FORMAT and "counts" in found else None


def opened(root: Path) -> dict[str, Any]:
    """What a complete export says of itself; raises Trouble."""
    found = manifest(root)
    if found is None:
        raise Trouble(f"{root} is no export of Courant: there is no {MANIFEST} as `courant export folder` writes it.")
    if found.get("version") != VERSION:
        raise Trouble(f"{root} is an export of version {found.get('version')}; this program reads version {VERSION}.")
    if not found.get("complete"):
        raise Trouble(f"The export in {root} was interrupted. Run `courant export folder {root}` again: it goes on.")
    return found


def files(root: Path, part: str, ending: str = ".md") -> Iterator[str]:
    """The names of the files of a part, ordered; links to elsewhere are left out."""
    for folder, folders, names in os.walk(root / part):
        folders.sort()
        for name in sorted(names):
            file = Path(folder) / name
            if name.endswith(ending) and not name.startswith(".") and not file.is_symlink():
                yield file.relative_to(root).as_posix()


def said(site: str, counts: dict[str, int], *, complete: bool) -> bytes:
    """The file in which an export says what it is."""
    found = {"format": FORMAT, "version": VERSION, "courant": version("courant"), "site": site,
            "complete": complete, "counts": counts}  # fmt: skip
    return (json.dumps(found, indent=1) + "\n").encode()
