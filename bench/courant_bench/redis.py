"""Debian's Redis on a free port. It writes nothing to disk, which is its fastest mode."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from courant_bench.processes import NotReady, free_port, running


@contextmanager
def redis(directory: Path) -> Iterator[int]:
    """Run a Redis server and return its port; raises `NotReady` if it is not installed."""
    program = shutil.which("redis-server")
    if not program:
        raise NotReady("redis-server is not installed (Debian: apt-get install redis-server)")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    log = directory / "redis.log"
    with running(command, environment={}, directory=directory, log=log, ready=lambda: _listens(port)):
        yield port


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
