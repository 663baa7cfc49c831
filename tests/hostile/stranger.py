"""The harmful module of `tests/hostile/mischief.py` as a program beside a site."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.router import ROOT
from tests.site import Site

NAME = "mischief"


class Stranger:
    """The running program."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self.program = program
        assert self._line() == "announced"

    def does(self, what: str) -> str:
        """Have it do something; what it says came of it."""
        assert self.program.stdin is not None
        self.program.stdin.write(f"{what}\n")
        self.program.stdin.flush()
        return self._line()

    def _line(self) -> str:
        assert self.program.stdout is not None
        return self.program.stdout.readline().strip()


@contextmanager
def stranger(site: Site) -> Iterator[Stranger]:
    """The module, on the site until the block ends."""
    found = re.search(r"COURANT_SECRET=(\S+)", site.command("module", "add", NAME))
    assert found
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.mischief", f"ws://localhost:{site.port}/ws", NAME], cwd=ROOT,
        env={**site.environment, "COURANT_SECRET": found[1].strip("'\"")}, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield Stranger(program)
    finally:
        program.kill()
        program.communicate()
        site.command("module", "remove", NAME)
