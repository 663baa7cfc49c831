"""A folder of notes as an export: each note is rewritten, everything else comes along as it is."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from courant_cli.imports.reading.folder import MARKDOWN, Folder
from courant_cli.imports.reading.front_matter import Unreadable
from courant_cli.imports.staging import Staging

Rewrite = Callable[[str, str], str]
"""Returns the text of a note, given its file and what it holds."""


def rewritten(path: Path, staging: Staging, rewrite: Rewrite, name: Callable[[str], str] = str) -> None:
    """Write every note of a folder anew; `name` returns the path at which a file is placed."""
    folder = Folder(path)
    for file in folder.files():
        if not is_note(file):
            staging.copy(path / file, name(file))
            continue
        try:
            staging.text(name(file), rewrite(file, folder.read(file)))
        except Unreadable as reason:
            staging.note(name(file), str(reason))


def is_note(file: str) -> bool:
    """Whether a file is Markdown."""
    return PurePosixPath(file).suffix.lower() in MARKDOWN


def heads(path: Path, most: int = 20) -> Iterator[str]:
    """The beginnings of the first notes in a folder."""
    notes = (one for one in Folder(path).files() if is_note(one)) if path.is_dir() else iter(())
    for _, file in zip(range(most), notes, strict=False):
        with (path / file).open("rb") as content:
            yield content.read(2000).decode("utf-8", errors="replace")


def address(file: str, part: str = "") -> str:
    """The address of a file in the folder, for Markdown."""
    return f"/{quote(file)}{f'#{part}' if part else ''}"
