"""Runs commands as a reader of a document would, who has what `make run` installed and what the document installs."""

import os
import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from shutil import copy2

from packaging.requirements import Requirement

from tests.router import ROOT

RUN, MODULE = (ROOT / "requirements" / name for name in ("base.txt", "module.txt"))
"""The locks of `make run`, and of the tutorial's own command."""


def pytest_here(folder: Path, *arguments: str) -> None:
    """Run pytest in a folder, without this repository's own settings; fails with what it printed."""
    run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(folder), *arguments)


def run(folder: Path, *arguments: str, python: Path = Path(sys.executable)) -> None:
    """Run Python in a folder, whose modules it finds; fails with what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "COURANT_DATA": str(folder / "var")}
    done = subprocess.run(
        [python, *arguments], cwd=folder, text=True, capture_output=True, env=environment, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def environment(folder: Path, *locks: Path) -> Path:
    """The Python of an environment that has the distributions of these locks and ours, and nothing else.

    They are links to those of this environment, so nothing is downloaded.
    """
    venv.create(folder, with_pip=False)
    (libraries,) = folder.glob("lib/python*/site-packages")
    for name in [*_locked(locks), *_ours()]:
        for top in {file.parts[0] for file in distribution(name).files or []} - {"..", "__pycache__"}:
            source = Path(str(distribution(name).locate_file(top)))
            if source.exists() and not (libraries / top).exists():
                (libraries / top).symlink_to(source)
    return folder / "bin" / "python"


def checkout(folder: Path) -> None:
    """Give a folder the settings that programs find in the root of a checkout, where a reader works."""
    copy2(ROOT / "pyproject.toml", folder)


def _locked(locks: tuple[Path, ...]) -> list[str]:
    lines = [line.rstrip(" \\") for lock in locks for line in lock.read_text().splitlines() if "==" in line]
    wanted = [Requirement(line) for line in lines if not line.lstrip().startswith("#")]
    return [one.name for one in wanted if one.marker is None or one.marker.evaluate()]


def _ours() -> list[str]:
    folders = [*(ROOT / "services").iterdir(), ROOT / "web", ROOT / "cli"]
    names = [f"courant-{folder.name}" for folder in folders] + ["courant"]
    return [name for name in names if _is_installed(name)]


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
