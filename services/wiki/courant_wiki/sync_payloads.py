"""What travels between the wiki and the program that keeps it the same as a branch of a git repository (no I/O)."""

from datetime import datetime
from typing import Annotated, Literal

from courant_kit.merging.again import Outcome
from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_wiki import bounds
from courant_wiki.copy_payloads import PageCopy, Person
from courant_wiki.payloads import Number, RowId

Commit = Annotated[str, Meta(pattern="^([0-9a-f]{40}|[0-9a-f]{64})?$")]
"""The id of a commit; "" for none."""

Name = Annotated[str, Meta(max_length=1000)]
EntryId = Annotated[str, Meta(max_length=2000)]
State = Literal["waiting", "working", "equal", "stopped"]
Happened = Literal["created", "changed", "moved", "deleted", "restored"]
Audience = Literal["everybody", "members", "editors"]

MOST_FILES = 100
"""The files of a commit that travel in one call."""


class BeginSync(Payload):
    """Names the repository and the branch; others than before begin anew, without a common state."""

    repository: Annotated[str, Meta(min_length=1, max_length=500)]
    branch: Annotated[str, Meta(min_length=1, max_length=250)]


class SyncPosition(Payload):
    """How far both sides are the same.

    `commit` is the last commit that the wiki has, and `done` how many files of `applying`, a later one, it has too.
    `event` is the number of the last event that the branch has. `pushing` is a commit that was about to be pushed,
    which has everything up to `pushing_event`. `end` is the number of the newest event of the wiki, and `readers` are
    those who may read it. `rejected` are files that cannot be pages, as long as nobody has decided about them.
    """

    commit: Commit = ""
    applying: Commit = ""
    done: Number = 0
    event: RowId = 0
    pushing: Commit = ""
    pushing_event: RowId = 0
    end: RowId = 0
    readers: Audience = "editors"
    rejected: list[str] = []


class NoteSync(Payload):
    """Moves the position, if `commit` is the one that is stored: `to` and `event` are pushed, or about to be.

    With `pushing` the position stays until the push is known to have succeeded.
    """

    commit: Commit
    to: Commit
    event: RowId
    pushing: bool = False


class SyncSteps(Payload):
    """Requests what happened to pages after an event."""

    after: RowId
    limit: Annotated[int, Meta(ge=1, le=200)] = 100


class SyncStep(Payload):
    """What happened to a page, in the event with the number `event`.

    `text` is that of the revision, and `before` that of the one before it; both are None if it has become a part of a
    later revision. `pushed` says that a commit made it, so that it is no news for the branch.
    """

    event: int
    kind: Happened
    entry_id: str
    path: str
    title: str
    author: str
    at: datetime
    old_path: str = ""
    summary: str = ""
    text: str | None = None
    before: str | None = None
    pushed: bool = False


class Steps(Payload):
    """The steps after an event; `last` is the position after them, `end` the newest; `more` if others follow."""

    steps: list[SyncStep]
    last: int
    end: int
    more: bool


class SyncPages(Payload):
    """Requests pages by their ids; those that are deleted are left out."""

    entry_ids: Annotated[list[EntryId], Meta(max_length=50)]


class Pages(Payload):
    """Pages as they are now, as many as fit into an answer; `deleted` are the ids of those that are in the bin."""

    pages: list[PageCopy]
    deleted: list[str] = []


class FileState(Payload):
    """What a file says of its page, without what follows from its text.

    The limits are those of pages, and a file that breaks one is rejected alone: so they are no limits of this payload.
    """

    path: str
    title: str
    text: str
    tags: list[str] = []
    language: str = ""
    position: Number = 0
    aliases: Annotated[list[str], Meta(max_length=1000)] = []


class SyncFile(Payload):
    """A file that a commit changed: what it says `now`, None if it was deleted, and `before`, None if it was added.

    A file that cannot be a page has a sentence about it in `wrong`, and in `now` what of it can be read.
    """

    file: Name
    entry_id: EntryId = ""
    now: FileState | None = None
    before: FileState | None = None
    author: Person = ""
    at: datetime | None = None
    summary: Annotated[str, Meta(max_length=bounds.SUMMARY)] = ""
    wrong: Annotated[str, Meta(max_length=1000)] = ""


class ApplyCommit(Payload):
    """Files of a commit after `parent`, from the one with the number `done`; after the `last` the wiki has it.

    If files of another commit are applied already, `done` begins at 0.

    `joining` says that both sides were never the same, so that nobody knows who changed what.
    """

    parent: Commit
    commit: Commit
    done: Number
    files: Annotated[list[SyncFile], Meta(max_length=MOST_FILES)]
    last: bool
    joining: bool = False


class AppliedFile(Payload):
    """What became of a file, and the id of its page.

    `conflict` is the number of what is left for a person to decide, 0 if nothing is.
    """

    file: str
    outcome: Outcome | Literal["removed", "rejected"]
    path: str = ""
    entry_id: str = ""
    conflict: int = 0


class Applied(Payload):
    """What became of the files."""

    files: list[AppliedFile]


class ReportSync(Payload):
    """How the program is doing, in words for people; `waiting` counts events that the branch does not have."""

    state: State
    words: Annotated[str, Meta(max_length=1000)] = ""
    waiting: Number = 0
    commit: Commit = ""
    subject: Annotated[str, Meta(max_length=300)] = ""
    author: Person = ""
    at: datetime | None = None


class NamedConflict(Payload):
    """Identifies what a commit and the wiki disagree about."""

    id: RowId


class ConflictPage(NamedConflict):
    """Requests the form with which a person decides."""
