"""The browser client: its packages and its bundle."""

import os
import shutil
from pathlib import Path

from console import ROOT, step
from environments import LOCKS, install_lock
from stamps import digest, is_current, mark
from system import output

CLIENT = ROOT / "web" / "client"
STATIC = ROOT / "web" / "courant_web" / "static"
BUILT = STATIC / "built"
OLDEST_NODE = 20


def build_client() -> None:
    """Bring node_modules and the bundle up to date."""
    packages = digest([CLIENT / "package-lock.json"])
    stamp = CLIENT / "node_modules" / ".stamp"
    sources = digest(_sources())
    if is_current(stamp, packages) and is_current(BUILT / ".stamp", sources):
        return
    env = {"PATH": f"{node()}{os.pathsep}{os.environ['PATH']}"}
    if not is_current(stamp, packages):
        step(
            "Installing the packages of the browser client",
            ["npm", "ci", "--no-audit", "--no-fund"],
            cwd=CLIENT,
            env=env,
        )
        mark(stamp, packages)
    step("Building the browser client", ["npm", "run", "--silent", "build"], cwd=CLIENT, env=env)
    BUILT.mkdir(parents=True, exist_ok=True)
    mark(BUILT / ".stamp", sources)


def _sources() -> list[Path]:
    skipped = {"node_modules", "tests"}
    client = [
        path
        for path in CLIENT.rglob("*")
        if path.suffix in {".ts", ".mjs", ".json", ".css"} and not skipped & set(path.relative_to(CLIENT).parts)
    ]
    return [*client, *(STATIC / "css").glob("*.css")]


def node() -> Path:
    """The directory of a recent enough Node: the machine's, or else one from the Python package index."""
    version = output(["node", "--version"]).removeprefix("v").partition(".")[0]
    found = shutil.which("node")
    if found and shutil.which("npm") and version.isdecimal() and int(version) >= OLDEST_NODE:
        return Path(found).parent
    install_lock(ROOT / ".venv", LOCKS / "node.txt")
    return ROOT / ".venv" / "bin"
