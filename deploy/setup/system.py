"""System programs that the setup or the tests need."""

import os
import shutil
import subprocess
from pathlib import Path

from console import Trouble, step

SHELL = "chromium-headless-shell"
"""Chromium without windows of its own: a test of pages takes half of the processor's time with it."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def need_chromium() -> None:
    """Make sure that there is a Chromium for the browser tests, without windows of its own if that can be had."""
    if os.environ.get("COURANT_CHROMIUM") or shutil.which(SHELL):
        return
    there = any(shutil.which(name) for name in BROWSERS)
    wanted = SHELL if os.geteuid() == 0 and output(["apt-cache", "show", SHELL]) else "chromium"
    if there and wanted != SHELL:
        return
    try:
        install_debian([wanted], "The tests need a browser, and there is no Chromium (COURANT_CHROMIUM can name one)")
    except Trouble:
        if not there:
            raise


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
