"""Runs processes side by side; each one's output is kept whole until it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event


@dataclass(frozen=True, slots=True)
class Job:
    """A process to run: what people call it, its command, its folder, and variables besides those of this process.

    It begins when the job named `after` has ended, if there is one that began before it.
    """

    name: str
    command: tuple[str | Path, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    after: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A job that ended: whether with status 0, its seconds, those that processors spent on it, and what it printed."""

    job: Job
    passed: bool
    seconds: float
    worked: float
    output: str


def side_by_side(jobs: Sequence[Job], places: int) -> Generator[Finished, None, None]:
    """Start the jobs in their order, at most `places` at a time; gives each when it ends.

    If the block that uses it is left early, those that run are interrupted as by Ctrl-C, and others never begin.
    """
    running: set[int] = set()
    ended = {job.name: Event() for job in jobs}
    stopped = Event()
    pool = ThreadPoolExecutor(places)
    try:
        for future in as_completed([pool.submit(_in_turn, job, running, ended, stopped) for job in jobs]):
            yield future.result()
    finally:
        stopped.set()
        for event in ended.values():
            event.set()
        pool.shutdown(wait=False, cancel_futures=True)
        for group in list(running):
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGINT)
        pool.shutdown()


def _in_turn(job: Job, running: set[int], ended: Mapping[str, Event], stopped: Event) -> Finished:
    if job.after in ended:
        ended[job.after].wait()
    if stopped.is_set():
        raise CancelledError
    try:
        return _run(job, running)
    finally:
        ended[job.name].set()


def _run(job: Job, running: set[int]) -> Finished:
    began = time.monotonic()
    with TemporaryFile("w+", errors="replace") as output:
        # In a session of its own it does not hear the terminal's Ctrl-C, and so is interrupted only once.
        process = subprocess.Popen(
            job.command, cwd=job.folder, env={**os.environ, **job.environment}, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        running.add(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        running.discard(process.pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        seconds = time.monotonic() - began
        return Finished(job, process.returncode == 0, seconds, used.ru_utime + used.ru_stime, output.read())
