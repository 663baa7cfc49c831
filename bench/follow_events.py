"""Follows a blog until it has N comments: `python bench/follow_events.py N POSITION`; prints what it took, as JSON."""

import json
import sys
import time
from pathlib import Path

from courant_kit import Event, follow

PAGE = 4096


class Counting:
    """What has come so far, and the memory of this process after a tenth and at the end."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.started = wanted, time.perf_counter()
        self.count = self.letters = self.early = 0

    async def count_one(self, event: Event) -> None:
        """Count an event; end when it was the last."""
        self.letters += len(event.fields["text"])
        self.count += 1
        if self.count == self.wanted // 10:
            self.early = resident()
        if self.count == self.wanted:
            self._end()

    def _end(self) -> None:
        from twisted.internet import reactor

        found = {"events": self.count, "letters": self.letters, "seconds": time.perf_counter() - self.started}
        print(json.dumps({**found, "early": self.early, "late": resident()}), flush=True)
        reactor.stop()


def resident() -> int:
    """The bytes of memory that this process uses."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


if __name__ == "__main__":
    counting = Counting(int(sys.argv[1]))
    follow(counting.count_one, ["courant.blog.comment.added"], name="follower", position=sys.argv[2])
