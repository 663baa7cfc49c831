"""Container health check: `python -m courant_kit.process.health` exits with 0 while the service is joined."""

import os
import sys
import time
from pathlib import Path

STALE = 20.0


def beat(data: Path, name: str) -> None:
    """Touch the file that shows that the service `name` has joined; called every few seconds while it has."""
    mark = data / "run" / f"{name}.joined"
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def healthy(data: Path, now: float) -> bool:
    """Whether a service of this data directory had joined less than STALE seconds before `now` (since the epoch)."""
    return any(now - mark.stat().st_mtime < STALE for mark in (data / "run").glob("*.joined"))


if __name__ == "__main__":
    sys.exit(0 if healthy(Path(os.environ.get("COURANT_DATA", "var")), time.time()) else 1)
