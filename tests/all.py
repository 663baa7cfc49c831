"""Runs every suite, each in a process of its own, and adds up: `python tests/all.py [PYTEST ARGUMENT...]`.

A service's tests set up Django for that service, and a process can do that once.
"""

# ruff: noqa: T201 - it prints what it does

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent

#: Folders of tests, quick ones first; those with a `*` are as many suites as they match.
SUITES = (
    "router/tests", "cli/tests", "services/*/tests", "web/tests", "bench/tests", "web/client/tests",
    "examples/*/tests", "tests/contract", "tests/docs", "tests/integration", "tests/chaos", "tests/browser",
    "tests/containers",
)  # fmt: skip


def suites() -> list[Path]:
    """The folders that hold tests, in the order in which they run."""
    found = [path for pattern in SUITES for path in sorted(ROOT.glob(pattern))]
    return [path for path in found if any(path.glob("test_*.py"))]


def run(suite: Path, report: Path, arguments: list[str]) -> bool:
    """Run one suite; whether it passed."""
    began = time.monotonic()
    print(f"\n== {suite.relative_to(ROOT)}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", f"--junit-xml={report}", *arguments, str(suite)]
    passed = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode == 0
    print(f"   {time.monotonic() - began:.0f} s", flush=True)
    return passed


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
    totals, broken = [0, 0, 0], []
    with TemporaryDirectory() as folder:
        for number, suite in enumerate(suites()):
            report = Path(folder) / f"{number}.xml"
            if not run(suite, report, arguments):
                broken.append(str(suite.relative_to(ROOT)))
            totals = [total + more for total, more in zip(totals, count(report), strict=True)]
    passed, failed, skipped = totals
    print(f"\nFailed: {', '.join(broken)}" if broken else "", flush=True)
    print(f"{passed} passed, {max(failed, len(broken))} failed, {skipped} skipped", flush=True)
    sys.exit(bool(broken or not passed))


if __name__ == "__main__":
    main(sys.argv[1:])
