"""Clicks inside windows, added up until they are stored (no I/O)."""

from collections import Counter
from threading import Lock

READERS = frozenset({"visitor", "member"})
"""The roles whose views count: not those of people who look after the site."""

MOST = 5_000
"""How many pages are added up at once; what is more is not counted."""


class Clicks:
    """How often each page was shown in a window that showed another one before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sums: Counter[str] = Counter()

    @property
    def any(self) -> bool:
        """Whether there is something to store."""
        return bool(self._sums)

    def add(self, path: str, role: str, *, first: bool) -> None:
        """Count a page that a window shows; its `first` was requested over HTTP, where web has counted it.

        A page that is not for everybody has no path here.
        """
        path = path.partition("?")[0].partition("#")[0]
        with self._lock:
            if path and not first and role in READERS and (path in self._sums or len(self._sums) < MOST):
                self._sums[path] += 1

    def take(self) -> Counter[str]:
        """What was added up; the sums begin anew."""
        with self._lock:
            sums, self._sums = self._sums, Counter()
        return sums
