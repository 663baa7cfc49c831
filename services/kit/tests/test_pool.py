"""The pool of threads: results and exceptions come back to the reactor, and only as many threads run as are needed."""

from collections.abc import Callable, Iterator
from queue import Queue
from threading import Barrier, current_thread
from typing import Any

import pytest
from courant_kit.process.pool import Pool
from twisted.internet.defer import Deferred


class Turns:
    """A reactor whose turns the test takes."""

    def __init__(self) -> None:
        self.waiting: Queue[tuple[Any, ...]] = Queue()
        self.ends: list[Callable[[], None]] = []

    def addSystemEventTrigger(self, phase: str, event: str, act: Callable[[], None]) -> None:
        assert (phase, event) == ("during", "shutdown")
        self.ends.append(act)

    def callFromThread(self, act: Callable[..., None], *arguments: Any) -> None:
        self.waiting.put((act, *arguments))

    def outcome(self, done: Deferred[Any]) -> Any:
        """Take turns until the Deferred has fired."""
        found: list[Any] = []
        done.addBoth(found.append)
        while not found:
            act, *arguments = self.waiting.get(timeout=20)
            act(*arguments)
        return found[0]


@pytest.fixture
def turns() -> Iterator[Turns]:
    turns = Turns()
    yield turns
    for end in turns.ends:
        end()


def test_a_function_runs_in_a_thread_and_its_result_comes_back(turns: Turns) -> None:
    pool = Pool(turns, 2, "call")
    assert turns.outcome(pool(lambda a, b: (a + b, current_thread().name), 1, 2)) == (3, "call-0")


def test_an_exception_comes_back_and_the_thread_goes_on(turns: Turns) -> None:
    pool = Pool(turns, 1, "call")
    assert turns.outcome(pool(int, "x")).check(ValueError)
    assert turns.outcome(pool(int, "7")) == 7


def test_calls_one_after_the_other_share_a_thread_whose_connections_stay(turns: Turns) -> None:
    pool = Pool(turns, 4, "call")
    assert {turns.outcome(pool(current_thread)).name for _ in range(20)} == {"call-0"}


def test_calls_at_once_have_a_thread_each_up_to_the_most(turns: Turns) -> None:
    pool, together = Pool(turns, 2, "call"), Barrier(2)

    def meet() -> str:
        together.wait(20)
        return current_thread().name

    both = [pool(meet) for _ in range(4)]
    assert {turns.outcome(one) for one in both} == {"call-0", "call-1"}


def test_what_waits_when_the_reactor_ends_is_run(turns: Turns) -> None:
    pool, ran = Pool(turns, 1, "call"), list[int]()
    for number in range(5):
        pool(ran.append, number)
    pool.stop()
    assert ran == [0, 1, 2, 3, 4]
