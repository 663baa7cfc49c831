"""Describes the export format of another system."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from courant_cli.imports.staging import Staging


class Unusable(Exception):
    """An export that cannot be read at all; the message says why, in words."""


@dataclass(frozen=True, slots=True)
class Export:
    """The export format of one system.

    `recognises` tells whether a path certainly has this format, from a file's beginning or from names in a folder.
    `unpack` writes everything into a folder of Markdown, and raises Unusable. `finished` means that it writes Markdown
    in which no mark of a site generator has a meaning.
    """

    name: str
    title: str
    recognises: Callable[[Path], bool]
    unpack: Callable[[Path, Staging], None]
    finished: bool = True


def beginning(path: Path, size: int = 8192) -> bytes:
    """The first bytes of a file; empty for a folder, and for a file that cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""
