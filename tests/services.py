"""Services as processes for tests: started with a router's environment, ended by any signal."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.router import ROOT


class Program:
    """A program that joins the router; use it as a context to have it ended whatever happens."""

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str], log: Path) -> None:
        """Start `python` with these arguments; what it prints goes to `log`."""
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command], env={**os.environ, "PYTHONUNBUFFERED": "1", **environment}, cwd=ROOT,
                stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip

    def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """End it with this signal and wait; the exit code."""
        self.process.send_signal(sign)
        return self.process.wait(60)

    def __enter__(self) -> Self:
        """Use the program until the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """End it; what it printed is shown when the test failed."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(60)
        if error is not None:
            sys.stdout.write(f"--- {self.log.name}\n{self.log.read_text()}")
