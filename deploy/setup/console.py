"""Runs the steps of the setup, some side by side, and prints each with its duration."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Trouble(Exception):
    """A problem that a person can solve; the message is a sentence that says how."""


def step(what: str, *commands: Sequence[str | Path], cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run the commands quietly, with one line for all when they end.

    Raises Trouble after the last lines of one that fails.
    """
    began = time.monotonic()
    for command in commands:
        done = subprocess.run(
            [str(part) for part in command], cwd=cwd, env={**os.environ, **(env or {})}, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, errors="replace",
        )  # fmt: skip
        if done.returncode:
            print(f"  {what} ... failed", flush=True)
            sys.stderr.write("\n".join(done.stdout.splitlines()[-30:]) + "\n")
            raise Trouble(f"This failed: {' '.join(str(part) for part in command)}")
    print(f"  {what} ... {time.monotonic() - began:.0f} s", flush=True)


def side_by_side(*parts: Callable[[], None]) -> None:
    """Do all parts at the same time; when they have ended, raises the first one's Trouble if any had some."""
    with ThreadPoolExecutor(len(parts)) as pool:
        running = [pool.submit(part) for part in parts]
    for part in running:
        part.result()


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until no other setup works in this checkout, and keep others waiting until the block ends."""
    checkout = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(checkout, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  Waiting for another setup in this checkout", flush=True)
            fcntl.flock(checkout, fcntl.LOCK_EX)
        yield
    finally:
        os.close(checkout)
