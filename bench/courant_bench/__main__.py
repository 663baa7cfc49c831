"""Runs the measures, each in its own process so that none exceeds its time, and prints one table."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path

from courant_bench.checkout import Checkout
from courant_bench.plan import Plan, working_directory
from courant_bench.processes import NotReady, stop_cleanly_when_told
from courant_bench.report import Bar, Row, table, write

#: Each measure, the module that returns its rows, and its time limit in seconds.
MEASURES = {
    "fanout": ("live", 900),
    "windows": ("windows", 400),
    "saves": ("saves", 900),
    "click": ("clicks", 500),
    "http": ("http", 300),
    "front": ("fronts", 200),
    "weight": ("weights", 200),
    "lighthouse": ("lighthouses", 1500),
    "editor": ("editors_code", 300),
    "scale": ("scales", 1200),
    "scheduled": ("scheduled", 420),
    "stale": ("stales", 120),
    "rename": ("renames", 900),
    "importing": ("importing", 900),
    "memory": ("residence", 240),
    "start": ("starts", 300),
    "recovery": ("recoveries", 800),
    "parts": ("parts", 300),
    "history": ("histories", 300),
    "search": ("searches", 900),
    "typing": ("typing", 600),
    "opening": ("openings", 300),
    "keystrokes": ("keystrokes", 300),
    "rolling": ("rolling", 300),
    "hostile": ("hostile", 300),
    "call": ("page_call", 200),
    "modules": ("many_modules", 300),
    "lines": ("lines", 200),
    "catching-up": ("catching_up", 600),
    "following": ("followings", 900),
}
AGAINST = "another checkout that is set up: the second side of saves, start, recovery and parts"
RESULTS = Path(__file__).resolve().parent.parent / "results"
GRACE = 60  # seconds to end everything when a measure has used up its time


def main() -> None:
    """Run the requested measures; exit status 1 if one failed or missed its bar."""
    options = _options()
    stop_cleanly_when_told()
    if options.rows_to:
        _measure(options.measures[0], options)
        return
    rows: list[Row] = []
    names = options.measures or list(MEASURES)
    for name in names:
        start = time.monotonic()
        found = _in_a_process(name, options)
        rows += found
        so_far = f"\n{table(found)}\n" if len(names) > 1 else ""
        print(f"{name} took {time.monotonic() - start:.0f} s{so_far}", file=sys.stderr, flush=True)
    print(table(rows))
    if not options.quick:
        print(f"\nWritten to {os.path.relpath(write(rows, RESULTS))}")
    sys.exit(0 if all(row.reached is not False and row.unit != "failed" for row in rows) else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"one or more of: {', '.join(MEASURES)}")
    parser.add_argument("--quick", action="store_true", help="a smoke test; its figures mean nothing")
    parser.add_argument("--only", choices=["ours", "peer"], help="measure this side only")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help=AGAINST)
    parser.add_argument("--rows-to", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = [name for name in options.measures if name not in MEASURES]
    if unknown:
        parser.error(f"there is no measure {unknown[0]!r}; choose from: {', '.join(MEASURES)}")
    return options


def _measure(name: str, options: argparse.Namespace) -> None:
    """Take one measure in this process; an exception becomes a row that reports it."""
    module = import_module(f"courant_bench.measures.{MEASURES[name][0]}")
    with working_directory() as directory:
        against = Checkout(options.against.resolve()) if options.against else None
        plan = Plan(directory, options.quick, options.only != "peer", options.only != "ours", against)
        try:
            rows = list(module.rows(plan))
        except Exception as error:  # noqa: BLE001 - the table reports it; the other measures go on
            traceback.print_exc()
            rows = [_failure(name, str(error) or type(error).__name__)]
    options.rows_to.write_text(json.dumps([row.as_written() for row in rows]))


def _in_a_process(name: str, options: argparse.Namespace) -> list[Row]:
    with tempfile.NamedTemporaryFile(prefix="courant-bench-rows-") as file:
        words = [name, "--rows-to", file.name, *(["--quick"] if options.quick else [])]
        words += ["--only", options.only] if options.only else []
        words += ["--against", str(options.against)] if options.against else []
        process = subprocess.Popen([sys.executable, "-m", "courant_bench", *words], start_new_session=True)
        try:
            process.wait(MEASURES[name][1])
        except subprocess.TimeoutExpired:
            return [_failure(name, f"took longer than {MEASURES[name][1]} s")]
        finally:
            _end(process)
        text = Path(file.name).read_text()
    return [Row.from_written(row) for row in json.loads(text)] if text else [_failure(name, "ended without a word")]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()


def _failure(name: str, words: str) -> Row:
    return Row(name, "failed", None, bar=Bar.NONE, note=words.strip()[:1500])


if __name__ == "__main__":
    try:
        main()
    except NotReady as missing:
        sys.exit(str(missing))
