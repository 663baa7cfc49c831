"""Runs commands as a reader of a document would."""

import os
import subprocess
import sys
from pathlib import Path


def pytest_here(folder: Path, *arguments: str) -> None:
    """Run pytest in a folder, without this repository's own settings; fails with what it printed."""
    run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(folder), *arguments)


def run(folder: Path, *arguments: str) -> None:
    """Run Python in a folder, whose modules it finds; fails with what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "COURANT_DATA": str(folder / "var")}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=folder, text=True, capture_output=True, env=environment, check=False, timeout=120
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
