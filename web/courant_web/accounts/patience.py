"""Patience: how long somebody waits before another try to sign in (no I/O).

Failures count for a pair of a network and an account, and for the network. So whoever guesses is slowed down, while the
owner of the account, elsewhere, is not; and a network's wait is short, since many people may share it. A try that comes
too early neither counts nor makes the wait longer.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from courant_kit.words import ngettext

MOST = 50_000


@dataclass(frozen=True, slots=True)
class Rule:
    """`free` failures cost nothing; each further one doubles the wait, from `first` to `longest` seconds.

    Failures are forgiven when the last one is `memory` seconds ago.
    """

    free: int
    first: float
    longest: float
    memory: float

    def wait(self, failures: int) -> float:
        """The wait after so many failures (seconds)."""
        beyond = failures - self.free
        if beyond < 0:
            return 0.0
        return float(min(self.first * 2 ** min(beyond, 30), self.longest))


PAIR = Rule(free=5, first=10, longest=300, memory=3600)
"""For a network and an account, or for a browser that its owner has signed in with before."""
NETWORK = Rule(free=30, first=1, longest=10, memory=600)
"""For all accounts from one network."""

Who = tuple[Rule, Hashable]
"""A rule, and for whom its failures count."""


class TooSoon(Exception):
    """Somebody has to wait; `seconds` is how long, at least 1."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait for {seconds} s")
        self.seconds = seconds


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class Patience:
    """The failures of everybody, at most `most` counts; those counted longest ago are dropped first. Thread-safe."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._failures: OrderedDict[Who, _Failures] = OrderedDict()
        self._lock = Lock()

    def begin(self, whos: tuple[Who, ...], now: float) -> None:
        """Count a try as a failure until it succeeds, since others may run beside it; raises TooSoon."""
        with self._lock:
            wait = max(self._due(who, now) - now for who in whos)
            if wait > 0:
                raise TooSoon(int(wait) + 1)
            for who in whos:
                self._add(who, now)

    def succeed(self, whos: tuple[Who, ...]) -> None:
        """The try succeeded: forgive the failures of the pair, and of the network's the one that `begin` counted.

        If a success forgave all of them, somebody with an account could guess at others' for ever.
        """
        with self._lock:
            for who in whos:
                found = self._failures.get(who)
                if found is None:
                    continue
                found.count = found.count - 1 if who[0] == NETWORK else 0
                if found.count <= 0:
                    del self._failures[who]

    def clear(self) -> None:
        """Forgive everybody."""
        with self._lock:
            self._failures.clear()

    def _due(self, who: Who, now: float) -> float:
        found = self._failures.get(who)
        if found is None or found.last + who[0].memory <= now:
            return now
        return found.last + who[0].wait(found.count)

    def _add(self, who: Who, now: float) -> None:
        found = self._failures.pop(who, None)
        if found is None or found.last + who[0].memory <= now:
            found = _Failures(0, now)
        self._failures[who] = _Failures(found.count + 1, now)
        if len(self._failures) > self._most:
            self._failures.popitem(last=False)


def in_words(seconds: int) -> str:
    """A duration for people: `40 seconds`, `1 minute`, `5 minutes`; minutes are rounded up."""
    if seconds < 60:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    minutes = -(-seconds // 60)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
