"""Runs the process of an import, one at a time, and keeps what it says of itself."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import structlog
from courant_kit.process.environment import load
from twisted.internet.error import ProcessExitedAlready
from twisted.internet.protocol import ProcessProtocol

from courant_core import contract, state
from courant_core.importing.job import Job, decoded, encoded, ended, heard
from courant_core.importing.uploads import Shelf
from courant_core.module import module
from courant_core.throttle import Throttle

PROGRAM = "courant_cli"
"""The distribution whose code imports; a site may run without it."""
PATIENCE = 6 * 3600.0
"""The seconds after which an import is stopped."""
INTERVAL = 0.25
"""Seconds between two publications of how far it is."""
LONGEST_LINE = 1_000_000
WITHHELD = ("COURANT_SECRET", "COURANT_KEY", "COURANT_AUTH", "COURANT_OPERATOR_SECRET", "DATABASE_URL")
"""Variables of core's own; the process joins the router as the operator."""

log = structlog.get_logger()


@dataclass(slots=True)
class Desk:
    """The import that is running, or was the last; `process` is what stops it. Tests replace `spawn`."""

    spawn: Callable[..., Any] | None = None
    job: Job | None = None
    process: Any = None
    known: bool = False
    over: Any = field(default=None, repr=False)


desk = Desk()


def shelf() -> Shelf:
    """Where the file, the job and the report are."""
    return Shelf(load(module.name).data / "import")


def current() -> Job | None:
    """The import that is running, or the last one; the first time, as the process before this one left it."""
    if not desk.known:
        desk.known = True
        with_file = shelf().job
        desk.job = decoded(with_file.read_bytes()) if with_file.is_file() else None
    return desk.job


def is_possible() -> bool:
    """Whether the program that imports is installed, and core has the secret with which it joins the router."""
    secret = os.environ.get("COURANT_OPERATOR_SECRET") or (load(module.name).data / "secrets" / "operator").is_file()
    return bool(secret) and find_spec(PROGRAM) is not None


def begin(job: Job) -> None:
    """Start the process of an import of the file that is here."""
    desk.job, desk.known = job, True
    here = shelf()
    here.report.unlink(missing_ok=True)
    shutil.rmtree(here.room, ignore_errors=True)
    here.room.mkdir(mode=0o700)
    asked = {
        "path": str(here.file), "target": job.target, "source": job.source, "site": job.site, "below": job.below,
        "dry": job.dry, "public": job.public, "history": job.history, "report": str(here.report),
    }  # fmt: skip
    command = [sys.executable, "-m", f"{PROGRAM}.imports.job"]
    desk.process = _Process(job, msgspec.json.encode(asked))
    spawn = desk.spawn or state.clock.spawnProcess
    spawn(desk.process, command[0], command, env=surroundings(os.environ, here.room), path=str(here.room))
    store(job)
    desk.over = state.clock.callLater(PATIENCE, stop)
    changed.mark(str(contract.IMPORT()))


def stop() -> bool:
    """Stop the process, if one is running; whether one was."""
    if desk.process is None:
        return False
    desk.process.stop()
    return True


def forget() -> None:
    """Forget the last import."""
    desk.job, desk.known = None, True
    changed.mark(str(contract.IMPORT()))


def surroundings(environment: Mapping[str, str], room: Path) -> dict[str, str]:
    """The variables of the process: those of core without what is core's own, with the operator's secret."""
    env = {name: value for name, value in environment.items() if name not in WITHHELD} | {"TMPDIR": str(room)}
    secret = environment.get("COURANT_OPERATOR_SECRET")
    return {**env, "COURANT_SECRET": secret} if secret else env


class _Process(ProcessProtocol):
    """The process seen from core: it gets what it is to do, and ends when its input does."""

    transport: Any

    def __init__(self, job: Job, asked: bytes) -> None:
        self._job, self._asked = job, asked
        self._line, self._complaint, self._stopped = b"", b"", False

    def connectionMade(self) -> None:
        """Send what is to be imported, as a line; the input stays open for as long as core runs."""
        self.transport.write(self._asked + b"\n")

    def stop(self) -> None:
        """End it."""
        self._stopped = True
        with suppress(ProcessExitedAlready):
            self.transport.signalProcess("TERM")

    def outReceived(self, data: bytes) -> None:
        """Note each complete line."""
        *lines, self._line = (self._line + data).split(b"\n")
        self._line = self._line[:LONGEST_LINE]
        if sum(heard(self._job, line) for line in lines):
            changed.mark(str(contract.IMPORT()))

    def errReceived(self, data: bytes) -> None:
        """Keep the last words."""
        self._complaint = (self._complaint + data)[-4000:]

    def processEnded(self, reason: Any) -> None:
        """Note that it has ended, and store what became of it."""
        ended(self._job, stopped=self._stopped)
        if self._job.state == "failed":
            log.warning("an import failed", words=self._complaint.decode(errors="replace"), why=self._job.words)
        self._leave()

    def _leave(self) -> None:
        """Leave the desk and what is in its folder to the next import; one that began since then has them already."""
        if desk.process is not self:
            return
        shutil.rmtree(shelf().room, ignore_errors=True)
        if desk.over is not None and desk.over.active():
            desk.over.cancel()
        desk.process = None
        store(self._job)
        changed.mark(str(contract.IMPORT()))


def store(job: Job) -> None:
    """Write down what is known of an import."""
    with_file = shelf().job
    if with_file.parent.is_dir():
        with_file.write_bytes(encoded(job))


def _publish(name: str) -> None:
    state.in_background(module.touch_memory, contract.IMPORT())


def _later(seconds: float, function: Any, *args: Any) -> None:
    state.clock.callLater(seconds, function, *args)


changed = Throttle(_publish, _later, INTERVAL)
"""Publishes how far an import is."""
