"""The report of an import: a few lines for the screen, and every file for the report file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from courant_cli.imports.batch import Note, Target

REFUSED = "refused"
NEW, AGAIN = "would-be-new", "would-be-compared"
"""The outcomes of a dry run."""

#: The words for each outcome, in this order.
OUTCOMES = {
    "created": "new",
    "updated": "updated",
    "merged": "merged with edits made here",
    "unchanged": "unchanged",
    "kept": "left as edited here",
    "conflict": "left as edited here in places that the source has changed too",
    "deleted": "deleted here, so left out",
    REFUSED: "rejected",
    NEW: "would be new",
    AGAIN: "imported before, and would be compared with what is here",
}

_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Carried:
    """The result for a document: an outcome of OUTCOMES, and its address on the site."""

    file: str
    outcome: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Notes of one kind: how many, in which files, and some of what they are about."""

    kind: str
    count: int
    files: list[str]
    examples: list[str]


@dataclass(slots=True)
class Report:
    """The outcome of every document, how many images and other things are new, and notes on what was left out.

    After a `dry` run, they are what would happen.
    """

    target: Target
    carried: list[Carried] = field(default_factory=list)
    pictures: int = 0
    comments: int = 0
    redirects: int = 0
    revisions: int = 0
    notes: list[Note] = field(default_factory=list)
    dry: bool = False

    @property
    def refused(self) -> int:
        """The number of documents that were rejected."""
        return sum(one.outcome == REFUSED for one in self.carried)

    def counts(self) -> Counter[str]:
        """The number of documents with each outcome."""
        return Counter(one.outcome for one in self.carried)

    def summary(self) -> list[str]:
        """The lines for the screen: how much was imported, and each kind of problem."""
        counts = self.counts()
        parts = [f"{counts[outcome]:,} {words}" for outcome, words in OUTCOMES.items() if counts[outcome]]
        first = f"{_many(len(self.carried), self.target.things)}: {', '.join(parts)}"
        lines = [f"{first}; {_many(self.pictures, 'images')}{self._said()}", *self._kinds()]
        return [*(["Nothing was changed: this was a dry run."] if self.dry else []), *lines]

    def counted(self) -> dict[str, Any]:
        """The same in numbers, for who says it in another language; kinds and outcomes are English words."""
        counts = self.counts()
        return {
            "things": self.target.things, "dry": self.dry, "images": self.pictures, "comments": self.comments,
            "redirects": self.redirects, "revisions": self.revisions,
            "outcomes": {words: counts[outcome] for outcome, words in OUTCOMES.items() if counts[outcome]},
            "kinds": [
                {"kind": one.kind, "count": one.count, "files": len(one.files), "file": one.files[0],
                 "examples": one.examples} for one in self._several()
            ],
        }  # fmt: skip

    def details(self) -> str:
        """The complete report: each file with its result and its notes."""
        carried = {one.file: one for one in self.carried}
        notes = {file: list(some) for file, some in groupby(sorted(self.notes, key=_file), key=_file)}
        lines = [*self.summary(), ""]
        for file in sorted({*carried, *notes}):
            one = carried.get(file)
            lines.append(f"{file}: {OUTCOMES[one.outcome]} {one.location}".rstrip() if one else f"{file}: not imported")
            lines += [f"    {note.kind}{': ' if note.what else ''}{note.what}" for note in notes.get(file, [])]
        return "\n".join(lines) + "\n"

    def write(self, path: Path) -> None:
        """Write the complete report to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.details(), "utf-8")

    def _said(self) -> str:
        more = (
            (self.comments, "comments"), (self.redirects, "redirects"), (self.revisions, "older revisions"),
        )  # fmt: skip
        return "".join(f"; {_many(count, things)}" for count, things in more if count)

    def _kinds(self) -> Iterator[str]:
        """A line for each kind of note, the most frequent first."""
        for one in self._several():
            where = one.files[0] if len(one.files) == 1 else _many(len(one.files), "files")
            examples = ", ".join(one.examples)
            yield f"{one.count:>7,}  {one.kind} (in {where}){f': {examples}' if examples != where else ''}"

    def _several(self) -> Iterator["_Kind"]:
        """The notes by their kinds, the most frequent kind first."""
        by_kind: dict[str, list[Note]] = {}
        for note in self.notes:
            by_kind.setdefault(note.kind, []).append(note)
        for kind, some in sorted(by_kind.items(), key=lambda one: -len(one[1])):
            whats = [what for what, _ in Counter(note.what or note.file for note in some).most_common()]
            more = ["…"] if len(whats) > _MOST_EXAMPLES else []
            yield _Kind(kind, len(some), sorted({note.file for note in some}), [*whats[:_MOST_EXAMPLES], *more])


def _many(count: int, things: str) -> str:
    return f"{count:,} {things if count != 1 else things.removesuffix('s')}"


def _file(note: Note) -> str:
    return note.file
