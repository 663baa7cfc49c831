"""The peer for pages over HTTP: the page of `wagtail start` under gunicorn with two workers, production settings."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from courant_bench.processes import answers, free_port, running
from courant_bench.redis import redis

LOCAL = Path(__file__).resolve().parent.parent / "peers" / "wagtail" / "local.py"


@contextmanager
def wagtail_site(directory: Path, page_cache: bool = False) -> Iterator[str]:
    """Write a start project into `directory`, run it and return the address of its start page."""
    directory.mkdir(parents=True)
    with redis(directory) as server:
        port = free_port()
        settings = {
            "PEER_REDIS_PORT": str(server.port),
            "PEER_SECRET": secrets.token_hex(),
            "PEER_PAGE_CACHE": "1" if page_cache else "",
            "DJANGO_SETTINGS_MODULE": "mysite.settings.production",
        }
        project = _project(directory, settings)
        command = [sys.executable, "-m", "gunicorn", "mysite.wsgi:application", "--bind", f"127.0.0.1:{port}"]
        command += ["--workers", "2", *os.environ.get("PEER_GUNICORN", "").split(), "--log-level", "warning"]
        url = f"http://127.0.0.1:{port}/"
        log = directory / "wagtail.log"
        with running(command, environment=settings, directory=project, log=log, ready=lambda: answers(url)):
            yield url


def _project(directory: Path, settings: dict[str, str]) -> Path:
    project = directory / "site"
    project.mkdir()
    _python("-m", "wagtail.bin.wagtail", "start", "mysite", project, directory=directory, settings={})
    shutil.copy(LOCAL, project / "mysite" / "settings" / "local.py")
    _python("manage.py", "migrate", "--verbosity", "0", directory=project, settings=settings)
    _python("manage.py", "collectstatic", "--noinput", "--verbosity", "0", directory=project, settings=settings)
    return project


def _python(*words: str | Path, directory: Path, settings: dict[str, str]) -> None:
    command = [sys.executable, *map(str, words)]
    environment = {**os.environ, **settings}
    subprocess.run(command, cwd=directory, env=environment, check=True, stdout=subprocess.DEVNULL)
