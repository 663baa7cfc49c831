"""The texts of a module that several people write: the handlers of its procedures, and saving at pauses."""

from collections.abc import Coroutine, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any
from zlib import compress

import msgspec
import structlog
from django.db import connection
from django.utils import timezone
from twisted.internet.defer import ensureDeferred

from courant_kit.calls.caller import Caller
from courant_kit.calls.dispatch import Handler
from courant_kit.calls.errors import Conflict, CourantError, TooLarge, Unavailable
from courant_kit.coediting import epochs, keeping, log, pauses, storing, wire
from courant_kit.coediting.announcing import Announcing
from courant_kit.coediting.copies import Copies, Copy, Opening
from courant_kit.coediting.intake import Arrival, Attempt, Intake, Outdated, StoredUpdate
from courant_kit.coediting.keeping import Source
from courant_kit.coediting.log import Row
from courant_kit.coediting.wire import Caret, Seat
from courant_kit.live.audience import EVERYBODY
from courant_kit.module import Module
from courant_kit.process.wamp import SESSION_ENDED, Publication
from courant_kit.wire.answers import Answer
from courant_kit.wire.payload import encode
from courant_kit.words import gettext as _

SAVE = 5.0
"""Seconds between two looks for texts that are due to be saved."""

LARGEST_CARET = 2_000
"""The longest caret, in bytes of JSON."""

logger = structlog.get_logger()


