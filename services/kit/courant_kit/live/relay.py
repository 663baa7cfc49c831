"""The relay: publishes the events of the outbox, in order and at least once, and renders each fragment once."""

from collections import Counter, OrderedDict, deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any, Protocol

import structlog

from courant_kit.calls.errors import CourantError
from courant_kit.live.flight import Departures, Drawn, Flight, Publish
from courant_kit.live.fragment import FragmentId
from courant_kit.live.languages import others as several
from courant_kit.live.renderings import Rendered, Renderings
from courant_kit.live.statements import Entry
from courant_kit.process.timings import mark

BATCH = 300
"""How many events are read from the outbox at once."""
MANY = 60
"""Events above which only what somebody has asked for lately is rendered. Eight people who save together have some 40;
an import changes each list that has one of its pages, and hardly anybody looks at most of these."""
FLYING = 300
"""How many events may wait for their acknowledgement, and how many more for these, before the relay forgets the latter
and reads the outbox. 64 people who save at once have some 130 on their way."""
AHEAD = 4
"""How many events of one fragment may wait; the versions after them are sent as one when the router has these."""

LATELY = 300
"""How many fragments are remembered as those sent last, in a site with several languages."""

log = structlog.get_logger()

Run = Callable[..., Awaitable[Any]]


class Outbox(Protocol):
    """The functions that the relay uses; in a process, the module `courant_kit.live.outbox`."""

    def pending(self, after: int, limit: int) -> list[Entry]:
        """The oldest events after a number that are not published yet."""
        ...

    def published(self, number: int) -> None:
        """Mark all events up to this number as published."""
        ...


