"""Short transactions on the reactor's own thread: only while nothing else is under way, and while the disk is fast."""

from typing import Any

from courant_kit.live.together import Call, Outcome
from courant_kit.process.at_once import APART, REST, SLOW, AtOnce
from courant_kit.testing import finished
from twisted.internet.defer import Deferred, succeed


class Process:
    """A process with a clock, in which transactions take `seconds` and say where they ran."""

    def __init__(self) -> None:
        self.now, self.seconds, self.free, self.idle = 100.0, 0.001, True, True
        self.at_once = AtOnce(self.alone, self.write, lambda: self.idle, lambda: self.now)

    def alone(self, call: Call) -> Outcome | None:
        if not self.free:
            return None
        self.now += self.seconds
        try:
            return Outcome(f"reactor {call[0](*call[1])}")
        except ValueError as error:
            return Outcome(error=error)

    def write(self, function: Any, *args: Any) -> "Deferred[str]":
        return succeed(f"thread {function(*args)}")

    def stored(self) -> Any:
        return finished(self.at_once(str.upper, "a"))


def test_what_is_alone_runs_on_the_reactor() -> None:
    process = Process()
    assert process.stored() == "reactor A"
    process.now += APART
    assert process.stored() == "reactor A"


def test_many_share_the_commits_of_the_threads() -> None:
    process = Process()
    assert [process.stored() for _ in range(3)] == ["reactor A", "thread A", "thread A"]


def test_nothing_waits_for_a_thread_or_another_process() -> None:
    process = Process()
    process.idle = False
    assert process.stored() == "thread A"
    process.idle, process.free = True, False
    process.now += APART
    assert process.stored() == "thread A"


def test_a_slow_disk_is_left_to_the_threads() -> None:
    process = Process()
    process.seconds = 2 * SLOW
    assert process.stored() == "reactor A"
    process.now += REST - APART
    assert process.stored() == "thread A"
    process.now += APART
    assert process.stored() == "reactor A"
