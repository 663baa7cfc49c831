"""Threads for the ORM: each function has working database connections, and the reactor is never blocked."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.db import close_old_connections
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from courant_kit.calls.errors import Unavailable
from courant_kit.process.pool import Pool
from courant_kit.words import gettext

if TYPE_CHECKING:  # it imports models, which is possible only once Django is set up
    from courant_kit.live.together import Call, Outcome

MOST = 8
"""How many functions share one commit at most. More would save little, and its members would wait for one another."""

MOST_ASIDE = 50
"""How many functions may wait for the thread of long work."""

T = TypeVar("T")


class InThread:
    """Runs functions in one of at most `most` threads, with database connections that work."""

    def __init__(self, reactor: Any, most: int) -> None:
        self._pool = Pool(reactor, most, "call")

    def __call__(self, function: Callable[..., T], *args: Any) -> "Deferred[T]":
        """The result of the function."""
        return self._pool(checked, function, args)


class Aside:
    """Runs long work in a thread of its own, one function after the other, so that no call waits for it."""

    def __init__(self, reactor: Any) -> None:
        self._waiting = 0
        self._pool = Pool(reactor, 1, "aside")

    def __call__(self, function: Callable[..., T], *args: Any) -> "Deferred[T]":
        """The result of a function; raises Unavailable if too many wait already."""
        if self._waiting >= MOST_ASIDE:
            raise Unavailable(gettext("Many pictures are being read at the moment. Please try again in a minute."))
        self._waiting += 1
        return self._pool(checked, function, args).addBoth(self._ended)

    def _ended(self, outcome: Any) -> Any:
        self._waiting -= 1
        return outcome


class Waiting(NamedTuple):
    """A function that waits for its turn, its arguments, and what will have its result."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    done: "Deferred[Any]"


class GroupCommit:
    """Runs transactions one after the other; those that wait at the same time share a commit.

    They would queue in any case: for SQLite's only lock, or for the row that numbers the event log. Here they wait
    without a thread, and the database syncs to the disk once for all of them. Each function keeps its own
    savepoint and its own result, which it gets after the commit. `together` runs functions in one transaction;
    `from_thread(function, *args)` calls a function on the reactor; `run` runs one in a thread.
    """

    def __init__(
        self,
        together: "Callable[[Sequence[Call]], Sequence[Outcome]]",
        from_thread: Callable[..., Any],
        run: Callable[..., Any],
    ) -> None:
        self._together, self._from_thread, self._run = together, from_thread, run
        self._waiting: deque[Waiting] = deque()
        self._lock = Lock()
        self._busy = False

    def __call__(self, function: Callable[..., T], *args: Any) -> "Deferred[T]":
        """The result of a function that changes the database."""
        done: Deferred[T] = Deferred()
        with self._lock:
            self._waiting.append(Waiting(function, args, done))
            begin, self._busy = not self._busy, True
        if begin:
            self._run(self._work).addErrback(self._failed)
        return done

    def _work(self) -> None:
        while batch := self._next():
            outcomes = self._together([(one.function, one.args) for one in batch])
            self._from_thread(_settle, batch, outcomes)

    def _next(self) -> list[Waiting]:
        with self._lock:
            batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            self._busy = bool(batch)
        return batch

    def _failed(self, failure: Failure) -> None:
        """The thread itself failed, as when a connection cannot be checked: so does all that waits."""
        with self._lock:
            batch, self._busy = list(self._waiting), False
            self._waiting.clear()
        for one in batch:
            one.done.errback(failure)


def checked(function: Callable[..., T], args: tuple[Any, ...]) -> T:
    """Run a function and return its result; broken database connections are closed before, and after it failed.

    After it has not failed, the thread's next function closes what broke meanwhile.
    """
    close_old_connections()
    try:
        return function(*args)
    except BaseException:
        close_old_connections()
        raise


def _settle(batch: Sequence[Waiting], outcomes: "Sequence[Outcome]") -> None:
    for one, outcome in zip(batch, outcomes, strict=True):
        if outcome.error is None:
            one.done.callback(outcome.result)
        else:
            one.done.errback(outcome.error)
