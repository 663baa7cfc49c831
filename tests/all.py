"""Runs every suite, each in a process of its own, and adds up: `python -m tests.all [PYTEST ARGUMENT...]`.

A service's tests set up Django for that service, and a process can do that once.
"""

# ruff: noqa: T201 - it prints what it does

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

from tests import postgresql

ROOT = Path(__file__).resolve().parent.parent

#: Folders of tests, quick ones first; those with a `*` are as many suites as they match.
SUITES = (
    "router/tests", "cli/tests", "services/*/tests", "web/tests", "bench/tests", "web/client/tests",
    "examples/*/tests", "tests/contract", "tests/docs", "tests/integration", "tests/chaos", "tests/browser",
    "tests/containers",
)  # fmt: skip

#: Suites of what keeps data: they run a second time on PostgreSQL, where this machine has it.
DATABASE_SUITES = ("services/*/tests", "web/tests")


def suites() -> list[Path]:
    """The folders that hold tests, in the order in which they run."""
    found = [path for pattern in SUITES for path in sorted(ROOT.glob(pattern))]
    return [path for path in found if any(path.glob("test_*.py"))]


def run(suite: Path, report: Path, arguments: list[str], database: str = "") -> bool:
    """Run one suite, on the database with this URL when given; whether it passed."""
    began = time.monotonic()
    print(f"\n== {suite.relative_to(ROOT)}{' on PostgreSQL' if database else ''}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", f"--junit-xml={report}", *arguments, str(suite)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **({"DATABASE_URL": database} if database else {})}
    passed = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
    print(f"   {time.monotonic() - began:.0f} s", flush=True)
    return passed


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


def count(report: Path) -> tuple[int, int, int]:
    """How many tests passed, failed and were skipped; a suite without a report counts as one that failed."""
    if not report.exists():
        return 0, 1, 0
    suite = ET.parse(report).getroot()[0]  # noqa: S314 - pytest has just written it
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    skipped = int(suite.get("skipped", 0))
    return int(suite.get("tests", 0)) - failed - skipped, failed, skipped


def main(arguments: list[str]) -> None:
    """Run all suites, say which failed, and end with the sum; exit status 1 when any failed."""
    # A shell has its background jobs ignore SIGINT, and so would the sites that the tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    totals, broken = [0, 0, 0], []
    with TemporaryDirectory() as folder, databases() as url:
        for number, (suite, database) in enumerate(planned(url)):
            report = Path(folder) / f"{number}.xml"
            if not run(suite, report, arguments, database):
                broken.append(f"{suite.relative_to(ROOT)}{' on PostgreSQL' if database else ''}")
            totals = [total + more for total, more in zip(totals, count(report), strict=True)]
    passed, failed, skipped = totals
    print(f"\nFailed: {', '.join(broken)}" if broken else "", flush=True)
    print(f"{passed} passed, {max(failed, len(broken))} failed, {skipped} skipped", flush=True)
    sys.exit(bool(broken or not passed))


def planned(url: str) -> list[tuple[Path, str]]:
    """Every suite with the database it runs on: "" for SQLite, and `url` in addition for those that keep data."""
    keeping = {suite for pattern in DATABASE_SUITES for suite in ROOT.glob(pattern)} if url else set()
    return [(suite, where) for suite in suites() for where in (("", url) if suite in keeping else ("",))]


if __name__ == "__main__":
    main(sys.argv[1:])
