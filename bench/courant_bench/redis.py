"""Debian's Redis on a free port. It writes nothing to disk, which is its fastest mode."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from courant_bench.processes import NotReady, free_port, running


@dataclass(frozen=True)
class Redis:
    """A running server: its port and its process id."""

    port: int
    process: int


@contextmanager
def redis(directory: Path) -> Iterator[Redis]:
    """Run a Redis server; raises `NotReady` if it is not installed."""
    program = shutil.which("redis-server")
    if not program:
        raise NotReady("redis-server is not installed (Debian: apt-get install redis-server)")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    log = directory / "redis.log"
    with running(command, environment={}, directory=directory, log=log, ready=lambda: _listens(port)) as process:
        yield Redis(port, process.pid)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
