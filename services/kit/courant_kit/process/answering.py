"""The calls that a process is answering, so that it can leave when it has answered them all."""

from typing import TypeVar

from twisted.internet.defer import Deferred

T = TypeVar("T")


class Answering:
    """Counts the calls that are being answered."""

    def __init__(self) -> None:
        self._open = 0
        self._waiting: list[Deferred[None]] = []

    def follow(self, answer: "Deferred[T]") -> "Deferred[T]":
        """Count a call until its answer is there; the answer passes through."""
        self._open += 1
        return answer.addBoth(self._answered)

    def idle(self) -> "Deferred[None]":
        """Fires when no call is open, and at once if none is."""
        done: Deferred[None] = Deferred()
        self._waiting.append(done)
        self._tell()
        return done

    def _answered(self, outcome: T) -> T:
        self._open -= 1
        self._tell()
        return outcome

    def _tell(self) -> None:
        if not self._open:
            waiting, self._waiting = self._waiting, []
            for one in waiting:
                one.callback(None)
