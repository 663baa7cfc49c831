"""Another system's export as a folder of Markdown, which the importers then read like any other folder."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

from courant_cli.imports.batch import Lead, Note, Revision
from courant_cli.imports.telling import Tell, nobody

_COMMENTS, _HISTORY = ".comments.jsonl", ".history"
_LONGEST_NAME = 200
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|#%]+')


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in an export: its post's file in the staged folder, its number and the one that it answers (or "").

    `moment` is in ISO 8601; `held` means that nobody has approved it. `mail` is never shown to readers.
    """

    post: str
    number: str
    parent: str
    author: str
    mail: str
    moment: str
    text: str
    held: bool = False


class Staging:
    """The folder into which an export is unpacked for one target (`blog` or `wiki`).

    `site` is the address where it was published, if the export says so; `history` is how many older revisions of a
    page are wanted. `public` is what people say of an export that says nothing about who could read it: everybody. With
    `names`, people have their full names where readers may not have seen these.
    """

    history = 0
    public = False
    names = False

    def __init__(self, root: Path, target: str, site: str = "", tell: Tell = nobody) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root, self.target, self.site = root, target, site.rstrip("/")
        self._top, self._made = root.resolve(), {root.resolve()}
        self._tell, self._written = tell, 0
        self.notes: list[Note] = []
        self.leads: list[Lead] = []
        self.comments = 0

    def document(self, file: str, values: Mapping[str, Any], text: str) -> None:
        """Write a Markdown file with these values as its front matter; empty ones are left out."""
        kept = {key: value for key, value in values.items() if value not in ("", None, [], {})}
        head = json.dumps(kept, ensure_ascii=False, indent=1)
        self.text(file, f"{head if kept else '{}'}\n{text.strip()}\n")

    def text(self, file: str, content: str) -> None:
        """Write a Markdown file that has its front matter already."""
        self._new(file).write_text(content, "utf-8", errors="replace")
        self._written += 1
        self._tell("Unpacking", self._written, 0)

    def copy(self, source: Path, file: str) -> None:
        """Place a file of the export in the folder; without a copy, where the disk allows that."""
        there = self._new(file)
        if there.exists():
            return
        try:
            os.link(source.resolve(), there)
        except OSError:
            shutil.copyfile(source, there)

    def note(self, file: str, kind: str, whats: Iterable[str] = ("",)) -> None:
        """Add notes of one kind on a file to the report."""
        self.notes.extend(Note(file, kind, what) for what in whats)

    def tell(self, what: str, done: int, total: int) -> None:
        """Report how far the unpacking is."""
        self._tell(what, done, total)

    def revision(self, file: str, one: Revision) -> None:
        """Set a revision of a page aside, on the disk; the last one may be its present state, without the text."""
        there = self._new(f"{_HISTORY}/{file}.jsonl")
        with there.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(one) | {"moment": one.moment.isoformat()}, ensure_ascii=False) + "\n")

    def revisions(self, file: str) -> list[Revision]:
        """The revisions of a page that were set aside, the oldest one first."""
        there = self.root / _HISTORY / f"{file}.jsonl"
        lines = there.read_text("utf-8").split("\n") if there.is_file() else []
        found = (json.loads(line) for line in lines if line)
        revisions = (Revision(**{**one, "moment": datetime.fromisoformat(one["moment"])}) for one in found)
        return sorted(revisions, key=lambda one: one.moment)

    def comment(self, one: Comment) -> None:
        """Set a comment aside, on the disk: a site may have more of them than fit into memory."""
        with (self.root / _COMMENTS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        self.comments += 1

    def set_aside(self) -> Iterator[Comment]:
        """The comments, in the order in which they were found."""
        if self.comments:
            with (self.root / _COMMENTS).open(encoding="utf-8") as file:
                for line in file:
                    yield Comment(**json.loads(line))

    def _new(self, file: str) -> Path:
        path = (self._top / file).resolve()
        if not path.is_relative_to(self._top):
            raise ValueError(f"{file} is outside the folder")
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        return path


def file_name(words: str) -> str:
    """The words as one part of a path: without what file systems or links would read otherwise; never hidden."""
    name = " ".join(_FORBIDDEN.sub("-", normalize("NFC", words).replace("/", "-")).split()).lstrip(".")
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1]
    return name or "-"
