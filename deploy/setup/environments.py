"""The two Python environments: one for services, web and the command, one for the router."""

import importlib.util
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from console import ROOT, Trouble, step
from stamps import digest, is_current, mark
from system import install_debian

OLDEST = (3, 11)
LOCKS = ROOT / "requirements"

#: Every distribution of this checkout that runs in the services' environment.
OURS = ("services/*/pyproject.toml", "web/pyproject.toml", "cli/pyproject.toml")

#: Two serializers that nothing here uses would need a compiler, and would make NumPy print warnings at every start.
PURE_PYTHON = {"PYBJDATA_NO_EXTENSION": "1", "PYUBJSON_NO_EXTENSION": "1"}

#: The stamp with an environment's own path.
PLACE = ".stamp-place"

#: Both environments install the kit, and its build writes into its folder.
_BUILDING = Lock()


def installer() -> None:
    """Make .venv, and have in it what installs the rest."""
    home = ROOT / ".venv"
    environment(home)
    install_lock(home, LOCKS / "setup.txt")


def services_environment(*, testing: bool) -> None:
    """Bring .venv up to date with the lock: only the runtime's, or also that of the tests."""
    installer()
    home = ROOT / ".venv"
    lock = LOCKS / ("dev.txt" if testing else "base.txt")
    install_lock(home, lock, covers=[LOCKS / "base.txt", LOCKS / "node.txt"] if testing else [])
    _install_ours(home, "services", [path.parent for pattern in OURS for path in sorted(ROOT.glob(pattern))])


def router_environment() -> None:
    """Bring router/.venv up to date with its own lock."""
    home = ROOT / "router" / ".venv"
    environment(home)
    install_lock(home, ROOT / "router" / "requirements.txt")
    # The router uses live/audience.py and files, unused and wamp in process/ of the kit, which import nothing of ours.
    if _install_ours(home, "the router", [ROOT / "router", ROOT / "services" / "kit"]):
        imports = "from courant_router.lean import start_lean; start_lean(); import courant_router.node"
        step("Compiling the router's Python", [home / "bin" / "python", "-c", imports])


def install_lock(home: Path, lock: Path, covers: Sequence[Path] = ()) -> None:
    """Install a lock into an environment unless that has been done; `covers` are locks that it includes."""
    if is_current(_stamp(home, lock), digest([lock])):
        return
    command = [*_installer(home), "--require-hashes", "-r", lock]
    step(f"Installing {lock.relative_to(ROOT)} into {home.relative_to(ROOT)}", command, env=PURE_PYTHON)
    for path in (lock, *covers):
        mark(_stamp(home, path), digest([path]))


def environment(home: Path, python: str | None = None) -> None:
    """Create an environment unless it is there; one that was moved with its checkout is created again.

    Its Python is the one that runs this, or another.
    """
    if sys.version_info < OLDEST:
        raise Trouble(f"Courant needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if (home / "bin" / "python").exists():
        if _is_here(home):
            return
        shutil.rmtree(home)
    _create(home, python or _outside())
    mark(home / PLACE, str(home))


def _is_here(home: Path) -> bool:
    """Whether it was created at this path: its scripts name it, so one in a checkout that was moved is of no use."""
    if not (home / PLACE).exists() and f"{home}" in (home / "bin" / "activate").read_text():
        mark(home / PLACE, str(home))  # created before there was this stamp
    return is_current(home / PLACE, str(home))


def _create(home: Path, python: str) -> None:
    uv = shutil.which("uv")
    if uv:
        step(f"Creating {home.relative_to(ROOT)}", [uv, "venv", "--python", python, home])
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_debian([package], f"This Python cannot create environments: its package {package} is missing")
    step(f"Creating {home.relative_to(ROOT)}", [python, "-m", "venv", home])


def _outside() -> str:
    """The Python that runs this, outside of any environment: `make` runs the one in .venv, which may be gone by now."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    return str(Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}"))


def _install_ours(home: Path, what: str, folders: list[Path]) -> bool:
    """Install packages of this checkout in editable mode, unless that was done; returns whether it was done now."""
    names = " ".join(folder.name for folder in folders)
    wanted = f"{digest(folder / 'pyproject.toml' for folder in folders)} in {ROOT}: {names}"
    if is_current(home / ".stamp-ours", wanted):
        return False
    editable = [argument for folder in folders for argument in ("-e", folder)]
    with _BUILDING:
        step(
            f"Installing {what} from this checkout",
            [*_installer(home), "--no-deps", "--no-build-isolation", *editable],
        )
    mark(home / ".stamp-ours", wanted)
    return True


def _installer(home: Path) -> list[str | Path]:
    """The command that installs into the environment: uv, or pip if there is none yet (it then installs uv itself)."""
    ours, python = ROOT / ".venv" / "bin" / "uv", home / "bin" / "python"
    uv = shutil.which("uv") or (ours if ours.exists() else None)
    return [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]


def _stamp(home: Path, lock: Path) -> Path:
    return home / f".stamp-{lock.stem}"
