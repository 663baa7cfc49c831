"""Runs processes side by side; each one's output is kept whole until it ends."""

import os
import subprocess
import time
from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile


@dataclass(frozen=True, slots=True)
class Job:
    """A process to run: what people call it, its command, its folder, and variables besides those of this process."""

    name: str
    command: tuple[str | Path, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """A job that ended: whether with status 0, its seconds, those that processors spent on it, and what it printed."""

    job: Job
    passed: bool
    seconds: float
    worked: float
    output: str


def side_by_side(jobs: Iterable[Job], places: int) -> Generator[Finished, None, None]:
    """Start the jobs in their order, at most `places` at a time; gives each when it ends.

    If the block that uses it is left early, jobs that have not begun never do.
    """
    pool = ThreadPoolExecutor(places)
    try:
        for future in as_completed([pool.submit(_run, job) for job in jobs]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _run(job: Job) -> Finished:
    began = time.monotonic()
    with TemporaryFile("w+", errors="replace") as output:
        process = subprocess.Popen(
            job.command, cwd=job.folder, env={**os.environ, **job.environment}, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        seconds = time.monotonic() - began
        return Finished(job, process.returncode == 0, seconds, used.ru_utime + used.ru_stime, output.read())