class Desk:
    """The shared texts of a module: it answers the procedures of `courant_kit.coediting.wire` for them.

    `source` says what the texts are. Raises KeyError if the module's contract does not declare the procedures.
    """

    def __init__(self, module: Module, source: Source) -> None:
        self._module, self._source = module, source
        self._copies = Copies(log, self._run, self._opened, others=self._others)
        self._intake = Intake(self._copies, self._append, source.longest)
        self._announcing = Announcing(self._publish)
        handlers: tuple[Handler, ...] = (self.join, self.update, self.caret, self.leave, self.save)
        for name, handler in zip(("join", "update", "caret", "leave", "save"), handlers, strict=True):
            module.handles(module.contract.procedures[f"courant.{module.name}.text.{name}"])(handler)
        module.every(SAVE)(self.save_shared_texts)
        module.before_calls.append(self._begin)
        module.on_join.append(self._announce_unsaved)
        keeping.on_put(self._told)

    async def join(self, caller: Caller, request: wire.JoinText) -> wire.JoinedText:
        """What the caller lacks of a document; raises Invalid, NotFound, Gone or Forbidden."""
        from courant_kit.coediting.shared_text import EMPTY, packed  # with pycrdt, which only writers need

        await self._run(self._source.check, caller, request.document)
        copy = self._copy(request.document)
        async with copy.lock:
            shared = await self._copies.fresh(copy)
            known = request.epoch == copy.epoch
            return wire.JoinedText(
                epoch=copy.epoch, number=copy.number, topic=wire.topic(self._module.name, copy.audience, copy.name),
                update=packed(shared.lacking(request.state or EMPTY, request.hash) if known else shared.encoded()),
                state=shared.state, hash=shared.hash, seats=copy.seats.taken,
            )  # fmt: skip

    async def update(self, caller: Caller, request: wire.WriteText) -> wire.TextNumber:
        """Store an update, and then publish it; raises Conflict if the window has to join again, and Invalid."""
        copy = self._copy(request.document)
        self._check_owner(copy, caller, request.client)
        self._check_authors(copy, caller, request)
        arrival = Arrival(caller, request)
        self._intake.wait(arrival)
        async with copy.lock:
            stored = await self._intake.work(copy)
            if stored:  # while the others of the batch wait: their carets go out with their words
                self._start(self._announcing.stored(copy, stored, self._moved(copy, stored)))
                if copy.number - copy.base > pauses.LONG:
                    self._start(self._shorten(copy))
        try:
            answer = arrival.result()
        except Outdated:
            return await self._carry_over(caller, request)
        copy.seats.own(request.client, caller.name)
        self._sit(copy, caller, request.client, request.caret)
        return answer

    async def caret(self, caller: Caller, request: wire.PointText) -> wire.TextNumber:
        """Publish where the caller writes; raises the errors of `join`."""
        copy = self._copy(request.document)
        self._check_owner(copy, caller, request.client)
        if copy.seats.rests_or_comes(request.client, request.caret):
            await self._run(self._source.check, caller, request.document)
        self._sit(copy, caller, request.client, request.caret)
        if copy.shared is not None and not self._others:
            return wire.TextNumber(epoch=copy.epoch, after=copy.number, number=copy.number)
        epoch, number = await self._run(log.newest, request.document)
        return wire.TextNumber(epoch=epoch, after=number, number=number)

    async def leave(self, caller: Caller, request: wire.LeaveText) -> None:
        """Close a document for one window; if it was the last, save the text."""
        copy = self._copy(request.document)
        self._check_owner(copy, caller, request.client)
        if left := copy.seats.leave(request.client):
            self._start(self._announcing.seated(copy, [left]))
        if not copy.seats:
            await self._save(request.document)

    def save(self, caller: Caller, request: wire.SaveText) -> Answer:
        """Make a revision of a document as it is now; raises the errors of `join`."""
        self._source.check(caller, request.document)
        saved = keeping.save(request.document, self._source, request.summary, caller.name)
        return Answer(
            notice=_("Saved.") if saved or request.summary else _("Nothing to save: everything is saved already.")
        )

    def save_shared_texts(self) -> None:
        """Save the texts in which nobody has typed for a while, or somebody for long; begin the heavy ones anew."""
        for name in pauses.save_due(self._source, timezone.now()):
            epochs.lighten(name)
        epochs.forget(timezone.now())

    async def _shorten(self, copy: Copy) -> None:
        """Make a long log short while people type: its newest update stays, since it says when somebody last typed."""
        async with copy.lock:
            if copy.shared is None or copy.number - copy.base <= pauses.LONG:
                return
            epoch, newest, encoded = copy.epoch, copy.number, copy.shared.encoded()
            copy.base = newest - 1
        base = await self._run(compress, encoded)
        await self._module.running.write(pauses.shorten, copy.name, epoch, newest - 1, base)

    @property
    def _others(self) -> bool:
        """Whether other processes may write to the same log."""
        return connection.vendor != "sqlite"

    def _copy(self, name: str) -> Copy:
        copy = self._copies.of(name, monotonic())
        if gone := copy.seats.sweep(monotonic()):
            self._start(self._announcing.seated(copy, gone))
        return copy

    def _check_owner(self, copy: Copy, caller: Caller, client: int) -> None:
        """Raise Conflict if somebody else has this client id: two authors with one id would never agree again."""
        if copy.seats.owner(client) not in (None, caller.name):
            raise Conflict(_("Somebody else writes with this client id; choose another one."), field="client")

    def _check_authors(self, copy: Copy, caller: Caller, request: wire.WriteText) -> None:
        from courant_kit.coediting import admission  # with pycrdt, which only writers need

        if not request.restoring:
            return admission.check(request.update, request.client)
        for author in admission.authors(request.update):
            self._check_owner(copy, caller, author)
        return None

    def _moved(self, copy: Copy, stored: Sequence[StoredUpdate]) -> list[Seat]:
        """The seats of those whose update is about to be published: one event has both."""
        arrivals = [one.by for one in stored if one.by and fits(one.by.request.caret)]
        seats = [self._seat(copy, one.caller, one.request.client, one.request.caret) for one in arrivals]
        return [seat for seat in seats if seat]

    def _sit(self, copy: Copy, caller: Caller, client: int, caret: Caret | None) -> None:
        if caret is None:
            return copy.seats.stay(client, caller.session, monotonic())
        if not fits(caret):
            raise TooLarge(_("Caret: at most {most:,} bytes of JSON.").format(most=LARGEST_CARET), field="caret")
        if seat := self._seat(copy, caller, client, caret):
            self._start(self._announcing.seated(copy, [seat]))
        return None

    def _seat(self, copy: Copy, caller: Caller, client: int, caret: Caret | None) -> Seat | None:
        if caret is None:
            return None
        return copy.seats.take(Seat(client=client, name=caller.name, caret=caret), caller.session, monotonic())

    async def _run(self, function: Any, *args: Any) -> Any:
        return await self._module.running.run(function, *args)

    async def _opened(self, name: str) -> Opening:
        opening: Opening = await self._module.running.write(storing.opened, self._source, name)
        return opening

    async def _append(self, copy: Copy, arrivals: Sequence[Arrival], rows: list[Row]) -> Attempt:
        attempt: Attempt = await self._module.running.write(
            storing.append, self._source, (copy.name, copy.epoch, copy.number), arrivals, rows
        )
        return attempt

    async def _carry_over(self, caller: Caller, late: wire.WriteText) -> wire.TextNumber:
        answer: wire.TextNumber = await self._module.running.write(storing.carry_over, self._source, caller, late)
        return answer

    async def _save(self, name: str) -> None:
        try:
            await self._module.running.write(storing.leave, self._source, name)
        except CourantError as error:
            logger.info("a shared text waits", document=name, error=error.uri, reason=error.message)

    async def _publish(self, copy: Copy, event: wire.TextEvent, but: list[int]) -> None:
        running = self._module.running
        excluded = [] if copy.audience == EVERYBODY else sorted(running.standing.withdrawn)
        topic = wire.topic(self._module.name, copy.audience, copy.name)
        await running.session.publish(topic, encode(event), Publication(exclude_authids=excluded, exclude=but))

    def _told(self, name: str) -> None:
        self._module.running.from_thread(lambda: self._start(self._announce(name)))

    async def _announce(self, name: str) -> None:
        copy = self._copy(name)
        copy.stale = True
        async with copy.lock:
            await self._copies.fresh(copy)
        await self._announcing.number(copy)

    async def _begin(self) -> None:
        """Sessions and other processes may have come and gone while the router was away."""
        self._copies.clear()
        with suppress(CourantError):  # without this right, as with a ticket, its seats get empty by themselves
            await self._module.session.subscribe(SESSION_ENDED, self._session_ended)

    async def _session_ended(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        for copy in self._copies.seated():
            if left := copy.seats.ended(int(args[0])):
                self._start(self._announcing.seated(copy, left))

    async def _announce_unsaved(self) -> None:
        """Publish the numbers of texts that people were typing: an event may have been lost when a process ended."""
        for name in await self._run(pauses.waiting):
            self._start(self._announce(name))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        ensureDeferred(work).addErrback(_failed)


def fits(caret: Caret | None) -> bool:
    """Whether a caret is small enough to be passed on."""
    return caret is None or len(msgspec.json.encode(caret)) <= LARGEST_CARET


def _failed(failure: Any) -> None:
    if not failure.check(Unavailable):
        logger.error("shared text fault", exc_info=failure.value)
