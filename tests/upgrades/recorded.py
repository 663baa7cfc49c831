"""Sites as released versions left them: `python -m tests.upgrades.recorded VERSION` records that of this checkout.

A record is a folder beside this file, named after its version: the databases in `sqlite/`, the same as statements
in `postgresql/`, and the uploads in `media/`. A release writes it, and nobody changes it afterwards.
"""

import gzip
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests import postgresql
from tests.router import SERVICES
from tests.site import Site
from tests.upgrades import content

HERE = Path(__file__).parent

#: What an older server does not know, or what psql alone understands.
PARTICULAR = re.compile(r"^(SET |SELECT pg_catalog\.set_config|\\|--).*\n", re.MULTILINE)


def versions() -> list[str]:
    """The versions that are recorded."""
    return sorted(path.parent.name for path in HERE.glob("*/sqlite"))


def restore_sqlite(version: str, data: Path) -> None:
    """Put the databases and uploads of a version into a site's directory."""
    for packed in (HERE / version / "sqlite").glob("*.gz"):
        (data / packed.stem).write_bytes(gzip.decompress(packed.read_bytes()))
    shutil.copytree(HERE / version / "media", data / "media")


def restore_postgresql(version: str, url: str, data: Path) -> str:
    """Create the databases of a version in a cluster; gives the `DATABASE_URL` of a site that has them.

    Services that came later have empty ones, as the operator makes them before the upgrade.
    """
    folder = HERE / version / "postgresql"
    address = databases(url, {*SERVICES, *(dump.stem for dump in folder.glob("*.sql"))})
    for dump in folder.glob("*.sql"):
        with psycopg.connect(address.format(name=dump.stem), autocommit=True) as database:
            database.execute(dump.read_bytes())
    shutil.copytree(HERE / version / "media", data / "media")
    return address


def databases(url: str, names: Iterable[str]) -> str:
    """Create empty databases for these services in a cluster; gives the `DATABASE_URL` of a site that has them."""
    with psycopg.connect(url, autocommit=True) as cluster:
        for name in names:
            cluster.execute(f"CREATE DATABASE courant_{name}".encode())
    return postgresql.named(url, "courant_{name}")


def record(version: str) -> None:
    """Write the record of this checkout's version, from two sites that are made for it."""
    binaries = postgresql.programs()
    if binaries is None:
        sys.exit("A record needs PostgreSQL, and there is none on this machine: apt-get install postgresql")
    with _written({}) as site:
        names = _record_sqlite(site, HERE / version)
    with postgresql.cluster(binaries) as url, _written({"DATABASE_URL": databases(url, names)}):
        for name in names:
            _write(HERE / version / "postgresql" / f"{name}.sql", _dumped(binaries, url, name).encode())


@contextmanager
def _written(environment: dict[str, str]) -> Iterator[Site]:
    """A site that has all of the content, after its processes have ended."""
    site = Site(environment).start()
    try:
        content.write(site)
        if missing := content.missing(site):
            sys.exit(f"The site does not have what was written: {', '.join(missing)}.")
        site.end()
        yield site
    finally:
        site.stop()


def _record_sqlite(site: Site, folder: Path) -> list[str]:
    shutil.copytree(site.data / "media", folder / "media")
    found = sorted(site.data.glob("*.sqlite3"))
    for path in found:
        with closing(sqlite3.connect(path)) as database:
            _write(folder / "sqlite" / f"{path.name}.gz", gzip.compress(database.serialize(), mtime=0))
    return [path.stem for path in found]


def _dumped(binaries: Path, url: str, name: str) -> str:
    """A database of a service as statements that any server executes."""
    command: list[str | Path] = [binaries / "pg_dump", "--no-owner", "--no-privileges", "--inserts", "--schema=public",
               postgresql.named(url, f"courant_{name}")]  # fmt: skip
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return PARTICULAR.sub("", done.stdout).replace("CREATE SCHEMA public;", "")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.upgrades.recorded VERSION")
    record(sys.argv[1])
