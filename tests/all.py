"""Runs the linters and every suite, side by side, and adds up: `python -m tests.all [PYTEST ARGUMENT...]`.

A service's tests set up Django for that service, and a process can do that once: each suite is a process of its own.
With arguments only the suites run.
"""

# ruff: noqa: T201 - it prints what it does

import os
import resource
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

from tests import postgresql
from tests.jobs import Finished, Job, side_by_side
from tests.prepared import CACHE
from tests.suites import alone, checks, planned, preparations, report

#: How many failed tests are run once more.
FEW = 5


def places() -> int:
    """How many jobs run at a time: two more than this process has processors, since most of them wait half the time."""
    return len(os.sched_getaffinity(0)) + 2


@contextmanager
def databases() -> Iterator[str]:
    """The URL of a PostgreSQL cluster for the time of the tests; "" where this machine has none, which is said."""
    binaries = postgresql.programs()
    if binaries is None:
        print("PostgreSQL is not on this machine: the suites of the services run on SQLite alone.")
        yield ""
        return
    with postgresql.cluster(binaries) as url:
        yield url


def count(file: Path) -> tuple[int, int, int]:
    """How many tests passed, failed and were skipped; a suite without a report counts as one that failed."""
    if not file.exists():
        return 0, 1, 0
    suite = ET.parse(file).getroot()[0]  # noqa: S314 - pytest has just written it
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    skipped = int(suite.get("skipped", 0))
    return int(suite.get("tests", 0)) - failed - skipped, failed, skipped


def show(done: Finished) -> None:
    """Print what a job printed, all of it in one piece."""
    print(f"\n== {done.job.name}\n{done.output.rstrip()}", flush=True)
    print(f"   {done.seconds:.0f} s, {done.worked:.0f} s of processors", flush=True)


def run(jobs: Sequence[Job], together: int) -> list[Finished]:
    """Run the jobs, at most so many together, and show each when it ends."""
    ended = []
    with closing(side_by_side(jobs, together)) as finished:
        for done in finished:
            show(done)
            ended.append(done)
    return ended


def flaky(broken: Sequence[Job], failed: int, reports: Path) -> list[Job]:
    """Run what failed once more, one suite after the other; gives the suites in which it passed this time.

    Only a few tests are worth it: where many fail, the machine is not the reason.
    """
    if not 0 < failed <= FEW:
        return []
    again = run([alone(job, reports) for job in broken], 1)
    return [job for job, done in zip(broken, again, strict=True) if done.passed]


def main(arguments: list[str]) -> None:
    """Run everything, say what failed, and end with the sum; exit status 1 when any failed."""
    # A shell has its background jobs ignore SIGINT, and so would the sites that the tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Told to end, as by Ctrl-C, it ends what it has started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Suites and commands import the same files a hundred times: each is compiled once, whatever this machine says.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    with TemporaryDirectory() as folder, databases() as url:
        reports = Path(folder)
        os.environ[CACHE] = folder
        suites = planned(url, arguments, reports)
        ended = run([*preparations(), *suites, *([] if arguments else checks())], places())
        counts = {job.name: count(report(job.name, reports)) for job in suites}
        broken = [done.job for done in ended if not done.passed]
        failing = [job for job in broken if job.name in counts]
        passing = flaky(failing, sum(counts[job.name][1] for job in failing), reports)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"\n{time.monotonic() - began:.0f} s, and {used.ru_utime + used.ru_stime:.0f} s of processors")
    conclude(counts, [job.name for job in broken if job not in passing], [job.name for job in passing])


def conclude(counts: Mapping[str, tuple[int, int, int]], broken: Sequence[str], passing: Sequence[str]) -> None:
    """Print the names of the jobs that failed, or only failed beside others; then the sum of the tests, and exit."""
    passed, failed, skipped = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
    shaky = sum(counts[name][1] for name in passing)
    if passing:
        print(f"\nFlaky (failed beside other suites, passed alone; mend them): {', '.join(passing)}", flush=True)
    print(f"\nFailed: {', '.join(broken)}" if broken else "", flush=True)
    flaked = f", {shaky} flaky" if shaky else ""
    print(f"{passed} passed, {max(failed - shaky, len(broken))} failed{flaked}, {skipped} skipped", flush=True)
    sys.exit(bool(broken or not passed))


if __name__ == "__main__":
    main(sys.argv[1:])
