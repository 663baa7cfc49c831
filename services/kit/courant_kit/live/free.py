"""Whether SQLite's only lock is free: for a thread that may not wait for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from django.db import connection

from courant_kit.live.outbox import writers

_IMPATIENT = ("PRAGMA busy_timeout = 0", "PRAGMA wal_autocheckpoint = 0")
"""A transaction of another process is an error at once, and commits of other threads move the log into the database."""


class _Prepared(local):
    """The connection of a thread that waits for nothing."""

    connection: object = None


_prepared = _Prepared()


@contextmanager
def free() -> Iterator[bool]:
    """Hold the lock of this process's writers if it is free, and report whether it was; this thread waits no more."""
    if connection.vendor != "sqlite" or not writers.acquire(blocking=False):
        yield False
        return
    try:
        _prepare()
        yield True
    finally:
        writers.release()


def is_locked(error: BaseException | None) -> bool:
    """Whether this is SQLite's error that another process writes."""
    cause = error.__cause__ if error else None
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code & 0xFF == sqlite3.SQLITE_BUSY  # the lowest byte is the kind of error


def _prepare() -> None:
    if _prepared.connection is not None and _prepared.connection is connection.connection:
        return
    with connection.cursor() as cursor:
        for statement in _IMPATIENT:
            cursor.execute(statement)
    _prepared.connection = connection.connection
