"""A module's own browser files: the folder `static/`, read once, its addresses named after a hash of all of it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from courant_kit.calls.errors import NotFound
from courant_kit.wire import assets
from courant_kit.wire.page import Page
from courant_kit.wire.standard import AssetFile

LARGEST = 1_000_000
"""The largest file (bytes): with its envelope it fits into the largest message that a module may send, 1 MB."""

LARGEST_FOLDER = 20_000_000


@dataclass(slots=True)
class Assets:
    """The files of a module by their names, and those that each of its pages loads.

    One hash stands for the whole folder, so that files may name each other by relative paths. Raises ValueError when
    there is no such file as one of `scripts` or `styles`.
    """

    module: str
    files: Mapping[str, bytes]
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    version: str = field(init=False)

    def __post_init__(self) -> None:
        self.version = _hash(self.files)
        self.scripts, self.styles = self._addresses(self.scripts, ".js", ".mjs"), self._addresses(self.styles, ".css")

    def completed(self, page: Page) -> Page:
        """The page with the addresses of what it loads: the module's files, and those that it names itself.

        Raises ValueError when there is no such file.
        """
        scripts = [*self.scripts, *self._addresses(page.scripts, ".js", ".mjs")]
        styles = [*self.styles, *self._addresses(page.styles, ".css")]
        return msgspec.structs.replace(page, scripts=list(dict.fromkeys(scripts)), styles=list(dict.fromkeys(styles)))

    def get(self, version: str, name: str) -> AssetFile:
        """The file with this name when the folder has this hash; raises NotFound."""
        if version != self.version or name not in self.files:
            raise NotFound("There is no such file.", field="name")
        return AssetFile(name=name, content_type=assets.content_type(name), data=self.files[name])

    def _addresses(self, names: Iterable[str], *extensions: str) -> list[str]:
        return [self._address(name, extensions) for name in names]

    def _address(self, name: str, extensions: tuple[str, ...]) -> str:
        if name not in self.files:
            raise ValueError(f"{self.module} has no file {name!r} in its folder static/")
        if not name.endswith(extensions):
            raise ValueError(f"{name!r} must end in {' or '.join(extensions)}")
        return assets.address(self.module, self.version, name)


def read(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are served, by their names in it; none when there is no folder.

    Files of other kinds, hidden ones, and links that lead out of the folder are passed over. Raises ValueError when a
    file, or all of them together, are too large to be sent.
    """
    within = folder.resolve()
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if assets.content_type(name) and path.is_file() and path.resolve().is_relative_to(within):
            found[name] = _bounded(path)
    if sum(map(len, found.values())) > LARGEST_FOLDER:
        raise ValueError(f"{folder} holds more than {LARGEST_FOLDER:,} bytes")
    return found


def _bounded(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{path} has {size:,} bytes; at most {LARGEST:,} are served")
    return path.read_bytes()


def _hash(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\n{len(files[name])}\n".encode() + files[name])
    return whole.hexdigest()[:16]
