"""Resolves the links and images in imported wiki pages."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from courant_kit.content import locations

from courant_cli.imports.batch import Batch, Picture, Piece, Revision
from courant_cli.imports.reading.addresses import Replace, pieces
from courant_cli.imports.reading.folder import PICTURES, Folder
from courant_cli.imports.targets.wiki.chapters import INDEXES
from courant_cli.imports.targets.wiki.page import Page


class Links:
    """The pages by their files; `site` is the address where the folder was published, or empty."""

    def __init__(self, folder: Folder, pages: list[Page], site: str = "") -> None:
        self._folder, self._site = folder, site.rstrip("/")
        self._files = {folder.root / page.file: page for page in pages}

    def of(self, page: Page, batch: Batch) -> Replace:
        """Replaces the addresses in a page, and notes those that lead nowhere."""

        def led(address: str) -> Piece | None:
            on_site = self._site and address.startswith(f"{self._site}/")
            local = address.removeprefix(self._site) if on_site else address
            found = locations.parts(local)
            if found.scheme or found.netloc:
                return None
            piece = self._led(page, local, found.fragment, batch)
            if piece is None and not on_site:
                kind = "missing image" if Path(found.path).suffix.lower() in PICTURES else "broken link"
                batch.note(page.file, kind, [address])
            return None if piece is None else piece if piece != local else address

        return led

    def once(self, file: str, one: Revision, batch: Batch) -> tuple[Piece, ...]:
        """An older text of a file, with its links as they lead now from where it was."""
        page = self._files[self._folder.root / file]
        return pieces(one.text, self.of(replace(page, file=one.file) if one.file else page, batch))

    def _led(self, page: Page, address: str, part: str, batch: Batch) -> Piece | None:
        if address.startswith("#"):
            self._check(page, page, part, address, batch)
            return address if page.led(part) != page.location else page.location
        file = next(filter(None, (self._folder.found(page.file, one) for one in _meanings(address))), None)
        if file is None:
            return None
        if file in self._files:
            there = self._files[file]
            self._check(page, there, part, address, batch)
            return there.led(part)
        if file.suffix.lower() in PICTURES:
            return Picture(file, address)
        batch.note(page.file, "link to a file that is not imported", [address])
        return address

    def _check(self, page: Page, there: Page, part: str, address: str, batch: Batch) -> None:
        if part and unquote(part) not in there.parts:
            batch.note(page.file, "link to a part that does not exist", [address])


def _meanings(address: str) -> list[str]:
    """The paths that an address may mean: as written, the source of an HTML page, the index of a folder."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    if path.endswith(".html"):
        names = [path.removesuffix(".html"), path.removesuffix("index.html") + "README"]
        return [f"{name}.md" for name in names[: 1 + path.endswith("index.html")]]
    bare = path.rstrip("/")
    return [path, f"{bare}.md", *(f"{bare}/{name}.md" for name in ("README", *INDEXES))]
