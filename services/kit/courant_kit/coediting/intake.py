"""Storing what people type: updates that wait at the same time are checked, and stored in one transaction."""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Conflict, CourantError, TooLarge, Unavailable
from courant_kit.coediting.copies import Copies, Copy
from courant_kit.coediting.log import Row
from courant_kit.coediting.wire import TextNumber, WriteText
from courant_kit.words import gettext, marked

if TYPE_CHECKING:
    from courant_kit.coediting.shared_text import SharedText

BATCH = 32
"""How many updates are stored in one transaction, at most."""

TRIES = 8
"""How often a batch is tried again after other processes have written, or somebody in it may not."""

LARGEST_DOCUMENT = 4_194_304
"""The largest encoded document in bytes: it takes ten times as much memory."""

BEHIND = marked("This window is not up to date; it has to join the text again.")


@dataclass(eq=False, slots=True)
class Arrival:
    """An update that waits to be stored, and then its answer or the error."""

    caller: Caller
    request: WriteText
    answer: TextNumber | None = None
    error: BaseException | None = None

    @property
    def settled(self) -> bool:
        """Whether there is an answer or an error."""
        return self.answer is not None or self.error is not None

    def result(self) -> TextNumber:
        """The answer; raises the error."""
        if self.answer is None:
            raise self.error or Unavailable(gettext("This could not be stored now."))
        return self.answer


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update that was stored: its number, its bytes, and who sent it; the service itself is nobody."""

    number: int
    data: bytes
    by: Arrival | None = None

    @property
    def session(self) -> int | None:
        """The session of its author, who has it."""
        return self.by.caller.session if self.by else None


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of an attempt: whether the log had moved on, and who may not write."""

    moved: bool = False
    refused: dict[Arrival, CourantError] = field(default_factory=dict)


Append = Callable[[Copy, Sequence[Arrival], list[Row]], Awaitable[Attempt]]
"""Stores rows after the copy's number in one transaction, if all of these callers may write."""


class Intake:
    """Stores the updates of all texts, in batches; `longest` is the length of a text in characters."""

    def __init__(self, copies: Copies, append: Append, longest: int) -> None:
        self._copies, self._append, self._longest = copies, append, longest
        self._waiting: dict[str, deque[Arrival]] = {}

    def wait(self, arrival: Arrival) -> None:
        """Put an update into the queue of its text."""
        self._waiting.setdefault(arrival.request.document, deque()).append(arrival)

    async def work(self, copy: Copy) -> list[StoredUpdate]:
        """Store the next updates that wait for a text and settle them; hold the copy's lock."""
        queue = self._waiting.pop(copy.name, deque())
        batch = [queue.popleft() for _ in range(min(BATCH, len(queue)))]
        if queue:
            self._waiting[copy.name] = queue
        try:
            return await self._store(copy, batch) if batch else []
        except Exception as error:  # noqa: BLE001 - it becomes the answer to everybody in the batch
            copy.drop()
            for one in batch:
                one.error = None if one.settled else error
            return []

    async def _store(self, copy: Copy, batch: list[Arrival]) -> list[StoredUpdate]:
        for _ in range(TRIES):
            shared = await self._copies.fresh(copy)
            new = self._applied(copy, shared, batch)
            if new is None:
                copy.drop()
                continue
            if not new:
                return []
            mended = _mended(shared, new)
            rows = [Row(one.caller.name, one.request.update[1:]) for one in new] + mended
            attempt = await self._append(copy, new, rows)
            if not (attempt.moved or attempt.refused):
                return _settled(copy, new, mended)
            for one, error in attempt.refused.items():
                one.error = error
            copy.drop()
        raise Unavailable(gettext("Too many people write at once; please try again."))

    def _applied(self, copy: Copy, shared: "SharedText", batch: list[Arrival]) -> list[Arrival] | None:
        """Those of the batch that brought something new; None if one that cannot be stored has spoilt the document."""
        new = []
        for one in batch:
            if one.settled:
                continue
            try:
                if self._take(copy, shared, one):
                    new.append(one)
                else:
                    one.answer = TextNumber(epoch=copy.epoch, after=copy.number, number=copy.number)
            except CourantError as error:
                one.error = error
                if not isinstance(error, Outdated):
                    return None
        return new

    def _take(self, copy: Copy, shared: "SharedText", one: Arrival) -> bool:
        from courant_kit.coediting.shared_text import Behind, unwrapped

        request = one.request
        if request.epoch != copy.epoch:
            raise Outdated(gettext(BEHIND), field="epoch")
        try:
            new = shared.take(unwrapped(request.update), request.client, request.clock)
        except Behind:
            raise Conflict(gettext(BEHIND), field="clock") from None
        if shared.size > self._longest and len(str(shared)) > self._longest:
            raise TooLarge(
                gettext("The text would be longer than {longest:,} characters.").format(longest=self._longest),
                field="update",
            )
        self._weigh(copy, shared, len(request.update))
        return new

    def _weigh(self, copy: Copy, shared: "SharedText", more: int) -> None:
        copy.weight += more
        if copy.weight > LARGEST_DOCUMENT:
            copy.weight = len(shared.encoded())
        if copy.weight > LARGEST_DOCUMENT:
            raise TooLarge(gettext("The text has been edited too often; save it, and begin a new one."), field="update")


class Outdated(Conflict):
    """An update of an earlier epoch: it was not applied."""


def _mended(shared: "SharedText", new: Sequence[Arrival]) -> list[Row]:
    """The update that takes carriage returns out, which an editor of a browser would count wrongly."""
    if any(b"\r" in one.request.update for one in new) and "\r" in str(shared):
        return [Row("", shared.put(str(shared)))]
    return []


def _settled(copy: Copy, new: Sequence[Arrival], mended: list[Row]) -> list[StoredUpdate]:
    stored = []
    for one in new:
        copy.number += 1
        one.answer = TextNumber(epoch=copy.epoch, after=copy.number - 1, number=copy.number)
        stored.append(StoredUpdate(copy.number, one.request.update[1:], one))
    for row in mended:
        copy.number += 1
        stored.append(StoredUpdate(copy.number, row.data))
    return stored
