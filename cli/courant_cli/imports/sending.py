"""Sends documents through the router: their pictures first, then the documents, several calls at a time."""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TypeVar

from courant_kit.calls.errors import Conflict, Gone, Internal, Invalid, NotFound, TooLarge
from courant_kit.process.wamp import Session
from twisted.internet.defer import Deferred, FirstError, gatherResults

from courant_cli.imports.batch import Batch, Document, Note
from courant_cli.imports.report import REFUSED, Carried, Report

T = TypeVar("T")

Tell = Callable[[str, int, int], None]
"""Receives the progress: the kind of item, the number sent, and the total."""

AT_ONCE = 8

#: Errors that concern a single document; any other error concerns all of them and ends the import.
ONE_REFUSED = (Invalid, TooLarge, Conflict, Gone, NotFound, Internal)


async def send(session: Session, batch: Batch, tell: Tell) -> Report:
    """Import the batch and return the report; raises CourantError if the module is away."""
    delivery = _Delivery(session, batch)
    await _each(batch.pictures, delivery.picture, lambda done, total: tell("Images", done, total))
    things = batch.target.things.capitalize()
    await _each(batch.documents, delivery.document, lambda done, total: tell(things, done, total))
    return delivery.report


class _Delivery:
    def __init__(self, session: Session, batch: Batch) -> None:
        self._session = session
        self._target = batch.target
        self._taken: dict[Path, str] = {}
        self._users = {file: one.file for one in reversed(batch.documents) for file in one.pictures}
        self.report = Report(batch.target, notes=list(batch.notes))

    async def picture(self, file: Path) -> None:
        try:
            added = await self._session.call(self._target.add, data=_content(file))
        except ONE_REFUSED as error:
            self._note(self._users[file], "image rejected", f"{file.name}: {error.message}")
        else:
            self._taken[file] = added["path"]
            self.report.pictures += 1

    async def document(self, one: Document) -> None:
        try:
            taken = await self._session.call(self._target.take, **one.request(self._taken))
        except ONE_REFUSED as error:
            self.report.carried.append(Carried(one.file, REFUSED))
            self._note(one.file, "rejected", error.message)
            return
        for line in taken.get("kept", []):
            self._note(one.file, "left as edited here", line)
        location = taken[self._target.where]
        self.report.carried.append(Carried(one.file, taken["outcome"], location))
        if one.location and location and location != one.location:
            self._note(
                one.file, "imported at an address that differs from links to it", f"{location}, not {one.location}"
            )

    def _note(self, file: str, kind: str, what: str) -> None:
        self.report.notes.append(Note(file, kind, what))


async def _each(items: Iterable[T], work: Callable[[T], Awaitable[None]], tell: Callable[[int, int], None]) -> None:
    """Do the work for every item, several at a time; raises the first failure."""
    waiting = list(items)
    total = len(waiting)
    left = iter(waiting)
    done = 0

    async def worker() -> None:
        nonlocal done
        for item in left:
            await work(item)
            done += 1
            tell(done, total)

    try:
        await gatherResults([Deferred.fromCoroutine(worker()) for _ in range(AT_ONCE)], consumeErrors=True)
    except FirstError as first:
        raise _failure(first) from first


def _failure(first: FirstError) -> BaseException:
    return first.subFailure.value or first


def _content(file: Path) -> bytes:
    return file.read_bytes()
