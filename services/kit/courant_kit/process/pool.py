"""Threads for functions that block: each call goes to one through a single queue and comes back to the reactor.

Twisted's own pool passes each function through a team of workers, which takes more of the processor than most page
calls do. Here a function is put into a queue, and its result into the reactor's.
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from twisted.internet.defer import Deferred

T = TypeVar("T")


class Piece(NamedTuple):
    """A function that waits for a thread, its arguments, and what will have its result."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    done: "Deferred[Any]"


class Pool:
    """Runs functions in at most `most` threads, which start when they are needed and end with the reactor.

    Call it on the reactor only.
    """

    def __init__(self, reactor: Any, most: int, name: str) -> None:
        self._reactor, self._most, self._name = reactor, most, name
        self._queue: SimpleQueue[Piece | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._open = 0
        reactor.addSystemEventTrigger("during", "shutdown", self.stop)

    def __call__(self, function: Callable[..., T], *args: Any) -> "Deferred[T]":
        """The result of the function, or its exception, on the reactor."""
        done: Deferred[T] = Deferred()
        self._open += 1
        if len(self._threads) < min(self._open, self._most):
            self._start()
        self._queue.put(Piece(function, args, done))
        return done

    def stop(self) -> None:
        """End the threads once they have run what waits; returns when they have ended."""
        threads, self._threads = self._threads, []
        for _ in threads:
            self._queue.put(None)
        for thread in threads:
            thread.join()

    def _start(self) -> None:
        # What is called after the end keeps no process alive.
        thread = Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while piece := self._queue.get():
            try:
                outcome = piece.function(*piece.args)
            except BaseException as error:  # noqa: BLE001 - it is the caller's, as every outcome is
                self._reactor.callFromThread(self._settle, piece.done.errback, error)
            else:
                self._reactor.callFromThread(self._settle, piece.done.callback, outcome)
                del outcome
            del piece  # an idle thread holds nothing of its last call

    def _settle(self, fire: Callable[[Any], None], outcome: Any) -> None:
        self._open -= 1
        fire(outcome)
