"""A backend follows the blog and the wiki while anything dies: it misses nothing, and does nothing twice."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
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
KILLS = int(os.environ.get("COURANT_TEST_KILLS", "6"))
COUNTS = os.environ.get("COURANT_TEST_COUNTS", "")
"""Where the benchmark reads how many events were missed and doubled, and how many there were."""
MODULES = ("blog", "wiki")
CLIENT = ROOT / "clients" / "node"
NODE = Path(
    subprocess.run([Path(sys.executable).parent / "node", "-p", "process.execPath"], capture_output=True, check=True)
    .stdout.decode()
    .strip()
)
"""Node itself: the `node` of the environment is a program that starts it, and a kill would end only that."""
EXEC = "import os, sys; os.execv(sys.argv[1], sys.argv[1:])"
"""Python that becomes the program after it, so that a kill ends that."""


class Backend:
    """A follower as a process on a line that can be cut; `kill` ends it, and it is started again."""

    def __init__(self, site: Site, folder: Path, line: Line) -> None:
        (secret,) = re.findall(r"COURANT_SECRET=(\S+)", site.command("backend", "add", "follower"))
        self.book, self._log = folder / "received", folder / "follower.log"
        self._router = f"ws://127.0.0.1:{line.port}/ws"
        self._environment = {"COURANT_SECRET": secret, "PYTHONPATH": str(ROOT)}
        self.start()

    def start(self) -> None:
        """Begin, or go on."""
        self.program = self._started([FOLLOWER, self.book, self._router], self._environment, self._log)

    @staticmethod
    def _started(command: list[str | Path], environment: dict[str, str], log: Path) -> Program:
        return Program(command, environment, log)

    def kill(self) -> None:
        """End it without a warning, and start it again."""
        self.program.end(signal.SIGKILL)
        self.start()

    def received(self, module: str) -> list[int]:
        """The numbers of the events that it stored, in the order in which it did."""
        if not self.book.exists():
            return []
        with closing(sqlite3.connect(self.book)) as database:
            rows = database.execute("SELECT number FROM received WHERE module = ? ORDER BY rowid", (module,))
            return [number for (number,) in rows]

    def until(self, module: str, number: int) -> None:
        """Wait until it has stored the event with this number."""
        deadline = time.monotonic() + 120
        while number not in self.received(module):
            assert time.monotonic() < deadline, self._log.read_text()[-3000:]
            time.sleep(0.1)


class InNode(Backend):
    """The same in Node."""

    @staticmethod
    def _started(command: list[str | Path], environment: dict[str, str], log: Path) -> Program:
        _, *arguments = command
        node = [NODE, "--experimental-websocket", "--no-warnings", FOLLOWER.with_suffix(".mjs"), *arguments, *TOPICS]
        return Program(["-c", EXEC, *node], environment, log)

    def received(self, module: str) -> list[int]:
        """The numbers in the complete lines of its file."""
        if not self.book.exists():
            return []
        lines = self.book.read_text().rpartition("\n")[0].splitlines()
        found = [line.split() for line in lines]
        return [int(number) for name, number, _ in found if name == module]


@pytest.fixture(scope="module")
def package() -> None:
    """Builds the package for Node."""
    subprocess.run([NODE, CLIENT / "build.mjs"], check=True, timeout=300)


@pytest.fixture(params=[Backend, InNode])
def backend(
    site: Site, tmp_path: Path, request: pytest.FixtureRequest, package: None
) -> Iterator[tuple[Backend, Line]]:
    with Line(site.port) as line:
        running = request.param(site, tmp_path, line)
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
    missed = doubled = 0
    wanted, received = {one: logged(site, one) for one in MODULES}, dict[str, list[int]]()
    for module, numbers in wanted.items():
        follower.until(module, numbers[-1])
        received[module] = follower.received(module)
        missed += len(set(numbers) - set(received[module]))
        doubled += len(received[module]) - len(set(received[module]))
    if COUNTS:
        Path(COUNTS).write_text(f"{missed} {doubled} {sum(map(len, wanted.values()))}")
    assert received == wanted
