"""What files of a folder were once: whether they were public then, judged as its present files are, and their texts."""

from datetime import datetime
from pathlib import Path

from courant_cli.imports.batch import Revision
from courant_cli.imports.reading.folder import Folder
from courant_cli.imports.reading.front_matter import Unreadable, parted
from courant_cli.imports.sources import dialects
from courant_cli.imports.targets.wiki.pages import is_book, publishing_of


class Private(Exception):
    """A text that not everybody could read, or of which nobody knows; the message says why, in words."""


class Earlier:
    """The older texts of a folder; those of an export, which is `finished`, are as everybody could read them.

    A text was public if nothing in it spoke against it when it was written, and nothing does now. What the sections
    above it and the configuration of the site say is what they say now.
    """

    def __init__(self, folder: Path, *, finished: bool) -> None:
        self._finished, here = finished, Folder(folder)
        self._here = publishing_of(here, book=is_book(here), finished=finished)
        self._elsewhere = publishing_of(here, book=False, finished=finished)

    def text(self, file: str, one: Revision) -> str:
        """What readers saw of a file in an older text; raises Private."""
        if self._finished:
            return one.text
        try:
            source = parted(one.text)
        except Unreadable as reason:
            raise Private(str(reason)) from reason
        there = one.file or file
        publishing = self._here if there == file else self._elsewhere
        moments: tuple[datetime | None, ...] = (None, one.moment)
        reasons = [why for at in moments for why in publishing.against(there, source, at)]
        if reasons:
            raise Private(", ".join(dict.fromkeys(reasons)))
        return dialects.plain(source.text)
