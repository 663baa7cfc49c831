"""Two replicas of a stranger's module on PostgreSQL: started, upgraded one after the other, and killed."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from tests.router import ROOT
from tests.services import Program
from tests.site import Site

PATIENCE = 120
GUESTBOOK = ROOT / "examples" / "guestbook" / "guestbook.py"
SIGN, PAGE = "courant.guestbook.entry.sign", "courant.guestbook.page.guestbook"
FAST = {f"COURANT_LIMIT_{kind}": "100000/100000" for kind in ("ADDRESS_CALLS", "ADDRESS_WRITES")}


class Replicas:
    """The running replicas of the guestbook, which share a database."""

    def __init__(self, site: Site, database: str, folder: Path) -> None:
        found = re.search(r"COURANT_SECRET=(\S+)", site.command("module", "add", "guestbook"))
        assert found
        self.site, self.database, self.folder = site, database, folder
        self.environment = {
            "COURANT_SECRET": found[1].strip("'\""), "COURANT_DATA": str(folder), "DATABASE_URL": database,
            "COURANT_ROUTER": f"ws://localhost:{site.port}/ws", **FAST,
        }  # fmt: skip
        self.running: list[Program] = []

    def start(self) -> None:
        """Start one more, and wait until it answers beside the others."""
        before = self.answering()
        log = self.folder / "guestbook.log"
        self.running.append(Program([GUESTBOOK], self.environment, log))
        deadline = monotonic() + PATIENCE
        while self.answering() <= before:
            assert monotonic() < deadline
            assert self.running[-1].process.poll() is None, log.read_text()
            sleep(0.05)

    def upgrade(self, at: int) -> int:
        """End a replica as a supervisor does, start its successor, and return the exit code of the old one."""
        code = self.running.pop(at).end()
        self.start()
        return code

    def kill(self, at: int) -> None:
        """End a replica as a power failure would."""
        self.running.pop(at).end(signal.SIGKILL)

    def end(self) -> None:
        """End all."""
        while self.running:
            self.kill(0)

    def answering(self) -> int:
        """How many processes answer the module's calls."""
        with self.site.service("core") as core:
            found = core.call("wamp.registration.lookup", SIGN, {"match": "exact"})
            return len(core.call("wamp.registration.list_callees", found)) if found else 0

    def signed(self) -> list[str]:
        """The texts of all entries in the database, in their order."""
        query = "SELECT text FROM guestbook_entry ORDER BY id"
        done = subprocess.run(["psql", "-qAt", self.database, "-c", query], check=True, capture_output=True, text=True)
        return done.stdout.splitlines()


@contextmanager
def calling(site: Site, rate: int) -> Iterator[subprocess.Popen[str]]:
    """Callers at work (`tests/chaos/callers.py`); `outcome_of` gives what came of it."""
    secrets = site.data / "secrets"
    environment = {
        **site.environment, "COURANT_SECRET": (secrets / "operator").read_text().strip(),
        "COURANT_ROUTER": (site.data / "run" / "router").read_text().strip(),
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.chaos.callers", SIGN, PAGE, str(rate)]
    program = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "calling\n"
        yield program
    finally:
        program.kill()
        program.communicate()


def outcome_of(program: subprocess.Popen[str]) -> dict[str, Any]:
    """Stop the callers when all their calls are answered; what came of these (`Outcome`)."""
    printed = program.communicate(timeout=60)[0]
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def twice(texts: Sequence[str]) -> list[str]:
    """The texts that occur more than once."""
    return sorted({text for text in texts if texts.count(text) > 1})
