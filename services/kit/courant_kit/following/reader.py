"""How far a follower is in one module's log, and what it has to do next. No I/O.

The log is the source. A live event is a doorbell: it says that the log has more. Only the one whose number is the next
is taken at once, since nothing can lie between.
"""

from collections import deque

from courant_kit.following.events import Event

MOST_WAITING = 1000
"""Live events that wait for the handler; what comes then is read from the log."""


class Reader:
    """The state of a follower in one module; `number` is None until it is known where it begins.

    It is `behind` while the log may have more; it `rests` after a failure, until it is tried again.
    """

    def __init__(self, module: str, number: int | None, *, takes_live: bool = True) -> None:
        self.module, self.number = module, number
        self.behind, self.rests, self.failures = True, False, 0
        self._takes_live = takes_live
        self._live: deque[Event] = deque()

    @property
    def has_work(self) -> bool:
        """Whether there is something to fetch or to handle now."""
        return not self.rests and (self.behind or bool(self._live))

    def heard(self, event: Event | None) -> None:
        """An event arrived, or something that only the log explains."""
        if event is None or self.number is None or self.behind:
            self.behind = True
        elif event.number <= self._newest:
            return  # published twice, or fetched meanwhile
        elif self._takes_live and event.number == self._newest + 1 and len(self._live) < MOST_WAITING:
            self._live.append(event)
        else:
            self.behind = True

    def lost_touch(self) -> None:
        """Events may have been missed: the log has them."""
        self.behind = True

    def begins_anew(self) -> None:
        """There is a new session: try at once, and look into the log."""
        self.behind, self.rests, self.failures = True, False, 0

    def next_live(self) -> Event | None:
        """The next event that can be handled without a look into the log."""
        return self._live.popleft() if self._live else None

    def begin_fetch(self) -> None:
        """What is heard from now on may be missing in the answer; what waits will be in it."""
        self.behind = False
        self._live.clear()

    def finished(self, number: int) -> None:
        """Everything up to this number is finished."""
        self.number = max(number, self.number or 0)

    def failed(self) -> int:
        """Rest after a failure; returns how many there were in a row."""
        self.behind = self.rests = True
        self._live.clear()
        self.failures += 1
        return self.failures

    def again(self) -> None:
        """Stop resting."""
        self.rests = False

    def succeeded(self) -> None:
        """The module answers and the handler works."""
        self.failures = 0

    @property
    def _newest(self) -> int:
        return self._live[-1].number if self._live else self.number or 0
