"""Starts the processes to measure, waits for them, and ends them with all their children."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType


class NotReady(Exception):
    """A process ended, or did not answer in time; the message has the end of its log."""


def free_port() -> int:
    """Return a free port of the loopback address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str, status: int = 200) -> bool:
    """Return whether `url` answers with `status` now."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - an address of our own making
            return bool(answer.status == status)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    environment: dict[str, str],
    directory: Path,
    log: Path,
    ready: Callable[[], bool],
    seconds: float = 60,
    pause: float = 0.05,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` in its own process group until the block ends.

    Raises `NotReady` if it ends, or `ready` stays false for `seconds`; it is asked again after each `pause`.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            env={**os.environ, **environment},
            cwd=directory,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, ready, seconds, pause, log)
        yield process
    finally:
        _end(process)


def stop_cleanly_when_told() -> None:
    """Turn SIGTERM into an exit, so that every open block ends the processes that it started."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool], seconds: float, pause: float, log: Path) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            words = "ended" if process.poll() is not None else f"was not ready in {seconds:.0f} s"
            raise NotReady(f"{process.args!r} {words}:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(pause)


def _end(process: subprocess.Popen[bytes]) -> None:
    for number, patience in ((signal.SIGINT, 15.0), (signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        try:
            os.killpg(process.pid, number)
            process.wait(patience)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
        break
    _end_orphans(process.pid)


def _end_orphans(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
