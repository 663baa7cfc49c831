"""A private PostgreSQL cluster for tests: Debian's program, a directory of its own, a Unix socket and no port."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server on this machine, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


@contextmanager
def cluster(binaries: Path, durable: bool = False) -> Iterator[str]:
    """A running cluster; gives the URL of its database, whose user may make others.

    Only a `durable` one waits for the disk.
    """
    folder = Path(mkdtemp(prefix="courant-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _run([binaries / "initdb", "-D", data, "-U", "courant", "-A", "trust", "-E", "UTF8", "--no-sync"])
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync={'on' if durable else 'off'}"
    _run([binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
    try:
        yield f"postgres://courant@/postgres?host={folder}"
    finally:
        _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def named(url: str, name: str) -> str:
    """The URL of the database with this name in the same cluster."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _run(command: Sequence[str | Path]) -> None:
    # The server refuses to run as root; Debian's package brings a user for it.
    who = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    subprocess.run(command, user=who, cwd="/", check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
