"""The source of fragments' versions: the outbox, or the clock for fragments that live in memory."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


def microseconds() -> int:
    """Microseconds since the epoch: versions that grow across restarts and stay below 2^53 until 2255."""
    return time.time_ns() // 1000


class Versions(Protocol):
    """A source of versions."""

    def __call__(self, fragments: Iterable[str]) -> dict[str, int]:
        """The versions of the fragments with these ids."""
        ...


@dataclass(slots=True)
class ClockVersions:
    """Versions of fragments that live in memory: microseconds, so that they also grow across a restart."""

    started: int = field(default_factory=microseconds)
    known: dict[str, int] = field(default_factory=dict)

    def __call__(self, fragments: Iterable[str]) -> dict[str, int]:
        """The versions of these fragments; that of a fragment never touched is the time when the process started."""
        return {fragment: self.known.get(fragment, self.started) for fragment in fragments}

    def touch(self, fragment: str) -> int:
        """Give the fragment a new version."""
        self.known[fragment] = max(microseconds(), self.known.get(fragment, 0) + 1)
        return self.known[fragment]

    def drop(self, fragment: str) -> None:
        """Drop the version of a fragment that no window shows. Its next version will still be newer."""
        self.known.pop(fragment, None)
