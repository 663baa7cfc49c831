"""A follower on a router in memory that loses, repeats and reorders events: it receives each once, in order."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from courant_kit.calls.errors import CourantError, Forbidden, PositionLost, Unavailable
from courant_kit.following import AtModules, Choice, Event, Follower, PositionFile, Surroundings, WithTheWork
from courant_kit.following.follower import Act
from courant_kit.following.keeping import Keeper
from courant_kit.following.position import Position, parse
from courant_kit.following.program import pause
from courant_kit.following.reader import Reader
from hypothesis import given, settings
from hypothesis import strategies as st

SAID, DONE, OTHER = "courant.hall.word.said", "courant.hall.word.done", "courant.yard.word.said"
CHOICE = Choice((SAID, DONE, OTHER))


class Router:
    """Logs of two modules, answered as the kit does; live events go where `deliver` says."""

    def __init__(self) -> None:
        self.logs: dict[str, list[tuple[int, str]]] = {"hall": [], "yard": []}
        self.ends = {"hall": 0, "yard": 0}
        self.oldest = 0
        self.away: set[str] = set()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.marks: dict[str, int] = {}
        self.listeners: dict[str, Any] = {}

    def add(self, topic: str, step: int = 1) -> int:
        """Log an event; `step` more than 1 leaves numbers to fragments."""
        module = topic.split(".")[1]
        self.ends[module] += step
        self.logs[module].append((self.ends[module], topic))
        return self.ends[module]

    async def deliver(self, topic: str, number: int) -> None:
        """Bring a live event to the follower."""
        if topic in self.listeners:
            await self.listeners[topic](topic, [], {"event": number})

    async def subscribe(self, topic: str, listener: Any, *, match: str = "exact") -> None:
        """Store the listener."""
        self.listeners[topic] = listener

    async def call(self, uri: str, /, **fields: Any) -> Any:
        """Answer from the log."""
        await asyncio.sleep(0)
        self.calls.append((uri, fields))
        _, module, _, verb = uri.split(".")
        if module in self.away:
            raise Unavailable("away")
        if verb == "since":
            return self._since(module, **fields)
        if verb == "mark":
            self.marks[module] = fields["number"]
        return {"number": self.marks.get(module)}

    def _since(
        self, module: str, topics: list[str], after: int | None = None, limit: int = 100, upto: int = 10**9, **_: Any
    ) -> Any:
        if after is not None and (after < self.oldest or after > self.ends[module]):
            raise PositionLost("lost", oldest=self.oldest, end=self.ends[module])
        start = self.oldest if after is None else after
        stop = min(max(start, upto), self.ends[module])
        rows = [one for one in self.logs[module] if start < one[0] <= stop and one[1] in topics]
        complete, rows = len(rows) < min(limit, 3), rows[: min(limit, 3)]
        packed = json.dumps([{"number": number, "topic": topic, "payload": {}} for number, topic in rows])
        last = stop if complete else rows[-1][0]
        return {"packed": packed, "last": last, "end": self.ends[module], "more": last < self.ends[module]}


def sent(router: Any) -> Any:
    """Calls that are sent at once, whoever waits for their answers."""

    def call(uri: str, **fields: Any) -> Awaitable[Any]:
        answer = asyncio.ensure_future(router.call(uri, **fields))
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        return answer

    return call


class Program:
    """A follower, its work and the position that it stores with it; `begin` is a start of the process."""

    def __init__(self, router: Router, choice: Choice = CHOICE, keeper: Keeper | None = None, **options: Any) -> None:
        self.router, self.choice, self.options = router, choice, options
        self.done: list[tuple[str, int]] = []
        self.stored = ""
        self.keeper = keeper or WithTheWork(lambda: self.stored)
        self.ended: list[Exception] = []
        self.fails = 0
        self.pauses: list[int] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def act(self, event: Event) -> None:
        """Do the work, and store the position with it."""
        await asyncio.sleep(0)
        if self.fails:
            self.fails -= 1
            raise RuntimeError("no")
        self.done.append((event.module, event.number))
        self.stored = str(event.position)

    def begin(self, act: Act | None = None) -> Follower:
        """A new follower, as after a start of the process."""
        for task in self._tasks:
            task.cancel()
        around = Surroundings(self._start, self._pause, self._sleep, sent)
        return Follower(act or self.act, self.choice, self.keeper, around, self.ended.append, **self.options)

    async def idle(self) -> None:
        """Wait until there is nothing to do any more."""
        for _ in range(300):
            await asyncio.sleep(0)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pause(self, failures: int) -> None:
        self.pauses.append(failures)
        await asyncio.sleep(0)

    @staticmethod
    async def _sleep(seconds: float) -> None:
        if seconds:
            await asyncio.get_running_loop().create_future()


def played(scene: Callable[[Router], Awaitable[None]]) -> None:
    async def whole() -> None:
        await scene(Router())

    asyncio.run(whole())


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("event"), st.sampled_from([SAID, DONE, OTHER]), st.integers(1, 3), st.integers(0, 2)),
        st.tuples(st.sampled_from(["lose", "die", "late", "fail", "leave", "wait"])),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_each_event_comes_once_and_in_order_whatever_dies(steps: list[tuple[Any, ...]]) -> None:  # noqa: C901 - below
    async def scene(router: Router) -> None:  # noqa: C901 - a story has as many steps as can happen
        program = Program(router)
        follower = program.begin()
        await follower.joined(router)
        late: list[tuple[str, int]] = []
        for name, *rest in steps:
            if name == "event":
                topic, step, times = rest
                number = router.add(topic, step)
                late.append((topic, number))
                for _ in range(times):
                    await router.deliver(topic, number)
            elif name == "late":
                for topic, number in reversed(late[-4:]):
                    await router.deliver(topic, number)
            elif name == "lose":
                follower.left()
                await follower.joined(router)
            elif name == "die":
                follower.left()
                follower = program.begin()
                await follower.joined(router)
            elif name == "fail":
                program.fails += 1
            elif name == "leave":
                router.away ^= {"hall"}
            else:
                await program.idle()
        router.away.clear()
        follower.left()
        await follower.joined(router)
        await program.idle()
        for module in ("hall", "yard"):
            assert [one for name, one in program.done if name == module] == [one for one, _ in router.logs[module]]
        assert not program.ended

    played(scene)


def test_the_next_event_is_taken_without_a_look_into_the_log() -> None:
    async def scene(router: Router) -> None:
        program = Program(router)
        await program.begin().joined(router)
        await program.idle()
        before = len(router.calls)
        for _ in range(3):
            await router.deliver(SAID, router.add(SAID))
        await program.idle()
        assert len(router.calls) == before
        await router.deliver(SAID, router.add(SAID, 2))
        await program.idle()
        assert len(router.calls) == before + 1
        assert program.done == [("hall", one) for one in (1, 2, 3, 5)]

    played(scene)


def test_with_things_or_authors_only_the_log_decides() -> None:
    async def scene(router: Router) -> None:
        program = Program(router, Choice((SAID,), things=("room-a",), authors=("ada",)))
        await program.begin().joined(router)
        await router.deliver(SAID, router.add(SAID))
        await program.idle()
        assert program.done == [("hall", 1)]
        assert router.calls[-1][1]["things"] == ["room-a"]
        assert router.calls[-1][1]["authors"] == ["ada"]

    played(scene)


def test_a_module_that_is_away_delays_no_other() -> None:
    async def scene(router: Router) -> None:
        program = Program(router)
        router.away = {"hall"}
        router.add(SAID)
        router.add(OTHER)
        await program.begin().joined(router)
        await program.idle()
        assert program.done == [("yard", 1)]
        assert program.pauses[:3] == [1, 2, 3]
        router.away = set()
        await program.idle()
        assert program.done == [("yard", 1), ("hall", 1)]

    played(scene)


def test_an_event_that_fails_comes_again_before_those_behind_it() -> None:
    async def scene(router: Router) -> None:
        program = Program(router)
        program.fails = 3
        for _ in range(3):
            router.add(SAID)
        await program.begin().joined(router)
        await program.idle()
        assert program.done == [("hall", 1), ("hall", 2), ("hall", 3)]
        assert program.pauses == [1, 2, 3]

    played(scene)


def test_an_error_of_a_call_in_the_handler_is_the_handlers() -> None:
    async def scene(router: Router) -> None:
        errors: list[CourantError] = [Forbidden("no"), PositionLost("no", oldest=0, end=0)]
        program = Program(router)

        async def act(event: Event) -> None:
            if errors:
                raise errors.pop()
            await program.act(event)

        router.add(SAID)
        await program.begin(act).joined(router)
        await program.idle()
        assert (program.done, program.ended) == ([("hall", 1)], [])

    played(scene)


def test_from_now_begins_at_the_end_and_stores_that_at_once(tmp_path: Path) -> None:
    async def scene(router: Router) -> None:
        router.add(SAID)
        file = tmp_path / "position"
        program = Program(router, Choice((SAID,)), PositionFile(file), from_now=True)
        await program.begin().joined(router)
        await program.idle()
        assert file.read_text() == "hall:1\n"
        router.add(SAID)
        await program.begin().joined(router)
        await program.idle()
        assert program.done == [("hall", 2)]

    played(scene)


def test_a_lost_position_ends_the_follower_in_words_or_is_told() -> None:
    async def scene(router: Router) -> None:
        for _ in range(5):
            router.add(SAID)
        router.oldest = 3
        strict = Program(router)
        strict.stored = "hall:1,yard:0"
        router.logs["yard"], router.ends["yard"] = [(5, OTHER)], 5
        await strict.begin().joined(router)
        await strict.idle()
        assert [type(one) for one in strict.ended] == [PositionLost]
        told: list[tuple[str, int, int]] = []
        program = Program(router, Choice((SAID,)), when_lost=lambda *lost: told.append(lost))
        program.stored = "hall:1"
        await program.begin().joined(router)
        await program.idle()
        assert told == [("hall", 1, 3)]
        assert program.done == [("hall", 4), ("hall", 5)]

    played(scene)


def test_modules_keep_positions_for_a_program_without_a_disk() -> None:
    async def scene(router: Router) -> None:
        for _ in range(2):
            router.add(SAID)
        program = Program(router, keeper=AtModules("mirror"))
        await program.begin().joined(router)
        await program.idle()
        assert router.marks == {"hall": 2, "yard": 0}
        program = Program(router, keeper=AtModules("mirror"))
        router.add(SAID)
        await program.begin().joined(router)
        await program.idle()
        assert program.done == [("hall", 3)]

    played(scene)


def test_a_file_that_is_no_position_ends_the_follower(tmp_path: Path) -> None:
    async def scene(router: Router) -> None:
        (tmp_path / "position").write_text("12")
        program = Program(router, keeper=PositionFile(tmp_path / "position"))
        await program.begin().joined(router)
        assert "no part of a position" in str(program.ended[0])

    played(scene)


def test_an_event_knows_its_position() -> None:
    event = Event(7, SAID, {"event": 7}, parse("hall:3,yard:2"))
    assert str(event.position) == "hall:7,yard:2"
    assert str(Event(7, SAID, {}).position) == "hall:7"
    assert [event.is_after(text) for text in ("", "hall:6", "hall:7", "yard:9")] == [True, True, False, True]


@pytest.mark.parametrize("topics", [(), ("courant.blog",), ("courant.blog..added",), (SAID, "x")])
def test_topics_are_checked_before_anything_begins(topics: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="is no topic: write courant"):
        Choice(topics)


def test_pauses_grow_to_a_minute_with_jitter() -> None:
    assert [pause(failures, 1) for failures in (1, 2, 3)] == [0.2, 0.4, 0.8]
    assert (pause(99, 0), pause(99, 1)) == (30, 60)


def test_too_many_live_events_are_left_to_the_log() -> None:
    reader = Reader("hall", 0)
    reader.begin_fetch()
    for number in range(1, 1003):
        reader.heard(Event(number, SAID, {}))
    assert reader.behind
    assert str(Position({"hall": 1})) == "hall:1"


def test_a_strangers_program_needs_no_django() -> None:
    code = "from courant_kit import follow, Event, PositionFile; import sys; print('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False\n"
