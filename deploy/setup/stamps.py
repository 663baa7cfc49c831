"""Records what was built from which files, so that nothing is built twice."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path]) -> str:
    """A hash of the files' names and contents and of this Python's version."""
    found = hashlib.sha256(sys.version.encode())
    for path in sorted(files):
        found.update(str(path.name).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """Whether the stamp records this digest."""
    return stamp.exists() and stamp.read_text() == wanted


def mark(stamp: Path, made: str) -> None:
    """Record that this was built."""
    stamp.write_text(made)
