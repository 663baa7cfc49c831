"""Where tests put what need not outlive them: in memory, on a machine that has room there."""

import shutil
from pathlib import Path

SHARED = Path("/dev/shm")  # noqa: S108 - what is made there has a name of its own
ENOUGH = 4 * 1024**3


def in_memory() -> Path | None:
    """A folder in memory with gigabytes of room, or None: in a container it is often small."""
    return SHARED if SHARED.is_dir() and shutil.disk_usage(SHARED).free > ENOUGH else None
