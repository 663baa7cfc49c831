"""Short transactions on the reactor's own thread, while nothing else is under way: nobody has to wake a thread.

A key that somebody presses waits for a commit. In a thread, this takes two wakings more, and each statement waits until
the reactor gives Python's lock back. On the reactor, every other call would wait for the disk instead: so it is done
only if no call is in the threads, if the last one was a while ago, and while the disk is fast.
"""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import Deferred, fail, succeed

if TYPE_CHECKING:  # it imports models, which is possible only once Django is set up
    from courant_kit.live.together import Call, Outcome

APART = 0.025
"""Seconds between two of these: those who type fast, and many, share the commits of the threads."""

SLOW = 0.01
"""A transaction that takes longer (seconds) is the last one for a while."""

REST = 10.0
"""So long do the threads have all of them then (seconds)."""


class AtOnce:
    """Runs functions that change the database and are short, one at a time, with the result after the commit.

    `alone` runs one in a transaction, or returns None if it would have to wait for another one; `write` runs it in a
    thread; `idle` reports whether nothing is in the threads. Call it on the reactor only.
    """

    def __init__(
        self,
        alone: "Callable[[Call], Outcome | None]",
        write: Callable[..., "Deferred[Any]"],
        idle: Callable[[], bool],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._alone, self._write, self._idle, self._clock = alone, write, idle, clock
        self._due = 0.0

    def __call__(self, function: Callable[..., Any], *args: Any) -> "Deferred[Any]":
        """The result of the function."""
        began = self._clock()
        outcome = self._alone((function, args)) if began >= self._due and self._idle() else None
        self._note(began, self._clock())
        if outcome is None:
            return self._write(function, *args)
        return succeed(outcome.result) if outcome.error is None else fail(outcome.error)

    def _note(self, began: float, ended: float) -> None:
        self._due = max(self._due, ended + (REST if ended - began > SLOW else APART))
