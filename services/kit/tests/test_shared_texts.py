"""Shared texts without a database or a router: edits, documents, seats, and three replicas on one log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.errors import Conflict, Invalid, Unavailable
from courant_kit.coediting.copies import Copies, Copy, Opening
from courant_kit.coediting.edits import byte_of, edits
from courant_kit.coediting.encoded import paired, written
from courant_kit.coediting.intake import Arrival, Attempt, Intake, StoredUpdate
from courant_kit.coediting.log import Row, Stored
from courant_kit.coediting.seats import MOST_OF_ONE, PATIENCE, TOLD, Seats
from courant_kit.coediting.shared_text import Behind, SharedText, clocks, seeded, unwrapped
from courant_kit.coediting.wire import FORMAT, Seat, WriteText
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.testing import at_once, finished
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

NAME = "page-1"
TEXTS = st.text(alphabet="ab é漢😀\n\u2028", max_size=40)


@given(TEXTS, TEXTS)
def test_edits_make_the_one_text_of_the_other(before: str, after: str) -> None:
    made = before
    for edit in reversed(edits(before, after)):
        made = made[: edit.start] + edit.put + made[edit.end :]
    assert made == after


def test_an_edit_touches_only_what_changed() -> None:
    before = "".join(f"line {number}\n" for number in range(1000))
    after = before.replace("line 500\n", "line five hundred\n").replace("line 7\n", "")
    assert sum(edit.end - edit.start for edit in edits(before, after)) == len("line 7\n") + 3


@given(TEXTS, st.integers(0, 50))
def test_bytes_of_a_place(text: str, index: int) -> None:
    assert text.encode()[: byte_of(text, index)].decode() == text[:index]


@given(TEXTS, TEXTS)
def test_a_text_that_is_put_leaves_what_others_type_meanwhile(base: str, put: str) -> None:
    owner = SharedText(seeded(base))
    other = SharedText(owner.encoded())
    update = other.put(f"typed{base}")
    owner.put(put)
    owner.add([update])
    assert sorted(str(owner)) == sorted(f"typed{put}")
    assert "typed" in str(owner)
    assert owner.size == len(str(owner).encode())
    for one in (owner, other):
        one.close()


def test_line_breaks_are_line_feeds() -> None:
    assert str(SharedText(seeded("a\r\nb\rc"))) == "a\nb\nc"


def test_a_peer_that_has_everything_gets_nothing() -> None:
    owner = SharedText(seeded("words"))
    peer = SharedText(owner.encoded())
    assert owner.lacking(peer.state, peer.hash) == b""
    owner.put("word")
    assert owner.lacking(peer.state, peer.hash)  # the state is the same: what was deleted does not count


def test_an_update_that_waits_for_another_is_found_out() -> None:
    author = SharedText(seeded("words"))
    owner = SharedText(author.encoded())
    first, second = author.put("more words"), author.put("many more words")
    (client,) = clocks(author.state).keys() - clocks(owner.state).keys()
    with pytest.raises(Behind):
        owner.take(second, client, clocks(author.state)[client])
    fresh = SharedText(owner.encoded())
    assert fresh.take(first, client, 0)
    assert fresh.take(second, client, clocks(author.state)[client])
    assert not fresh.take(second, client, 0)
    assert str(fresh) == "many more words"


@pytest.mark.parametrize("data", [b"", b"\x02\x00\x00", b"\x00"])
def test_another_format_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="format"):
        unwrapped(data)


@pytest.mark.parametrize("state", [b"\x02\x01\x01", b"\x01\x01", b"\x01" + b"\x80" * 8 + b"\x01"])
def test_a_state_has_the_clients_that_it_says(state: bytes) -> None:
    text = SharedText(seeded("words"))
    with pytest.raises(Invalid, match="state vector"):
        text.lacking(state)
    text.close()


@given(st.dictionaries(st.integers(0, 2**53 - 1), st.integers(1, 2**53 - 1)), st.integers(0, 2**53 - 1))
@example({1: 5}, 1)
@example({2: 5, 7: 2}, 2)
def test_the_clock_of_one_client_is_found_without_reading_those_of_all(known: dict[int, int], client: int) -> None:
    state = written(len(known)) + b"".join(written(one) + written(clock) for one, clock in known.items())
    assert clocks(state) == known
    assert [paired(state, one) for one in [*known, client]] == [known.get(one, 0) for one in [*known, client]]


def at(place: int, client: int = 1, name: str = "ada") -> Seat:
    return Seat(client=client, name=name, caret={"at": place})


def test_a_seat_is_told_when_it_moves_and_now_and_then() -> None:
    seats = Seats()
    assert seats.take(at(1), 7, 0)
    assert seats.take(at(1), 7, 1) is None
    assert seats.take(at(2), 7, 2)
    assert seats.take(at(2), 7, 2 + TOLD)
    seats.stay(1, 7, 20)
    assert seats.sweep(20 + PATIENCE) == []
    assert [(seat.client, seat.caret) for seat in seats.sweep(21 + PATIENCE)] == [(1, None)]
    assert not seats


def test_one_person_takes_a_few_seats_only() -> None:
    seats = Seats()
    taken = [seats.take(at(0, client, "eve"), 7, 0) for client in range(MOST_OF_ONE + 1)]
    assert taken.count(None) == 1
    assert seats.take(at(0, 1000), 8, 0)


def test_a_client_stays_its_owners_when_the_seat_is_empty() -> None:
    seats = Seats()
    seats.take(at(0), 7, 0)
    seats.leave(1)
    seats.own(1, "eve")
    assert (seats.owner(1), seats.owner(2)) == ("ada", None)


def test_a_seat_goes_with_its_session() -> None:
    seats = Seats()
    for client in (1, 2):
        seats.take(at(1, client), 7, 0)
    seats.take(at(1), 8, 1)  # this window has joined again
    assert [seat.client for seat in seats.ended(7)] == [2]
    assert seats.ended(7) == []
    assert [seat.client for seat in seats.taken] == [1]


@dataclass
class Memory:
    """The log in memory: what is in it is durable. While it is `broken`, a transaction fails before it commits."""

    base: bytes = field(default_factory=lambda: seeded("seed"))
    rows: list[bytes] = field(default_factory=list)
    below: int = 1
    broken: bool = False

    def opened(self, name: str, seed: Callable[[], bytes]) -> Stored:
        return Stored(1, self.below + len(self.rows), self.base, list(self.rows))

    def after(self, name: str, epoch: int, number: int) -> list[bytes] | None:
        return None if number < self.below else self.rows[number - self.below :]

    def append(self, name: str, epoch: int, number: int, rows: Sequence[Row]) -> bool:
        if self.broken:
            raise Unavailable("the disk is full")
        if number != self.below + len(self.rows):
            return False
        self.rows += [row.data for row in rows]
        return True

    def compact(self) -> None:
        """Make all updates one document."""
        whole = SharedText(self.base, self.rows)
        self.base, self.below, self.rows = whole.encoded(), self.below + len(self.rows), []
        whole.close()

    def text(self) -> str:
        whole = SharedText(self.base, self.rows)
        try:
            return str(whole)
        finally:
            whole.close()


class Replica:
    """A process of the service; it can be killed, which loses all that is in its memory."""

    def __init__(self, log: Memory) -> None:
        self.log = log
        self.start()

    def start(self) -> None:
        self.copies = Copies(self.log, at_once, self._opened, others=True)
        self.intake = Intake(self.copies, self._append, 10_000)

    async def _opened(self, name: str) -> Opening:
        return Opening(EDITORS_ONLY, self.log.opened(name, bytes))

    async def _append(self, copy: Copy, arrivals: Sequence[Arrival], rows: list[Row]) -> Attempt:
        return Attempt(moved=not self.log.append(copy.name, copy.epoch, copy.number, rows))

    def update(self, requests: list[WriteText]) -> tuple[list[Arrival], list[StoredUpdate]]:
        """Store updates that arrive together."""
        arrivals = [Arrival(Caller(Role.EDITOR, "ada", session=1), request) for request in requests]
        for one in arrivals:
            self.intake.wait(one)
        return arrivals, finished(self.intake.work(self.copies.of(NAME, 0)))

    def join(self, state: bytes) -> tuple[bytes, bytes, int]:
        copy = self.copies.of(NAME, 0)
        shared = finished(self.copies.fresh(copy))
        return shared.lacking(state), shared.state, copy.number


class Author:
    """A window that keeps the rules: one update at a time, the same again without an answer, join when behind."""

    def __init__(self, name: str) -> None:
        self.name, self.typed = name, 0
        self.doc: Doc[Any] = Doc()
        self.text: Text = self.doc.get("text", type=Text)
        self.unsent: list[bytes] = []
        self.foreign = False
        self.watch = self.doc.observe(lambda event: None if self.foreign else self.unsent.append(event.update))

    def take(self, update: bytes) -> None:
        self.foreign = True
        self.doc.apply_update(update)
        self.foreign = False

    def type(self, place: int) -> None:
        """Put a word that nobody else types between two words."""
        before = str(self.text).split(" ")
        at = " ".join(before[: place % (len(before) + 1)])
        self.typed += 1
        self.text.insert(len(at), f" {self.name}{self.typed} ")

    def join(self, replica: Replica) -> None:
        update, _, _ = replica.join(self.doc.get_state())
        if update:
            self.take(update)

    def request(self) -> WriteText:
        """The next update: the oldest that has no answer yet."""
        clock = clocks(SharedText(b"", [self.unsent[0]]).state).get(self.doc.client_id, 0)
        return WriteText(
            document=NAME, epoch=1, client=self.doc.client_id, clock=clock, update=FORMAT + self.unsent[0]
        )  # fmt: skip


class Play:
    """Three authors and three replicas, and the events that were published."""

    def __init__(self) -> None:
        self.log = Memory()
        self.replicas = [Replica(self.log) for _ in range(3)]
        self.authors = [Author(name) for name in "xyz"]
        self.events: list[bytes] = []
        for one in self.authors:
            one.join(self.replicas[0])

    def type(self, author: Author, replica: Replica, place: int) -> None:
        author.type(place)

    def send(self, author: Author, replica: Replica, place: int) -> None:
        self._send([author], replica)

    def lose(self, author: Author, replica: Replica, place: int) -> None:
        """The update is stored, but its answer gets lost."""
        self._store([author], replica)

    def burst(self, author: Author, replica: Replica, place: int) -> None:
        self._send(self.authors, replica)

    def fail(self, author: Author, replica: Replica, place: int) -> None:
        """The commit fails."""
        self.log.broken = True
        self._send([author], replica)
        self.log.broken = False

    def kill(self, author: Author, replica: Replica, place: int) -> None:
        replica.start()

    def hear(self, author: Author, replica: Replica, place: int) -> None:
        """Any event arrives: early, late, or again."""
        if self.events:
            author.take(self.events[place % len(self.events)])

    def join(self, author: Author, replica: Replica, place: int) -> None:
        author.join(replica)

    def compact(self, author: Author, replica: Replica, place: int) -> None:
        self.log.compact()

    def end(self) -> None:
        """Everybody is back, and sends what is left."""
        turn = 0
        while any(author.unsent for author in self.authors):
            self._send(self.authors, self.replicas[turn % 3])
            turn += 1
        for author in self.authors:
            author.join(self.replicas[0])

    def _send(self, some: list[Author], replica: Replica) -> None:
        for author, arrival in self._store(some, replica):
            try:
                arrival.result()
                del author.unsent[0]
            except Conflict:
                author.join(replica)
            except Unavailable:
                continue

    def _store(self, some: list[Author], replica: Replica) -> list[tuple[Author, Arrival]]:
        some = [one for one in some if one.unsent]
        arrivals, stored = replica.update([one.request() for one in some])
        self.events += [one.data for one in stored]
        return list(zip(some, arrivals, strict=True))


ACTS = [Play.type, Play.send, Play.lose, Play.burst, Play.fail, Play.kill, Play.hear, Play.join, Play.compact]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 2), st.integers(0, 9)), max_size=60)


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_three_authors_on_three_replicas_end_equal(steps: list[tuple[Any, int, int, int]]) -> None:
    """Answers and events get lost, replicas are killed and take over, commits fail, logs become short."""
    play = Play()
    for act, who, where, place in steps:
        act(play, play.authors[who], play.replicas[where], place)
    play.end()
    text = play.log.text()
    assert {str(author.text) for author in play.authors} == {text}
    for author in play.authors:
        assert [text.split().count(f"{author.name}{at + 1}") for at in range(author.typed)] == [1] * author.typed
        author.doc.unobserve(author.watch)
