"""A module's browser files: the folder `static/`, read once, under addresses that contain a hash of the folder."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from courant_kit.calls.errors import NotFound
from courant_kit.wire import assets
from courant_kit.wire.page import Page
from courant_kit.wire.standard import AssetFile

LARGEST = 1_000_000
"""The size of the largest file in bytes; with its envelope it fits into the largest message of a module, 1 MB."""

LARGEST_FOLDER = 20_000_000

WRITING = ["writing.css"]
"""The styles of a page with a form for a text, of the kit's own. A text with over 50,000 characters is `data-long`."""


Made = Callable[[str, str], bytes | None]
"""The content of a file that was made at run time, by the hash of its content and its name; None if there is none."""


@dataclass(slots=True)
class Assets:
    """The files of a module by name, and the `scripts` and `styles` that each of its pages loads.

    `made` find files that the module made at run time, each under the hash of its own content.

    The folder has one hash, `version`, so that files can refer to each other by relative paths. Raises ValueError if
    a file named in `scripts` or `styles` is missing.
    """

    module: str
    files: Mapping[str, bytes]
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    version: str = field(init=False)

    def __post_init__(self) -> None:
        self.version = _hash(self.files)
        self.scripts, self.styles = self._addresses(self.scripts, ".js", ".mjs"), self._addresses(self.styles, ".css")

    def completed(self, page: Page) -> Page:
        """The page with the addresses of the files it loads: first the module's, then those that the page names.

        Raises ValueError if a file is missing.
        """
        if not (self.scripts or self.styles or page.scripts or page.styles):
            return page
        scripts = [*self.scripts, *self._addresses(page.scripts, ".js", ".mjs")]
        styles = [*self.styles, *self._addresses(page.styles, ".css")]
        return msgspec.structs.replace(page, scripts=list(dict.fromkeys(scripts)), styles=list(dict.fromkeys(styles)))

    def get(self, version: str, name: str) -> AssetFile:
        """The file with this name; raises NotFound if there is none or the folder has another hash."""
        data = self.files.get(name) if version == self.version else self._made(version, name)
        if data is None:
            raise NotFound("There is no such file.", field="name")
        return AssetFile(name=name, content_type=assets.content_type(name), data=data)

    def _made(self, version: str, name: str) -> bytes | None:
        found = (find(version, name) for find in self.made if assets.content_type(name))
        return next((data for data in found if data is not None), None)

    def address(self, name: str) -> str:
        """The address of a script, for an element of a page that names it in `data-script`.

        Raises ValueError if the file is missing.
        """
        return self._address(name, (".js", ".mjs"))

    def _addresses(self, names: Iterable[str], *extensions: str) -> list[str]:
        return [self._address(name, extensions) for name in names]

    def _address(self, name: str, extensions: tuple[str, ...]) -> str:
        if name not in self.files:
            raise ValueError(f"{self.module} has no file {name!r} in its folder static/")
        if not name.endswith(extensions):
            raise ValueError(f"{name!r} must end in {' or '.join(extensions)}")
        return assets.address(self.module, self.version, name)


def read(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are served, by name; empty if the folder does not exist.

    Hidden files, files of other kinds, and links out of the folder are left out. Raises ValueError if a file or the
    folder is too large.
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
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\n{len(files[name])}\n".encode() + files[name])
    return digest.hexdigest()[:16]
