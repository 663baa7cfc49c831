"""Sends documents through the router, many in a call, and their pictures: no document before the pictures in it."""

from collections.abc import Coroutine, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from courant_kit.calls.errors import Conflict, Gone, Internal, Invalid, NotFound, TooLarge
from courant_kit.process.wamp import Session
from twisted.internet.defer import Deferred, FirstError, gatherResults

from courant_cli.imports.batch import Batch, Document, Note
from courant_cli.imports.report import REFUSED, Carried, Report
from courant_cli.imports.telling import Tell

PICTURES_AT_ONCE = 4
CALLS_AT_ONCE = 2
"""While a module stores the documents of one call, those of the next are on their way."""
CHARACTERS_IN_CALL = 500_000
"""What a call has at most, beside the number of documents that its target takes.

A call takes a fraction of a second: the bar moves, and people can save in between.
"""

MOST_EARLIER = 200
"""The older texts of a page that one call may have."""
_IDENTITY = ("path", "title", "source", "position")

#: Errors that concern a single document; any other error concerns all of them and ends the import.
ONE_REFUSED = (Invalid, TooLarge, Conflict, Gone, NotFound, Internal)


async def send(session: Session, batch: Batch, tell: Tell) -> Report:
    """Import the batch and return the report; raises CourantError if the module is away."""
    delivery = _Delivery(session, batch, tell)
    await _side_by_side([delivery.pictures(), delivery.documents()])
    return delivery.report


class _Delivery:
    def __init__(self, session: Session, batch: Batch, tell: Tell) -> None:
        self._session, self._tell = session, tell
        self._target, self._documents = batch.target, batch.documents
        self._taken: dict[Path, str] = {}
        self._users = {file: one.file for one in reversed(batch.documents) for file in one.pictures}
        self._waiting: dict[Path, list[Deferred[None]]] = {file: [] for file in self._users}
        self._done = 0
        self.report = Report(batch.target, notes=list(batch.notes))

    async def pictures(self) -> None:
        """Send the pictures, those of the first documents first."""
        total = len(self._users)
        files = iter(
            [file for one in self._documents for file in sorted(one.pictures) if self._users[file] == one.file]
        )

        async def work() -> None:
            for file in files:
                await self._picture(file)
                for one in self._waiting.pop(file):
                    one.callback(None)
                self._tell("Images", total - len(self._waiting), total)

        await _side_by_side([work() for _ in range(PICTURES_AT_ONCE)])

    async def documents(self) -> None:
        """Send the documents in their order."""
        calls = iter(list(_calls(self._documents, self._target.together)))

        async def work() -> None:
            for some in calls:
                await self._shown(some)
                await self._several(some)

        await _side_by_side([work() for _ in range(CALLS_AT_ONCE)])

    async def _shown(self, documents: list[Document]) -> None:
        """Wait until the pictures in these documents are stored, or rejected."""
        for file in sorted(set().union(*(one.pictures for one in documents))):
            if file in self._waiting:
                arrived: Deferred[None] = Deferred()
                self._waiting[file].append(arrived)
                await arrived

    async def _picture(self, file: Path) -> None:
        try:
            added = await self._session.call(self._target.add, data=_content(file))
        except ONE_REFUSED as error:
            self._note(self._users[file], "image rejected", f"{file.name}: {error.message}")
        else:
            self._taken[file] = added["path"]
            self.report.pictures += 1

    async def _several(self, documents: list[Document]) -> None:
        """Import several documents; one by one if the call is rejected, since one of them is to blame."""
        requests = [await self._fitting(one, one.request(self._taken)) for one in documents]
        try:
            answer = await self._session.call(self._target.take_many, **{self._target.things: requests})
        except ONE_REFUSED:
            for one, request in zip(documents, requests, strict=True):
                await self._one(one, request)
        else:
            for one, outcome in zip(documents, answer["outcomes"], strict=True):
                self._note_outcome(one, outcome["done"], outcome["refused"])

    async def _fitting(self, document: Document, request: dict[str, Any]) -> dict[str, Any]:
        """The request as it fits into a call: the oldest of a long history goes before it, part by part."""
        parts = list(_parts(request.get("earlier", ())))
        for some in parts[:-1]:
            kept = {name: request[name] for name in _IDENTITY if name in request}
            *earlier, newest = some
            await self._before(document, {**kept, **newest, "earlier": earlier, "past": True})
        return {**request, "earlier": parts[-1]} if len(parts) > 1 else request

    async def _before(self, document: Document, request: dict[str, Any]) -> None:
        try:
            answer = await self._session.call(self._target.take_many, **{self._target.things: [request]})
        except ONE_REFUSED as error:
            self._note(document.file, "older revisions that were rejected", error.message)
            return
        (outcome,) = answer["outcomes"]
        if done := outcome["done"]:
            self.report.revisions += done["earlier"] + (done["outcome"] == "created")
        else:
            self._note(document.file, "older revisions that were rejected", outcome["refused"])

    async def _one(self, document: Document, request: dict[str, Any]) -> None:
        try:
            taken = await self._session.call(self._target.take, **request)
        except ONE_REFUSED as error:
            self._note_outcome(document, None, error.message)
        else:
            self._note_outcome(document, taken, "")

    def _note_outcome(self, one: Document, taken: dict[str, Any] | None, refused: str) -> None:
        if taken is None:
            self.report.carried.append(Carried(one.file, REFUSED))
            self._note(one.file, "rejected", refused)
        else:
            self._note_taken(one, taken)
        self._done += 1
        self._tell(self._target.things.capitalize(), self._done, len(self._documents))

    def _note_taken(self, one: Document, taken: dict[str, Any]) -> None:
        for line in taken.get("kept", []):
            self._note(one.file, "left as edited here", line)
        self.report.revisions += taken.get("earlier", 0)
        location = taken[self._target.where]
        self.report.carried.append(Carried(one.file, taken["outcome"], location))
        if one.location and location and location != one.location:
            self._note(
                one.file, "imported at an address that differs from links to it", f"{location}, not {one.location}"
            )

    def _note(self, file: str, kind: str, what: str) -> None:
        self.report.notes.append(Note(file, kind, what))


def _parts(earlier: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Older texts in their order, as many together as a call may have."""
    some: list[dict[str, Any]] = []
    size = 0
    for one in earlier:
        if some and (len(some) == MOST_EARLIER or size + len(one["text"]) > CHARACTERS_IN_CALL):
            yield some
            some, size = [], 0
        some.append(one)
        size += len(one["text"])
    if some:
        yield some


def _calls(documents: Iterable[Document], most: int) -> Iterator[list[Document]]:
    """The documents in their order, as many together as a call may have."""
    some: list[Document] = []
    size = 0
    for one in documents:
        if some and (len(some) == most or size + one.size > CHARACTERS_IN_CALL):
            yield some
            some, size = [], 0
        some.append(one)
        size += one.size
    if some:
        yield some


async def _side_by_side(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Do all of these at the same time; raises the first failure."""
    try:
        await gatherResults([Deferred.fromCoroutine(work) for work in works], consumeErrors=True)
    except FirstError as first:
        raise _failure(first) from first


def _failure(first: FirstError) -> BaseException:
    return first.subFailure.value or first


def _content(file: Path) -> bytes:
    return file.read_bytes()
