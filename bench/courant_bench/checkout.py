"""A checkout of Courant with its environments: the one that this file belongs to, or another to compare it with."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from courant_bench.processes import NotReady


@dataclass(frozen=True)
class Checkout:
    """A checkout at `root`, set up by `make setup`."""

    root: Path

    @property
    def python(self) -> Path:
        """The interpreter of the services' environment; raises `NotReady` if the checkout is not set up."""
        found = self.root / ".venv" / "bin" / "python"
        if not found.exists():
            raise NotReady(f"{found} is missing: run `make setup` in {self.root} first")
        return found

    @property
    def commit(self) -> str:
        """The commit, with a mark if files differ from it; empty if it is no Git checkout."""
        command = ["git", "-C", str(self.root), "describe", "--always", "--dirty"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


HERE = Checkout(Path(__file__).resolve().parents[2])
