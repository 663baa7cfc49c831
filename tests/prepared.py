"""Sites that have been started before: in a run of all suites, each gets a backup of one that was started once.

A first start and two accounts take 15 s of processors; a start on what they left takes 6 s.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

from tests.router import ROOT
from tests.site import Site

PEOPLE = {"ada": "editor", "grace": "member"}

CACHE = "COURANT_TEST_SITES"
"""The variable with the folder of these backups; without it, a site starts from nothing."""


def prepared(environment: dict[str, str] | None = None, *, people: bool = True) -> Site:
    """A running site with the account `admin`; and with `people`, `ada` is an editor and `grace` a member."""
    site = Site(environment)
    if cache := os.environ.get(CACHE):
        copytree(_backups(Path(cache)) / ("people" if people else "empty"), site.data, dirs_exist_ok=True)
        return site.start()
    site.start()
    return with_people(site) if people else site


def with_people(site: Site) -> Site:
    """The site, after these people were added."""
    for name, role in PEOPLE.items():
        site.add(name, role)
    return site


def _backups(cache: Path) -> Path:
    """The folder of the backups: whoever comes first makes them, and others wait for that."""
    ready = cache / "ready"
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _make(cache / "partial")
            (cache / "partial").rename(ready)
    return ready


def _make(folder: Path) -> None:
    site = Site().start()
    try:
        _backup(site, folder / "empty")
        _backup(with_people(site), folder / "people")
    finally:
        site.stop()


def _backup(site: Site, folder: Path) -> None:
    command: list[str | Path] = [sys.executable, ROOT / "deploy" / "backup", site.data, folder]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
