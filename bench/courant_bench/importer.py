"""Runs `courant import` at a terminal of its own, and watches its bar, its memory, and the events that follow."""

import os
import pty
import re
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Self

import psutil

from courant_bench.checkout import Checkout
from courant_bench.courant import CourantSite
from courant_bench.family import family
from courant_bench.processes import NotReady

PATIENCE = 900.0
_COUNT = re.compile(r"(?P<what>[A-Z][a-z]+) +[^\w\s]*\s*(?P<done>[\d,]+)(?: of [\d,]+)?")
_MARKS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[━╸╺]")


@dataclass(frozen=True)
class Import:
    """One import: its exit status and last line, seconds until it ended and until its events were delivered.

    `stall` is the longest time in which no count changed, `memory` the most that the command and its processes had at
    once (PSS), and `gained` what the module's resident memory grew by; both in bytes.
    """

    status: int
    last: str
    took: float
    delivered: float
    stall: float
    memory: float
    gained: float


def imported(checkout: Checkout, site: CourantSite, data: Path, target: str, path: Path) -> Import:
    """Import a path into a running site whose data are in a folder."""
    before = _resident(site, target)
    began = time.monotonic()
    primary, secondary = pty.openpty()
    process = subprocess.Popen(
        [str(checkout.python), "-m", "courant_cli", "import", target, str(path)], cwd=checkout.root,
        stdin=subprocess.DEVNULL, stdout=secondary, stderr=secondary,
        env={**os.environ, "COURANT_DATA": str(data), "COLUMNS": "120", "TERM": "xterm"},
    )  # fmt: skip
    os.close(secondary)
    with Memory(process.pid) as memory:
        bar = Bar(began)
        for text in _read(primary):
            bar.see(text, time.monotonic())
        status = process.wait()
    took = time.monotonic() - began
    _wait_for_events(data / f"{target}.sqlite3")
    delivered = time.monotonic() - began
    return Import(status, bar.last, took, delivered, bar.stall, memory.most, _resident(site, target) - before)


@dataclass
class Bar:
    """What a terminal has shown since a moment: the counts as they were last, and the longest time without a change."""

    changed: float
    counts: dict[str, str] = field(default_factory=dict)
    stall: float = 0.0
    last: str = ""

    def see(self, text: str, now: float) -> None:
        """Take in some text that was written to the terminal now."""
        plain = _MARKS.sub("", text)
        found = {one["what"]: one["done"] for one in _COUNT.finditer(plain)}
        if found and found != {what: self.counts.get(what) for what in found}:
            self.stall, self.changed = max(self.stall, now - self.changed), now
            self.counts |= found
        told = [line.strip() for line in plain.splitlines() if ": " in line and " new" in line]
        self.last = told[-1] if told else self.last


class Memory:
    """Watches what a process and its descendants have at once, until the block ends."""

    def __init__(self, number: int) -> None:
        """Watch the process with this number."""
        self.most = 0.0
        self._number, self._ended = number, Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            with suppress(psutil.Error):
                self.most = max(self.most, sum(one.memory_full_info().pss for _, one in family([self._number])))


def _read(primary: int) -> Iterator[str]:
    with closing(os.fdopen(primary, "rb", buffering=0)) as terminal, suppress(OSError):  # it ends with an error
        while data := terminal.read(65536):
            yield data.decode(errors="replace")


def _wait_for_events(database: Path) -> None:
    """Wait until the router has acknowledged every event in a module's log, which it marks once a second."""
    end = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as log:
        while log.execute("SELECT 1 FROM courant_event WHERE NOT published LIMIT 1").fetchone():
            if time.monotonic() > end:
                raise NotReady("events are not delivered")
            time.sleep(0.05)


def _resident(site: CourantSite, target: str) -> float:
    found = [process for name, process in family(site.roots) if name == f"courant_{target}"]
    return float(sum(one.memory_info().rss for one in found))
