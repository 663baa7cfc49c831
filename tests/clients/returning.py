"""Runs the examples side by side through a restart of the router, and starts again those that end."""

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.clients.programs import Client, end, placed

PATIENCE = 60


class Follower:
    """The example of a client as a running program; `restarts` counts how often it had to be started again."""

    def __init__(self, client: Client, folder: Path, environment: Mapping[str, str]) -> None:
        """Start it; what it prints goes to a file in the folder."""
        folder.mkdir()
        self.command = client.command(placed(client, folder, client.program))
        self.environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
        self.log, self.restarts = folder / "printed", -1
        self.heard = self.back = False
        self.start()

    def start(self) -> None:
        """Start it, also after it has ended."""
        self.restarts += 1
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )

    def printed(self) -> str:
        """All that it printed so far."""
        return self.log.read_text(errors="replace")

    def until(self, words: str, patience: float = PATIENCE) -> bool:
        """Wait until it has printed these words, and start it again whenever it ends; false if it does not in time."""
        deadline = time.monotonic() + patience
        while words not in self.printed():
            if time.monotonic() > deadline:
                return False
            if self.process.poll() is not None:
                self.start()
            time.sleep(0.1)
        return True

    def end(self) -> None:
        """End it for good."""
        end(self.process)
