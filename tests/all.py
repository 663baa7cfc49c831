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
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

from tests import postgresql
from tests.jobs import Finished, side_by_side
from tests.suites import checks, planned, report


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


def main(arguments: list[str]) -> None:
    """Run everything, say what failed, and end with the sum; exit status 1 when any failed."""
    # A shell has its background jobs ignore SIGINT, and so would the sites that the tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Told to end, as by Ctrl-C, it ends what it has started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began, totals, broken = time.monotonic(), [0, 0, 0], []
    with TemporaryDirectory() as folder, databases() as url:
        suites = planned(url, arguments, Path(folder))
        with closing(side_by_side([*suites, *([] if arguments else checks())], places())) as finished:
            for done in finished:
                show(done)
                if not done.passed:
                    broken.append(done.job.name)
                if done.job in suites:
                    more = count(report(done.job.name, Path(folder)))
                    totals = [total + one for total, one in zip(totals, more, strict=True)]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"\n{time.monotonic() - began:.0f} s, and {used.ru_utime + used.ru_stime:.0f} s of processors")
    conclude(totals, broken)


def conclude(totals: list[int], broken: list[str]) -> None:
    """Print the names of the jobs that failed, then the sum of the tests, and exit."""
    passed, failed, skipped = totals
    print(f"\nFailed: {', '.join(broken)}" if broken else "", flush=True)
    print(f"{passed} passed, {max(failed, len(broken))} failed, {skipped} skipped", flush=True)
    sys.exit(bool(broken or not passed))


if __name__ == "__main__":
    main(sys.argv[1:])
