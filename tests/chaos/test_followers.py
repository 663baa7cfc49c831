"""A backend follows the blog and the wiki while anything dies: it misses nothing, and does nothing twice."""

import random
import re
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path

import pytest

from tests.chaos.follower import TOPICS
from tests.chaos.ledger import Ledger
from tests.chaos.line import Line
from tests.chaos.stream import Stream
from tests.chaos.writing import commenting, publish, revising
from tests.router import ROOT
from tests.services import Program
from tests.site import Site

FOLLOWER = ROOT / "tests" / "chaos" / "follower.py"
KILLS = 12


class Backend:
    """The follower as a process on a line that can be cut; `kill` ends it, and it is started again."""

    def __init__(self, site: Site, folder: Path, line: Line) -> None:
        (secret,) = re.findall(r"COURANT_SECRET=(\S+)", site.command("backend", "add", "follower"))
        self.book, self._log, self._line = folder / "received.sqlite3", folder / "follower.log", line
        self._environment = {"COURANT_SECRET": secret, "PYTHONPATH": str(ROOT)}
        self.start()

    def start(self) -> None:
        """Begin, or go on."""
        router = f"ws://127.0.0.1:{self._line.port}/ws"
        self.program = Program([FOLLOWER, self.book, router], self._environment, self._log)

    def kill(self) -> None:
        """End it without a warning, and start it again."""
        self.program.end(signal.SIGKILL)
        self.start()

    def received(self, module: str) -> list[int]:
        """The numbers of the events that it stored, in the order in which it did."""
        with closing(sqlite3.connect(self.book)) as database:
            rows = database.execute("SELECT number FROM received WHERE module = ? ORDER BY rowid", (module,))
            return [number for (number,) in rows]

    def until(self, module: str, number: int) -> None:
        """Wait until it has stored the event with this number."""
        deadline = time.monotonic() + 120
        while not (self.book.exists() and number in self.received(module)):
            assert time.monotonic() < deadline, self._log.read_text()[-3000:]
            time.sleep(0.1)


@pytest.fixture
def backend(site: Site, tmp_path: Path) -> Iterator[tuple[Backend, Line]]:
    with Line(site.port) as line:
        running = Backend(site, tmp_path, line)
        yield running, line
        running.program.end(signal.SIGKILL)
    site.command("backend", "remove", "follower")


def logged(site: Site, module: str) -> list[int]:
    """The numbers of the module's events on the topics that are followed."""
    topics = [one for one in TOPICS if one.split(".")[1] == module]
    return sorted(chain.from_iterable(Ledger(site, module).numbers(one) for one in topics))


@contextmanager
def words(site: Site) -> Iterator[Stream]:
    """People who comment and who write wiki pages, at once."""
    post = publish(site, "Followed")
    with Stream(commenting(site, post), writers=2) as comments, Stream(revising(site), writers=2):
        yield comments


def test_a_follower_misses_nothing_and_does_nothing_twice(site: Site, backend: tuple[Backend, Line]) -> None:
    follower, line = backend
    deeds: list[Callable[[], None]] = [
        follower.kill, line.cut, lambda: site.kill("blog"), lambda: site.kill("wiki"), lambda: site.kill("router"),
    ]  # fmt: skip
    chosen = (deeds * KILLS)[:KILLS]
    random.Random(9).shuffle(chosen)  # noqa: S311 - the same story in each run
    with words(site) as stream:
        for deed in chosen:
            stream.until_more(3)
            deed()
            site.until_ready()
    for module in ("blog", "wiki"):
        numbers = logged(site, module)
        follower.until(module, numbers[-1])
        assert follower.received(module) == numbers
