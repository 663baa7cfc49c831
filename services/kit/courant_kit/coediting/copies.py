"""Copies of shared texts in this process: each follows the log, and can be dropped at any time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from twisted.internet.defer import DeferredLock

from courant_kit.coediting.log import Row, Stored
from courant_kit.coediting.seats import Seats
from courant_kit.live.audience import PERSONAL, Audience

if TYPE_CHECKING:
    from courant_kit.coediting.shared_text import SharedText

IDLE = 60.0
"""Seconds after which a copy that nobody used is dropped."""

Run = Callable[..., Awaitable[Any]]


class Log(Protocol):
    """The functions that copies use; in a process, the module `courant_kit.coediting.log`."""

    def opened(self, name: str, seed: Callable[[], bytes]) -> Stored:
        """The stored text; if there is none, it begins with `seed`."""
        ...

    def after(self, name: str, epoch: int, number: int) -> list[bytes] | None:
        """The updates after a number; None if the text has to be read anew."""
        ...

    def append(self, name: str, epoch: int, number: int, rows: list[Row]) -> bool:
        """Store updates after the one with this number; false if that is not the newest."""
        ...


class Copy:
    """One text in this process: its document, how far it follows the log, and who sits at it.

    Whoever uses the document holds the `lock`; `weight` is about how many bytes the encoded document has. The log has
    the updates after the number `base` apart.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = DeferredLock()
        self.seats = Seats()
        self.audience: Audience = PERSONAL
        self.shared: SharedText | None = None
        self.epoch = self.number = self.base = self.weight = 0
        self.used = 0.0
        self.stale = False

    def load(self, stored: Stored) -> "SharedText":
        """Make the document of what is stored."""
        from courant_kit.coediting.shared_text import SharedText  # with pycrdt, which only writers need

        self.drop()
        self.epoch, self.number, self.base = stored.epoch, stored.number, stored.number - len(stored.updates)
        self.weight = len(stored.base) + sum(map(len, stored.updates))
        self.shared = SharedText(stored.base, stored.updates)
        return self.shared

    def follow(self, updates: list[bytes]) -> None:
        """Add updates that came after the newest one here."""
        if self.shared is not None and updates:
            self.shared.add(updates)
            self.number += len(updates)
            self.weight += sum(map(len, updates))

    def drop(self) -> None:
        """Drop the document; it is read again when it is needed."""
        if self.shared is not None:
            self.shared.close()
        self.shared = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What a text is when a process opens it: who receives its events, and what is stored."""

    audience: Audience
    stored: Stored


class Copies:
    """The copies of this process by name.

    `opened(name)` reads a text and creates it if need be, in a transaction; with `others`, other processes write to the
    same log, so a copy is compared with it before it is used.
    """

    def __init__(self, log: Log, run: Run, opened: Callable[[str], Awaitable[Opening]], *, others: bool) -> None:
        self._log, self._run, self._opened, self._others = log, run, opened, others
        self._copies: dict[str, Copy] = {}

    def of(self, name: str, now: float) -> Copy:
        """The copy of this name, perhaps without its document; copies that nobody used for long are dropped."""
        for old in [one for one in self._copies.values() if one.used < now - IDLE and not one.lock.locked]:
            if old.name != name and not old.seats:
                old.drop()
                del self._copies[old.name]
        copy = self._copies.setdefault(name, Copy(name))
        copy.used = now
        return copy

    def seated(self) -> list[Copy]:
        """The copies at which somebody sits."""
        return [copy for copy in self._copies.values() if copy.seats]

    def clear(self) -> None:
        """Drop all copies, and who sits at them."""
        for copy in self._copies.values():
            copy.drop()
        self._copies.clear()

    async def fresh(self, copy: Copy) -> "SharedText":
        """The document with all that is stored; hold the copy's lock."""
        if copy.shared is not None and (self._others or copy.stale):
            newer = await self._run(self._log.after, copy.name, copy.epoch, copy.number)
            copy.stale = False
            if newer is None:
                copy.drop()
            else:
                copy.follow(newer)
        if copy.shared is not None:
            return copy.shared
        opening = await self._opened(copy.name)
        copy.audience = opening.audience
        return copy.load(opening.stored)
