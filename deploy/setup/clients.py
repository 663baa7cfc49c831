"""The WAMP clients of other people, each with what it needs, with which `tests/clients` joins a site.

None is needed for anything else: one that cannot be installed here is left out, and its tests say so.
"""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from client import node
from console import ROOT, Trouble, step
from environments import LOCKS, environment, install_lock
from stamps import digest, is_current, mark
from system import output

#: The locks that need a newer Python than the services.
NEWER = {"clients-beltway2": (3, 12)}

NODE = ("tests/clients/node", "examples/node-*")


def other_clients() -> None:
    """Bring an environment for each lock of clients up to date, and the packages of those for Node."""
    for lock in sorted(LOCKS.glob("clients*.txt")):
        _if_possible(lock.stem, partial(_python, lock))
    for folder in (folder for pattern in NODE for folder in sorted(ROOT.glob(pattern))):
        _if_possible(f"{folder.relative_to(ROOT)}", partial(_packages, folder))


def _if_possible(name: str, install: Callable[[], None]) -> None:
    try:
        install()
    except Trouble as trouble:
        print(f"  Without {name}: {trouble}", flush=True)


def _python(lock: Path) -> None:
    home = ROOT / ".venv" / lock.stem
    environment(home, _newer(NEWER[lock.stem]) if lock.stem in NEWER else None)
    install_lock(home, lock)


def _newer(oldest: tuple[int, int]) -> str:
    """A Python of at least this version; raises Trouble."""
    kept = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python3"))
    names = [f"python3.{minor}" for minor in range(14, oldest[1] - 1, -1)]
    check = f"import sys; print(sys.version_info >= {oldest})"
    for found in [*filter(None, map(shutil.which, names)), *map(str, kept)]:
        if output([found, "-c", check]) == "True":
            return found
    raise Trouble(f"It needs Python {oldest[0]}.{oldest[1]}, and there is none on this machine.")


def _packages(folder: Path) -> None:
    packages = digest([folder / "package-lock.json"])
    stamp = folder / "node_modules" / ".stamp"
    if not is_current(stamp, packages):
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        step(f"Installing the packages of {folder.relative_to(ROOT)}", command, cwd=folder, env=node())
        mark(stamp, packages)
