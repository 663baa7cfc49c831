"""System programs that the setup or the tests need."""

import os
import shutil
import subprocess
from pathlib import Path

from console import Trouble, step

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def need_chromium() -> None:
    """Make sure that there is a Chromium for the browser tests."""
    if os.environ.get("COURANT_CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    install_debian(["chromium"], "The tests need a browser, and there is no Chromium (COURANT_CHROMIUM can name one)")


def need_postgresql() -> None:
    """Make sure that there is a PostgreSQL server program; the tests start their own server."""
    if shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return
    install_debian(["postgresql"], "The tests need the programs of a PostgreSQL server")


def install_debian(packages: list[str], why: str) -> None:
    """Install packages if this user may; otherwise raises Trouble, which names the packages."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get") or os.geteuid() != 0:
        hint = f"On Debian or Ubuntu: sudo {' '.join(command)}" if shutil.which("apt-get") else "Install it first"
        raise Trouble(f"{why}. {hint}, and then run this again.")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    step(f"Installing {' '.join(packages)} with apt-get", ["apt-get", "update", "-qq"], command, env=env)


def output(command: list[str]) -> str:
    """The output of a program; empty if it fails or does not exist."""
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
