"""What is known of an import, and how it changes with each line that its process writes (no I/O)."""

from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec
from courant_kit.words import marked

from courant_core.importing.summary import Counted

State = Literal["running", "done", "failed", "stopped", "interrupted"]
MOST_LINES = 200
"""The lines of a summary that are kept."""
LONGEST = 2000
"""The characters of a sentence that are kept."""


@dataclass(slots=True)
class Job:
    """An import: the file, how it is imported, how far it is, and what became of it.

    `what` is what it is doing: `done` of `total` of these. `summary` are the lines of its report in English, and
    `counted` is the same in numbers; `files` counts those that the report names; `words` says why it failed.
    """

    name: str
    target: str
    source: str = ""
    site: str = ""
    below: str = ""
    dry: bool = False
    public: bool = False
    history: bool = False
    by: str = ""
    started: str = ""
    state: State = "running"
    what: str = marked("Reading")
    done: int = 0
    total: int = 0
    summary: list[str] = field(default_factory=list)
    files: int = 0
    words: str = ""
    counted: Counted | None = None

    @property
    def is_running(self) -> bool:
        """Whether its process is at work."""
        return self.state == "running"


def heard(job: Job, line: bytes) -> bool:
    """Note what a line of the process says, an object of JSON; whether it said anything that is understood."""
    try:
        said = msgspec.json.decode(line, type=Said)
    except msgspec.DecodeError:
        return False
    if said.what:
        job.what, job.done, job.total = said.what[:40], max(said.done, 0), max(said.total, 0)
    if said.summary:
        job.summary, job.files = [one[:LONGEST] for one in said.summary[:MOST_LINES]], said.files
        job.counted = said.counted
    if said.trouble:
        job.words = said.trouble[:LONGEST]
    return True


def ended(job: Job, *, stopped: bool) -> None:
    """Note that the process has ended: only now another import can begin, so only now its result is shown."""
    if job.summary:
        job.state = "done"
    elif stopped:
        job.state, job.words = "stopped", ""
    else:
        early = marked("The process of the import ended early; the log of core says why.")
        job.state, job.words = "failed", job.words or early


class Said(msgspec.Struct):
    """A line of the process: how far it is, or the end: its summary in lines and in numbers, or its trouble."""

    what: str = ""
    done: int = 0
    total: int = 0
    summary: list[str] = []
    counted: Counted | None = None
    files: int = 0
    trouble: str = ""


class Remark(msgspec.Struct):
    """A note on a file: its kind, in English words, and what it is about."""

    kind: str
    what: str = ""


class Row(msgspec.Struct):
    """A file of the report: what became of it in English words, its address here, and the notes on it."""

    file: str
    outcome: str = ""
    location: str = ""
    notes: list[Remark] = []
    wanted: bool = False


def encoded(job: Job) -> bytes:
    """The job as it is stored."""
    return msgspec.json.encode(job)


def decoded(data: bytes) -> Job | None:
    """The stored job, which ran in another process of core if it says that it is running; None if it is damaged."""
    try:
        found = msgspec.json.decode(data, type=Job)
    except msgspec.DecodeError:
        return None
    if found.is_running:
        found.state = "interrupted"
    return found


def rows(data: bytes) -> list[Row]:
    """The rows in some lines of a stored report; damaged ones are left out."""
    found: list[Any] = []
    for line in data.splitlines():
        try:
            found.append(msgspec.json.decode(line, type=Row))
        except msgspec.DecodeError:
            continue
    return found
