"""Both sides of a round: the wiki on its session and the copy of the repository, and what is known of them so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from courant_kit.calls.errors import PositionLost
from courant_kit.process.wamp import Session

from courant_cli.exports import pieces
from courant_cli.sync import documents
from courant_cli.sync.documents import Document
from courant_cli.sync.people import People
from courant_cli.sync.repository import Repository

MOST_STEPS, MOST_PAGES = 500, 50


class Stopped(Exception):
    """A person has to decide before it goes on; the message says what."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command was told: whether a closed wiki may be pushed, and a rewritten history accepted; who is who."""

    closed: bool = False
    accept: bool = False
    people: People = field(default_factory=People)
    site: str = ""


@dataclass(slots=True)
class Outcome:
    """What a round did: how many commits came and went, and the newest one."""

    came: int = 0
    went: int = 0
    tip: str = ""


@dataclass(slots=True)
class Sides:
    """The wiki and the repository.

    `at` is the position: how far both are the same. `dirty` has the ids of pages that the branch may not have as they
    are, and `rejected` the names of files that cannot be pages. A `complete` round also compares what no event says.
    `known` are documents that were read, by the id of their content.
    """

    session: Session
    git: Repository
    choice: Choice
    complete: bool
    known: dict[str, Document]
    at: dict[str, Any] = field(default_factory=dict)
    dirty: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    outcome: Outcome = field(default_factory=Outcome)

    async def begin(self) -> None:
        """Learn the position from the wiki."""
        source = self.git.remote
        self.at = await self.call("begin", repository=source.location, branch=source.branch)
        self.rejected = set(self.at["rejected"])

    async def note(self, to: str, event: int, *, pushing: bool = False) -> None:
        """Store in the wiki that it has everything up to a commit, and the branch everything up to an event.

        While `pushing`, nobody knows yet whether the branch has that commit.
        """
        self.at = await self.call("note", commit=self.at["commit"], to=to, event=event, pushing=pushing)

    def read(self, blob: str) -> Document:
        """The document with this content."""
        if (found := self.known.get(blob)) is None:
            found = self.known[blob] = documents.parsed(self.git.content(blob))
        return found

    async def steps(self, event: int) -> tuple[list[Any], int]:
        """What happened in the wiki after an event, and the last event that it covers."""
        steps, more = list[Any](), True
        while more and len(steps) < MOST_STEPS:
            try:
                found = await self.call("since", after=event)
            except PositionLost as lost:
                self.complete = True
                return steps, int(lost.details["end"])
            steps += found["steps"]
            event, more = found["last"], found["more"]
        return steps, event

    async def pages(self, wanted: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
        """The pages with these ids as they are now, by id, and the ids of those that are deleted."""
        left, pages, gone = list(dict.fromkeys(wanted)), dict[str, Any](), list[str]()
        while left:
            some = left[:MOST_PAGES]
            found = await self.call("get", entry_ids=some)
            pages |= {one["entry_id"]: one for one in found["pages"]}
            gone += found["deleted"]
            met = {*(one["entry_id"] for one in found["pages"]), *found["deleted"]}
            left = [one for one in left if one not in met] if met else left[len(some) :]
        return pages, gone

    async def all_pages(self) -> list[Any]:
        """All pages of the wiki."""
        return [one async for one, _ in pieces.listed(self.session, "courant.wiki.copy.list", "pages", "path")]

    async def call(self, name: str, **fields: Any) -> Any:
        """Call a procedure of the wiki's synchronization."""
        return await self.session.call(f"courant.wiki.sync.{name}", **fields)


def uploads_in(files: Iterable[str]) -> set[str]:
    """The names of the uploads among files of a commit."""
    return {name.removeprefix(documents.UPLOADS) for name in files if name.startswith(documents.UPLOADS)}
