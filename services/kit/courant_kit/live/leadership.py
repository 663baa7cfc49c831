"""Which replica of a service leads: on PostgreSQL the one that holds an advisory lock; on SQLite there is only one."""

from collections.abc import Awaitable, Callable
from threading import Lock
from typing import Any
from zlib import crc32

from django.db import connection

Leadership = Callable[[], Awaitable[bool]]
"""Reports whether this process leads."""


async def always() -> bool:
    """The leadership of a service that has no replicas."""
    return True


class AdvisoryLock:
    """Leads while a separate connection holds the lock; PostgreSQL releases the lock when that connection ends.

    See "Advisory Locks" in PostgreSQL's manual, 13.3.5.
    """

    def __init__(self, name: str, run: Callable[..., Awaitable[Any]]) -> None:
        self._key, self._run = crc32(name.encode()), run
        self._connection: Any = None
        self._held = False
        self._turn = Lock()

    async def __call__(self) -> bool:
        """Whether this process holds the lock; tries to acquire it if not."""
        return bool(await self._run(self._holds))

    def _holds(self) -> bool:
        with self._turn:
            return self._taken()

    def _taken(self) -> bool:
        if self._connection is None:
            self._connection = connection.copy()
            self._connection.inc_thread_sharing()
        if self._connection.connection is not None and not self._connection.is_usable():
            self._connection.close()
        if self._connection.connection is not None and self._held:
            return True
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._key])
            self._held = bool(cursor.fetchone()[0])
        return self._held


def leadership(name: str, run: Callable[..., Awaitable[Any]]) -> Leadership:
    """The leadership for the service's database: an advisory lock on PostgreSQL, `always` on SQLite."""
    return AdvisoryLock(name, run) if connection.vendor == "postgresql" else always


def alone(name: str) -> bool:
    """Whether no other replica runs the timed work with this name; if so, none will until this transaction ends.

    A replica that has just lost the lead may still be running it. On SQLite there are no other replicas.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        # PostgreSQL separates locks with two numbers from those with one, such as the leader's.
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('timed work'), hashtext(%s))", [name])
        return bool(cursor.fetchone()[0])
