"""The relay: what was committed goes out at once and in order; nothing is lost when the router is, or a word of it."""

from collections.abc import Collection, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest
from courant_kit.calls.errors import TooLarge, Unavailable
from courant_kit.live.audience import Audience
from courant_kit.live.fragment import Fragment, FragmentId
from courant_kit.live.relay import AHEAD, BATCH, FLYING, Relay
from courant_kit.live.renderings import ASKED, Renderings
from courant_kit.live.statements import Entry
from courant_kit.wire.contract import Contract
from hypothesis import given, settings
from hypothesis import strategies as st
from twisted.internet.defer import Deferred, ensureDeferred

NOTES = Fragment("shelf.notes", key=int)
CONTRACT = Contract("shelf", fragments={NOTES.name: NOTES})


class Shelf(Renderings):
    """Renders every fragment as its version, which counts the entries of the log so far."""

    def __init__(self, log: list[Entry]) -> None:
        super().__init__(CONTRACT)
        self._log = log
        self.add(NOTES, lambda fragment: f"version {self.version(fragment)}")

    def versions(self, fragments: Collection[FragmentId[Any]]) -> dict[str, int]:
        return {one.base: sum(entry.fragment == one.base for entry in self._log) for one in fragments}


@dataclass
class Bench:
    """A relay whose outbox is a list, and whose router acknowledges when the test says so."""

    log: list[Entry] = field(default_factory=list)
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    waiting: "list[Deferred[None]]" = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    reads: int = 0
    marked: int = 0

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A process that has just started, with the log as the last one left it."""
        self.shelf = Shelf(self.log)
        self.relay = Relay(self, self.shelf, self.publish, self.run)
        self.go(self.relay.wake())

    def pending(self, after: int, limit: int) -> list[Entry]:
        self.reads += 1
        return [entry for entry in self.log if entry.number > max(after, self.marked)][:limit]

    def published(self, number: int) -> None:
        self.marked = number

    async def run(self, function: Any, *args: Any) -> Any:
        return function(*args)

    def publish(self, topic: str, fields: dict[str, Any], audience: Audience | None) -> "Deferred[None]":
        self.sent.append((topic, fields))
        self.waiting.append(Deferred())
        return self.waiting[-1]

    def go(self, work: Coroutine[Any, Any, None]) -> None:
        ensureDeferred(work).addErrback(lambda fail: self.errors.append(fail.value))

    def write(self, *names: int | str) -> list[Entry]:
        """Commit a change with these events: a number is a fragment, a text a domain event."""
        entries = [
            Entry(len(self.log) + place, "" if isinstance(name, int) else f"courant.shelf.note.{name}", {},
                  f"shelf.notes-{name}" if isinstance(name, int) else "")
            for place, name in enumerate(names, 1)
        ]  # fmt: skip
        self.log += entries
        return entries

    def commit(self, *names: int | str) -> None:
        """Commit a change and hand it to the relay, as the thread that made it does."""
        self.hand_over(self.write(*names))

    def hand_over(self, entries: list[Entry]) -> None:
        self.go(self.relay.commit(entries, self.relay.draw(entries)))

    def acknowledge(self, error: Exception | None = None) -> None:
        """The router acknowledges (or refuses) all that is on its way, and what follows from that."""
        while self.waiting:
            one = self.waiting.pop(0)
            one.errback(error) if error else one.callback(None)

    def numbers(self) -> list[int]:
        return [fields["event"] for _, fields in self.sent]


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.commit(1)
    bench.acknowledge()
    bench.reads = 0
    return bench


def test_what_follows_goes_out_at_once_without_a_look_at_the_outbox(bench: Bench) -> None:
    bench.commit(1, "added")
    bench.commit(2)
    assert bench.numbers() == [1, 2, 3, 4]
    assert bench.reads == 0
    assert [fields.get("html") for _, fields in bench.sent[1:]] == ["version 2", None, "version 1"]


def test_a_change_that_touches_a_fragment_twice_tells_it_once(bench: Bench) -> None:
    bench.commit(1, 2, 1)
    assert bench.numbers() == [1, 3, 4]


def test_after_a_gap_it_reads_the_outbox(bench: Bench) -> None:
    bench.write(3)
    bench.commit(4)
    bench.acknowledge()
    assert bench.numbers() == [1, 2, 3]
    assert bench.reads


def test_what_was_sent_is_not_sent_again_when_it_is_handed_over_late(bench: Bench) -> None:
    late = bench.write(3)
    bench.commit(4)
    bench.acknowledge()
    bench.hand_over(late)
    assert bench.numbers() == [1, 2, 3]


def test_many_fragments_are_on_their_way_at_once_without_a_look_at_the_outbox(bench: Bench) -> None:
    for number in range(FLYING // 2):
        bench.commit(number, "added")
    assert bench.numbers() == list(range(1, len(bench.log) + 1))
    assert bench.reads == 0


def test_with_too_many_versions_of_one_on_their_way_only_the_newest_follows(bench: Bench) -> None:
    for _ in range(AHEAD + 50):
        bench.commit(1)
    assert len(bench.sent) == 1 + AHEAD
    bench.acknowledge()
    assert bench.numbers()[-2:] == [1 + AHEAD, AHEAD + 51]
    bench.commit(1)
    assert bench.numbers()[-1] == AHEAD + 52


def test_what_is_held_follows_without_a_look_at_the_outbox(bench: Bench) -> None:
    for _ in range(AHEAD + 2):
        bench.commit(1, "added")
    bench.acknowledge()
    newest = len(bench.log)
    assert bench.numbers()[-3:] == [newest - 2, newest - 1, newest]
    assert bench.reads == 0


def test_a_gap_in_what_is_held_is_read_from_the_outbox(bench: Bench) -> None:
    for _ in range(AHEAD + 1):
        bench.commit(1)
    bench.write(2)
    bench.commit(3)
    bench.acknowledge()
    assert bench.numbers()[-3:] == [len(bench.log) - 2, len(bench.log) - 1, len(bench.log)]
    assert bench.reads


def test_with_too_many_on_their_way_only_the_newest_follow(bench: Bench) -> None:
    for _ in range(FLYING + 50):
        bench.commit(1)
    on_their_way = len(bench.sent)
    assert on_their_way <= FLYING + 3
    bench.acknowledge()
    assert len(bench.sent) <= on_their_way + 2
    assert bench.sent[-1][1]["version"] == FLYING + 51


def test_what_the_router_did_not_acknowledge_is_published_again_in_order(bench: Bench) -> None:
    bench.commit(1, "added", 2)
    bench.acknowledge(Unavailable("the router is away"))
    assert isinstance(bench.errors[0], Unavailable)
    bench.commit(3)
    bench.go(bench.relay.wake())
    bench.acknowledge()
    assert bench.numbers()[-4:] == [2, 3, 4, 5]
    assert len(bench.errors) == 1


def test_it_marks_what_was_acknowledged_and_no_more(bench: Bench) -> None:
    bench.commit(1)
    bench.go(bench.relay.settle())
    assert bench.marked == 1
    bench.acknowledge()
    bench.go(bench.relay.settle())
    assert bench.marked == 2


def test_a_restart_publishes_again_what_was_not_marked(bench: Bench) -> None:
    bench.commit("added", 2)
    bench.acknowledge()
    bench.start()
    bench.acknowledge()
    assert bench.numbers() == [1, 2, 3, 1, 2, 3]


def test_a_fragment_that_is_too_large_is_told_by_its_version(bench: Bench) -> None:
    bench.commit(1)
    bench.waiting.pop().errback(TooLarge("the event exceeds the router's limit"))
    assert bench.sent[-1] == (
        "courant.shelf.live.notes-1",
        {"id": "shelf.notes-1", "version": 2, "event": 2, "html": None},
    )
    bench.acknowledge()
    bench.commit(2)
    assert bench.numbers()[-1] == 3


def test_a_long_outbox_is_read_in_pieces(bench: Bench) -> None:
    bench.write(*(["added"] * (2 * BATCH + 1)))
    bench.go(bench.relay.wake())
    bench.acknowledge()
    assert bench.numbers() == list(range(1, 2 * BATCH + 3))


def test_of_very_many_changes_only_those_are_rendered_that_somebody_asked_for(bench: Bench) -> None:
    """A page that is renamed may change thousands of others, of which hardly one is open in a window."""
    bench.shelf.current(NOTES(7))
    bench.write(*range(2, BATCH + 3))
    bench.go(bench.relay.wake())
    bench.acknowledge()
    rendered = {fields["id"]: fields["html"] for _, fields in bench.sent[1:] if fields["html"] is not None}
    assert rendered.keys() == {"shelf.notes-7", f"shelf.notes-{BATCH + 2}"}  # the last one is in a batch of its own
    assert {fields["version"] for _, fields in bench.sent} == {1}
    assert len(bench.sent) == BATCH + 2


def test_what_nobody_asked_for_lately_is_forgotten(bench: Bench) -> None:
    for number in range(1, ASKED + 2):
        bench.shelf.current(NOTES(number))
    assert bench.shelf.urgent([NOTES(1)])["shelf.notes-1"].unknown
    assert not bench.shelf.urgent([NOTES(2)])["shelf.notes-2"].unknown


STEPS = st.lists(
    st.one_of(
        st.lists(st.sampled_from([1, 2, 3, "added"]), min_size=1, max_size=4),
        st.sampled_from(
            ["acknowledge", "lose", "wake", "hold", "hand over", "settle", "restart", "read slowly", "read"]
        ),
    ),
    max_size=40,
)


class Storm(Bench):
    """A bench whose steps a test draws at random.

    While it holds, changes are handed over late; while it reads slowly, a look into the database takes until `read`.
    """

    def __post_init__(self) -> None:
        self.held: list[list[Entry]] = []
        self.holds = self.slow = False
        self.reading: list[Deferred[None]] = []
        super().__post_init__()

    async def run(self, function: Any, *args: Any) -> Any:
        result = function(*args)
        if self.slow:
            self.reading.append(Deferred())
            await self.reading[-1]
        return result

    def read_slowly(self) -> None:
        self.slow = True

    def read(self) -> None:
        self.slow = False
        while self.reading:
            self.reading.pop(0).callback(None)

    def step(self, step: Any) -> None:
        if isinstance(step, list):
            entries = self.write(*step)
            self.held.append(entries) if self.holds else self.hand_over(entries)
        else:
            {
                "acknowledge": self.acknowledge,
                "lose": self.lose,
                "wake": lambda: self.go(self.relay.wake()),
                "settle": lambda: self.go(self.relay.settle()),
                "restart": self.restart,
                "hold": self.hold,
                "hand over": self.late,
                "read slowly": self.read_slowly,
                "read": self.read,
            }[step]()

    def lose(self) -> None:
        self.acknowledge(Unavailable("away"))

    def restart(self) -> None:
        self.read()
        self.lose()
        self.start()

    def hold(self) -> None:
        self.holds = not self.holds

    def late(self) -> None:
        if self.held:
            self.hand_over(self.held.pop())


@settings(deadline=None)
@given(STEPS)
def test_whatever_happens_every_event_is_told_and_every_window_has_the_newest(steps: list[Any]) -> None:
    bench = Storm()
    for step in [*steps, "read", "wake", "acknowledge"]:
        bench.step(step)
    assert all(isinstance(error, Unavailable) for error in bench.errors)
    told = {fields["event"] for topic, fields in bench.sent if ".note." in topic}
    assert told == {entry.number for entry in bench.log if entry.topic}
    for key in {entry.fragment for entry in bench.log if entry.fragment}:
        versions = [fields["version"] for _, fields in bench.sent if fields.get("id") == key]
        assert versions[-1] == max(versions) == sum(entry.fragment == key for entry in bench.log)
