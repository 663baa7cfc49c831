"""The machine that the figures were taken on, and the versions of what was measured."""

import os
import platform
import subprocess
from importlib.metadata import distributions
from pathlib import Path

from courant_bench.checkout import HERE

PEERS = ("Django", "channels", "channels-redis", "uvicorn", "wagtail", "gunicorn", "playwright")
PROGRAMS = (["redis-server", "--version"], ["chromium", "--version"], ["postgres", "--version"], ["wrk", "-v"])


def described() -> dict[str, object]:
    """Return plain values: processor, cores, kernel, our commit, and the versions of packages and programs."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "commit": HERE.commit,
        "versions": {**_packages(), **_programs()},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), "unknown")


def _packages() -> dict[str, str]:
    return {found.name: found.version for found in distributions() if found.name in PEERS}


def _programs() -> dict[str, str]:
    found = {}
    for command in PROGRAMS:
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
        except FileNotFoundError:
            continue
        found[command[0]] = (said.stdout or said.stderr).strip().split("\n")[0]
    return found
