"""Django's commands for each part of the site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from courant_kit.process import discovery

CLOSED = "tcp://127.0.0.1:1"


def run(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COURANT_DATA": str(data), "COURANT_ROUTER": CLOSED, "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "courant_kit", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("service", [one.name for one in discovery.all_services()])
def test_every_part_has_djangos_commands(service: str, tmp_path: Path) -> None:
    done = run(service, "help", "serve", data=tmp_path)
    assert "Runs the service until it is stopped." in done.stdout, done.stderr


def test_serve_runs_the_service_itself(tmp_path: Path) -> None:
    environment = {**os.environ, "COURANT_DATA": str(tmp_path), "COURANT_ROUTER": CLOSED, "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "courant_kit", "blog", "serve"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as served:
        try:
            assert any("starting" in line for line in served.stdout or ())
            words = Path(f"/proc/{served.pid}/cmdline").read_bytes().split(b"\0")
            assert words[1:3] == [b"-m", b"courant_blog"]
        finally:
            served.terminate()


def test_another_name_is_explained(tmp_path: Path) -> None:
    done = run("bolg", "serve", data=tmp_path)
    assert done.returncode == 2
    assert "SERVICE is one of: web, core, blog" in done.stderr
