"""Runs processes side by side; each one's output is kept whole until it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event


@dataclass(frozen=True, slots=True)
class Job:
    """A process to run: what people call it, its command, its folder, and variables besides those of this process.

    It begins when the jobs named in `after` have ended, those of them that there are.
    """

    name: str
    command: tuple[str | Path, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    after: tuple[str, ...] = ()


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

    One that has to wait for another takes no place meanwhile. If the block that uses it is left early, those that run
    are interrupted as by Ctrl-C, and others never begin.
    """
    waiting, running, processes = list(jobs), dict[Future[Finished], Job](), set[int]()
    stopped = Event()
    pool = ThreadPoolExecutor(places)
    try:
        while waiting or running:
            for job in _ready(waiting, running.values())[: places - len(running)]:
                waiting.remove(job)
                running[pool.submit(_run, job, processes, stopped)] = job
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                del running[future]
                yield future.result()
    finally:
        stopped.set()
        for group in list(processes):
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGINT)
        pool.shutdown()


def _ready(waiting: Sequence[Job], running: Iterable[Job]) -> list[Job]:
    """The jobs that wait for none of these."""
    unfinished = {job.name for job in (*waiting, *running)}
    return [job for job in waiting if unfinished.isdisjoint(job.after)]


def _run(job: Job, running: set[int], stopped: Event) -> Finished:
    if stopped.is_set():
        raise CancelledError
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
