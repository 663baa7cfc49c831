"""Allows only one running copy for each data directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from courant_cli.installation import Trouble


@contextmanager
def held(path: Path, what: str) -> Iterator[None]:
    """Hold the lock file, with `what` in it, until the block or the process ends; raises Trouble if it is held."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(_refusal(path)) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}, {what}\n")
        file.flush()
        yield


def holder(path: Path) -> str:
    """A description of the lock's holder, or empty if nobody holds it."""
    if not path.exists():
        return ""
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read().strip()
        return ""


def _refusal(path: Path) -> str:
    return (
        f"Courant is already running on the data directory {path.parent.parent} ({path.read_text().strip()}). "
        "Stop it first, or give this copy a directory and a port of its own: COURANT_DATA=other PORT=8090 courant up"
    )
