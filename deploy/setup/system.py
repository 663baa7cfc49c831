"""Programs of the system that setting up or testing needs."""

import os
import shutil
import subprocess
from pathlib import Path

from console import Trouble, step

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def need_chromium() -> None:
    """Make sure that there is a Chromium for the tests in a browser."""
    if os.environ.get("COURANT_CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    install_debian(["chromium"], "The tests need a browser, and there is no Chromium (COURANT_CHROMIUM may name one)")


def need_postgresql() -> None:
    """Make sure that there is a PostgreSQL server program for the tests; they start one of their own."""
    if shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return
    install_debian(["postgresql"], "The tests need the programs of a PostgreSQL server")


def install_debian(packages: list[str], why: str) -> None:
    """Install packages where this user may, else say what to install; raises Trouble."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get") or os.geteuid() != 0:
        hint = f"On Debian or Ubuntu: sudo {' '.join(command)}" if shutil.which("apt-get") else "Install it first"
        raise Trouble(f"{why}. {hint}, and then run this again.")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    step(f"Installing {' '.join(packages)} with apt-get", ["apt-get", "update", "-qq"], command, env=env)


def output(command: list[str]) -> str:
    """What a program prints, empty when it fails or is not there."""
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
