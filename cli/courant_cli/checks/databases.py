"""Checks the services' databases without changing them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from courant_kit.process.discovery import Service

from courant_cli.checks.result import Result
from courant_cli.installation import Installation

APPLIED = "SELECT name FROM django_migrations"


def look(place: Installation, service: Service) -> Result:
    """Whether the service's database can be opened and is up to date."""
    name = service.name
    url = place.environment.get("DATABASE_URL", "").replace("{name}", name)
    path = place.data / f"{name}.sqlite3"
    what = f"database of {name} ({'PostgreSQL' if url else path})"
    if not url and not path.exists():
        return Result(True, f"no database of {name} yet: its first start creates it")
    try:
        with closing(_opened(url, path)) as connection:
            applied = {row[0] for row in connection.execute(APPLIED).fetchall()}
    except (sqlite3.Error, psycopg.Error) as error:
        return Result(False, what, f"It cannot be read: {str(error).strip()}")
    missing = sorted(_migrations(service) - applied)
    return Result(not missing, what, f"It lacks {', '.join(missing)}; the next start of {name} brings it up to date.")


def _opened(url: str, path: Path) -> Any:
    if url.startswith("postgres"):
        return psycopg.connect(url, connect_timeout=5)
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)


def _migrations(service: Service) -> set[str]:
    return {path.stem for path in (service.folder / "migrations").glob("[0-9]*.py")}
