"""Sites that have been started before: in a run of all suites, each gets a backup of one that was started once.

A first start and two accounts take 15 s of processors; a start on what they left takes 6 s. Passwords are checked
quickly there (`tests/quick.py`).
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import httpx

from tests import quick
from tests.router import ROOT
from tests.site import PASSWORD, STARTING, Site

PEOPLE = {"ada": "editor", "grace": "member"}

CACHE = "COURANT_TEST_SITES"
"""The variable with the folder of these backups; without it, a site starts from nothing."""


def prepared(environment: dict[str, str] | None = None, *, people: bool = True, patience: float = STARTING) -> Site:
    """A running site with the account `admin`; and with `people`, `ada` is an editor and `grace` a member.

    Its start may take `patience` seconds.
    """
    site = _quick(environment)
    if cache := os.environ.get(CACHE):
        copytree(_backups(Path(cache)) / ("people" if people else "empty"), site.data, dirs_exist_ok=True)
        return site.start(patience)
    site.start(patience)
    return with_people(site) if people else site


def _quick(environment: dict[str, str] | None = None) -> Site:
    """A site where a sign-in takes no time worth measuring."""
    site = Site(environment)
    site.up = quick.UP
    return site


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
    site = _quick().start()
    try:
        _signed_in(site, "admin")
        _backup(site, folder / "empty")
        _signed_in(with_people(site), *PEOPLE)
        _backup(site, folder / "people")
    finally:
        site.stop()


def _signed_in(site: Site, *names: str) -> None:
    """Sign in once, so that the stored hash is one that is quickly checked."""
    for name in names:
        answer = httpx.post(
            f"{site.url}/accounts/login/", data={"login": name, "password": PASSWORD}, headers={"Origin": site.url},
            timeout=60,
        )  # fmt: skip
        assert answer.status_code == 302, answer.text


def _backup(site: Site, folder: Path) -> None:
    command: list[str | Path] = [sys.executable, ROOT / "deploy" / "backup", site.data, folder]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