def coalesce(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, of each fragment only the last: its event has the newest version."""
    entries = list(entries)
    last = {entry.fragment: entry.number for entry in entries if entry.fragment}
    return [entry for entry in entries if not entry.fragment or last[entry.fragment] == entry.number]


class Relay:
    """Brings the outbox to the router. `commit` hands it what was just committed; `wake` makes it read the outbox.

    Events that follow the last one sent go out at once, without a look at the database, while earlier ones still wait
    for their acknowledgement. If too many are on their way, of all or of one fragment, the next are held until the
    router has these; of each fragment only the newest version is then sent. If there is a gap (another replica's
    events), or too many are held, it reads the outbox instead. (It once read the outbox until nothing was pending: when
    64 people saved, that was always, and took a sixth of the service's processor time.)

    `publish` sends an event; `run(function, *args)` runs a function in a thread.
    """

    def __init__(self, outbox: Outbox, renderings: Renderings, publish: Publish, run: Run) -> None:
        self._outbox, self._renderings, self._run = outbox, renderings, run
        self._departures = Departures(publish)
        self._flights: deque[Flight] = deque()
        self._flying: Counter[str] = Counter()
        self._held: list[Entry] = []
        self._drawn: dict[str, Rendered] = {}
        self._lately: OrderedDict[str, FragmentId[Any]] = OrderedDict()
        self._busy = self._woken = False
        self._behind = True
        self._sent = self._acknowledged = self._marked = 0

    @property
    def acknowledged(self) -> int:
        """The number up to which the router has acknowledged every event."""
        return self._acknowledged

    def draw(self, entries: Iterable[Entry], *, urgent: bool = False) -> dict[str, Rendered]:
        """Render the fragments of these entries, each once; runs in the thread that committed them.

        With `urgent`, only those that somebody has asked for lately; windows fetch the others.
        """
        found = (self._renderings.find(entry.fragment) for entry in entries if entry.fragment)
        render = self._renderings.urgent if urgent else self._renderings.changed
        drawn = render(dict.fromkeys(filter(None, found)).keys())
        if drawn:
            mark("rendered", next(iter(drawn)))
        return drawn

    async def commit(self, entries: Sequence[Entry], drawn: Drawn) -> None:
        """Publish what was just committed, in the order of its numbers; raises the error of `publish`, as `wake`."""
        self._held += entries
        self._drawn |= drawn
        self._send_held()
        await self._work()

    async def wake(self) -> None:
        """Publish until nothing is pending; a call while it is busy makes it check once more.

        Raises the error of `publish` when the router is lost. Events that were not acknowledged are published after the
        next join.
        """
        self._behind = self._woken = True
        await self._work()

    async def settle(self) -> None:
        """Mark what the router has acknowledged, so that it is not published again after a restart.

        It need not happen soon: to publish twice does no harm, and a commit for each event would cost as much as the
        change itself.
        """
        if self._marked < self._acknowledged:
            number = self._acknowledged
            await self._run(self._outbox.published, number)
            self._marked = number

    async def announce(self, fragment: FragmentId[Any]) -> None:
        """Publish the current version of a fragment that lives in memory."""
        drawn = await self._run(self._renderings.changed, [fragment])
        for flight in self._departed(fragment, 0, drawn):
            await flight.land()

    async def show(self, languages: Collection[str]) -> None:
        """Render in these languages from now on, beside the default one: windows show them.

        Windows of a language that is new have loaded their pages already. What was sent since, they must fetch.
        """
        new = [one for one in languages if one not in self._renderings.shown]
        self._renderings.shown = tuple(languages)
        lately = [self._lately[name] for name in self._lately] if new else []
        versions = await self._run(self._renderings.versions, lately) if lately else {}
        for fragment in lately:
            now = Rendered(versions[fragment.base], None, exact=False, unknown=True)
            for language in new:
                await self._departures.fragment(fragment, 0, now, language).land()

    def _send_held(self) -> None:
        """Send what is held, unless the relay is behind or too many are on their way."""
        if not self._held:
            return
        fresh = [entry for entry in self._held if entry.number > self._sent]
        if len(fresh) > FLYING or not (self._behind or self._follow(fresh)):
            self._behind = self._woken = True
            fresh = []
        if fresh and (self._behind or self._crowded(fresh)):
            self._held = fresh
            return
        if fresh:
            self._send(fresh, self._drawn)
        self._held, self._drawn = [], {}

    def _follow(self, entries: Sequence[Entry]) -> bool:
        """Whether these are the next in the log, each after the one before."""
        return all(entry.number == number for number, entry in enumerate(entries, self._sent + 1))

    def _crowded(self, entries: Sequence[Entry]) -> bool:
        return len(self._flights) > FLYING or any(self._flying[entry.fragment] >= AHEAD for entry in entries)

    async def _work(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            while self._flights or self._behind:
                if self._flights:
                    await self._land_next()
                else:
                    await self._catch_up()
        except Exception:
            await self._abandon()
            raise
        finally:
            self._busy = False

    async def _catch_up(self) -> None:
        self._woken = False
        entries = await self._run(self._outbox.pending, self._acknowledged, BATCH)
        if entries:
            newest = coalesce(entries)
            draw = partial(self.draw, newest, urgent=len(entries) > MANY)
            self._send(newest, await self._run(draw))
        self._behind = self._woken or len(entries) == BATCH
        self._send_held()

    async def _abandon(self) -> None:
        """Forget what is on its way, after its outcome is known; it is pending still."""
        flights, self._flights = self._flights, deque()
        self._flying.clear()
        self._held, self._drawn = [], {}
        self._behind, self._sent = True, self._acknowledged
        for flight in flights:
            try:
                await flight.acknowledged
            except CourantError as error:
                log.debug("not acknowledged", of=flight.of, number=flight.number, error=error.uri)

    async def _land_next(self) -> None:
        flight = self._flights.popleft()
        await flight.land()
        self._flying[flight.of] -= 1
        if not self._flying[flight.of]:
            del self._flying[flight.of]
        self._acknowledged = max(self._acknowledged, flight.number)
        self._send_held()

    def _send(self, entries: Sequence[Entry], drawn: Drawn) -> None:
        flights = [flight for entry in coalesce(entries) for flight in self._depart(entry, drawn)]
        self._flights += flights
        self._flying.update(one.of for one in flights)
        self._sent = entries[-1].number

    def _depart(self, entry: Entry, drawn: Drawn) -> list[Flight]:
        if entry.topic:
            return [self._departures.domain_event(entry)]
        fragment = self._renderings.find(entry.fragment)
        if fragment is None:
            return [self._departures.nothing(entry)]
        return self._departed(fragment, entry.number, drawn)

    def _departed(self, fragment: FragmentId[Any], event: int, drawn: Drawn) -> list[Flight]:
        if several():
            self._lately[str(fragment)] = fragment
            self._lately.move_to_end(str(fragment))
            if len(self._lately) > LATELY:
                self._lately.popitem(last=False)
        return self._departures.in_languages(fragment, event, drawn, self._renderings.shown)
