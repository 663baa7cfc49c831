"""The statements that every change makes: to count, to log, to give versions; and the one that reads them.

Each is a single statement that SQLite and PostgreSQL have in common. The ORM needs four times as long to write it, and
every save needs them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from courant_kit.store.models import Counter, Event, FragmentVersion
from courant_kit.store.rows import among, pieces

MANY = 5000
"""The rows of a statement at most: six values each, and SQLite admits 32,766 values, PostgreSQL 65,535."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in the log: of a live `fragment`, or a domain event with `topic` and `payload`."""

    number: int
    topic: str
    payload: dict[str, Any]
    fragment: str


def count(more: int) -> int:
    """Increase the counter by `more` and return it; its row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [more])
        return int(cursor.fetchone()[0])


def lock() -> None:
    """Lock the counter's row until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        if cursor.fetchone() is None:
            cursor.execute(_COUNT, [0])


def insert(entries: Iterable[Entry]) -> None:
    """Add entries to the event log."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = [(one.number, one.topic, _json(one.payload), one.fragment, now, False) for one in entries]
    _insert(_LOG, "(%s, %s, %s, %s, %s, %s)", rows)


def _json(payload: dict[str, Any]) -> str:
    return json.dumps(payload) if payload else "{}"  # fragments have none


def bump(touched: Mapping[str, int]) -> None:
    """Increase the versions of these fragments, each by its number."""
    _insert(_BUMP, "(%s, %s)", list(touched.items()))


def _insert(statement: str, marks: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        for some in pieces(rows, MANY):
            cursor.execute(statement.format(rows=", ".join([marks] * len(some))), [one for row in some for one in row])


def versions(fragments: Sequence[str]) -> dict[str, int]:
    """The versions of those of these fragments that were ever touched."""
    return dict(among(_READ, fragments))


_VERSIONS = FragmentVersion._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_COUNTER = Counter._meta.db_table  # noqa: SLF001 - as above
_EVENTS = Event._meta.db_table  # noqa: SLF001 - as above
_COUNT = (
    f"INSERT INTO {_COUNTER} (name, value) VALUES ('events', %s) "
    f"ON CONFLICT (name) DO UPDATE SET value = {_COUNTER}.value + excluded.value RETURNING value"
)
_LOCK = f"SELECT value FROM {_COUNTER} WHERE name = 'events' FOR UPDATE"
"""SQLite has no such statement, and no need of it."""
_LOG = f"INSERT INTO {_EVENTS} (number, topic, payload, fragment, created, published) VALUES {{rows}}"
_BUMP = (
    f"INSERT INTO {_VERSIONS} (id, version) VALUES {{rows}} "
    f"ON CONFLICT (id) DO UPDATE SET version = {_VERSIONS}.version + excluded.version"
)
_READ = f"SELECT id, version FROM {_VERSIONS} WHERE id IN ({{values}})"
