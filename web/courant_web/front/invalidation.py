"""Cache invalidation: tracks what has changed while an answer was being made, so that none is cached out of date."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from courant_web.front.cache_policy import CachePolicy, base

REMEMBERED = 20_000

Dropper = Callable[[str | None], None]
"""Drops the answers that depend on a name (`blog.post-12`; `blog.` is any fragment of blog); None drops all."""


@dataclass(slots=True)
class _Seen:
    time: int
    version: int


class Invalidation:
    """Counts events, and stores the last one of each fragment and module.

    While `closed`, nothing may be cached: without the router's events, web cannot know that an answer is out of date.
    """

    def __init__(self) -> None:
        self.closed = True
        self.droppers: list[Dropper] = []
        self._time = self._reset_at = 0
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    def begin(self) -> CachePolicy:
        """A new policy for an answer that is about to be made."""
        return CachePolicy(self._time)

    def heard(self, fragment: str, version: int) -> None:
        """Handle an event that gives a fragment this version: drop the answers that show an older one."""
        self._time += 1
        name = base(fragment)
        for need in (name, name.split(".")[0] + "."):
            self._note(need, version)
            self._drop(need)

    def reset(self, *, closed: bool) -> None:
        """Drop everything, and cache no answer that is being made now; `closed` holds until the next reset."""
        self._time += 1
        self._reset_at, self.closed = self._time, closed
        self._seen.clear()
        self._drop(None)

    def allows(self, policy: CachePolicy) -> bool:
        """Whether an answer may be cached: nothing that it depends on changed while it was being made."""
        if self.closed or not policy.wanted or policy.began < self._reset_at:
            return False
        newer = any(self._version(base(fragment)) > version for fragment, version in policy.fragments.items())
        return not newer and not any(self._last(f"{module}.") > policy.began for module in policy.modules)

    def _version(self, name: str) -> int:
        seen = self._seen.get(name)
        return seen.version if seen else -1

    def _last(self, need: str) -> int:
        seen = self._seen.get(need)
        return seen.time if seen else 0

    def _note(self, need: str, version: int) -> None:
        before = self._seen.pop(need, None)
        self._seen[need] = _Seen(self._time, max(version, before.version) if before else version)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def _drop(self, need: str | None) -> None:
        for drop in self.droppers:
            drop(need)
