"""Who writes in one text, and where (no I/O): a seat belongs to a window, and is empty soon after it is gone."""

from dataclasses import dataclass, field

from courant_kit.coediting.wire import Caret, Seat

PATIENCE = 30.0
"""Seconds after which a window that has not said anything is gone; it says something every ten."""

TOLD = 8.0
"""Seconds after which others are told again that somebody is still there: they drop carets by themselves, too."""

MOST = 200
"""How many seats a text has: more people can write, but nobody sees where."""

MOST_OF_ONE = 20
"""How many of them one person may have: more windows can write, but those of others stay in sight."""

MOST_OWNERS = 10_000


@dataclass(slots=True)
class _Taken:
    """A seat, the session of its window, when that last said something, and when the others were last told of it."""

    seat: Seat
    session: int | None
    heard: float
    told: float


@dataclass(slots=True)
class Seats:
    """The seats of one text by client; times are seconds of a clock that never goes back."""

    _seats: dict[int, _Taken] = field(default_factory=dict)
    _owners: dict[int, str] = field(default_factory=dict)

    def take(self, seat: Seat, session: int | None, now: float) -> Seat | None:
        """The seat, if others have to be told: it is new, has moved, or they have not been told for a while."""
        client = seat.client
        before = self._seats.get(client)
        if before is None and (len(self._seats) >= MOST or self._seats_of(seat.name) >= MOST_OF_ONE):
            return None
        self.own(client, seat.name)
        if before and before.seat == seat and before.told > now - TOLD:
            before.session, before.heard = session, now
            return None
        self._seats[client] = _Taken(seat, session, now, now)
        return seat

    def stay(self, client: int, session: int | None, now: float) -> None:
        """The client is still there."""
        if before := self._seats.get(client):
            before.session, before.heard = session, now

    def leave(self, client: int) -> Seat | None:
        """The empty seat, if there was one."""
        before = self._seats.pop(client, None)
        return Seat(client=client, name=before.seat.name) if before else None

    def ended(self, session: int) -> list[Seat]:
        """The empty seats of a session that is gone; a window that has joined again has another one."""
        gone = [client for client, one in self._seats.items() if one.session == session]
        return [seat for client in gone if (seat := self.leave(client))]

    def sweep(self, now: float) -> list[Seat]:
        """The empty seats of those who have not said anything for too long."""
        gone = [client for client, one in self._seats.items() if one.heard < now - PATIENCE]
        return [seat for client in gone if (seat := self.leave(client))]

    def rests_or_comes(self, client: int, caret: Caret | None) -> bool:
        """Whether the client sits there already, and only says so, or comes for the first time."""
        found = self._seats.get(client)
        return found is None or caret in (None, found.seat.caret)

    def owner(self, client: int) -> str | None:
        """The name of who writes with this client id, or did: what they have not sent yet counts on it."""
        return self._owners.get(client)

    def own(self, client: int, name: str) -> None:
        """Somebody writes with this client id, which is theirs from now on."""
        if len(self._owners) < MOST_OWNERS:
            self._owners.setdefault(client, name)

    def _seats_of(self, name: str) -> int:
        return sum(one.seat.name == name for one in self._seats.values())

    @property
    def taken(self) -> list[Seat]:
        """The seats of all who write now."""
        return [one.seat for one in self._seats.values()]

    def __bool__(self) -> bool:
        return bool(self._seats)
