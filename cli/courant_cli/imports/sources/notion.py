"""Notion: its export as Markdown and CSV. Names lose their ids, databases become tables that lead to their pages.

https://www.notion.com/help/export-your-content
"""

import csv
import re
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from courant_cli.imports.reading.addresses import outside_code
from courant_cli.imports.reading.folder import Folder
from courant_cli.imports.sources.export import Export
from courant_cli.imports.sources.vault import address, is_note, rewritten
from courant_cli.imports.staging import Staging, file_name

_ID = re.compile(r"\s(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=\.\w+$|_all\.csv$|$)")
_LINK = re.compile(r"(?P<before>\]\()(?P<address>(?:[^()\s]|\([^()\s]*\))+)(?P<after>\))")
_MOST_ROWS = 2000


def recognises(path: Path) -> bool:
    """Whether a folder has files with the ids of Notion in their names."""
    return path.is_dir() and any(_ID.search(one.name) for one in path.iterdir() if one.suffix in {".md", ".csv"})


def unpack(path: Path, staging: Staging) -> None:
    """Write the pages under their titles, and the databases as tables."""
    names = _named(path)
    export = _Export(path, names, staging)
    rewritten(path, staging, export.page, lambda file: names.get(file, file))
    for file in names:
        if file.endswith(".csv"):
            (staging.root / names[file]).unlink()  # it becomes a page, and `_all.csv` holds the same rows again
            export.database(file) if not file.endswith("_all.csv") else None


def _named(path: Path) -> dict[str, str]:
    """The place of each file, without ids; two that would have one name get numbers."""
    taken: set[str] = set()
    places: dict[str, str] = {}
    for file in Folder(path).files():
        bare = "/".join(file_name(_ID.sub("", part)) for part in file.split("/"))
        stem, dot, end = bare.rpartition(".")
        names = (bare if number == 1 else f"{stem} {number}{dot}{end}" for number in count(1))
        places[file] = next(name for name in names if _page_of(name) not in taken)
        taken.add(_page_of(places[file]))
    return places


def _page_of(name: str) -> str:
    """What a file is called in the end, in small letters: a database becomes a page."""
    is_database = name.endswith(".csv") and not name.endswith("_all.csv")
    return (f"{name.removesuffix('.csv')}.md" if is_database else name).casefold()


class _Export:
    def __init__(self, path: Path, names: dict[str, str], staging: Staging) -> None:
        self._path, self._names, self._staging = path, names, staging

    def page(self, file: str, text: str) -> str:
        """A page with its links to other files of the export."""
        row, end = [], 0
        for found in outside_code(text, _LINK):
            start, stop = found.span("address")
            row += [text[end:start], self._address(file, text[start:stop])]
            end = stop
        return "".join([*row, text[end:]])

    def database(self, file: str) -> None:
        """Write a database as a table, whose first column leads to the pages of its rows."""
        there = f"{self._names[file].removesuffix('.csv')}.md"
        try:
            with (self._path / file).open(encoding="utf-8-sig", newline="") as content:
                rows = [row for row in csv.reader(content) if row]
        except (UnicodeDecodeError, csv.Error) as error:
            self._staging.note(there, "database that cannot be read", [str(error)])
            return
        if len(rows) > _MOST_ROWS:
            self._staging.note(there, f"rows after the first {_MOST_ROWS:,} of a database", [f"{len(rows):,}"])
        if rows:
            title = PurePosixPath(there).stem
            self._staging.document(there, {"title": title}, self._table(file, rows[: _MOST_ROWS + 1]))

    def _table(self, file: str, rows: list[list[str]]) -> str:
        pages = self._rows_of(file)
        lines = [rows[0], ["---"] * len(rows[0])]
        for first, *others in rows[1:]:
            there = pages.get(file_name(first).casefold())
            lines.append(
                [f"[{_cell(first)}]({address(there)})" if there and first else _cell(first), *map(_cell, others)]
            )
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _rows_of(self, file: str) -> dict[str, str]:
        folders = {file.removesuffix(".csv"), _ID.sub("", file).removesuffix(".csv")}
        found = (one for one in self._names if is_note(one) and PurePosixPath(one).parent.as_posix() in folders)
        return {PurePosixPath(self._names[one]).stem.casefold(): self._names[one] for one in found}

    def _address(self, file: str, link: str) -> str:
        path, _, part = link.partition("#")
        there = self._names.get(_joined(PurePosixPath(file).parent, unquote(path)), "")
        if there.endswith(".csv"):
            there = f"{there.removesuffix('.csv').removesuffix('_all')}.md"
        return address(there, part) if there else link


def _joined(folder: PurePosixPath, path: str) -> str:
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(path).parts):
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("\\", "\\\\").replace("|", "\\|").replace("[", "\\[")


NOTION = Export("notion", "an export of Notion", recognises, unpack, finished=False)
