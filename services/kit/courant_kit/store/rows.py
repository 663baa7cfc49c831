"""Statements by hand where there are very many, or a key that is pressed waits: they take a tenth of a query's time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

MANY = 5000
"""How many values a statement may name; PostgreSQL admits 65,535, SQLite 32,766."""

T = TypeVar("T")


def found(statement: str, *values: int | str) -> bool:
    """Whether a SELECT statement, with %s for each value, finds a row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() is not None


def pieces(values: Iterable[T], most: int = MANY) -> Iterator[list[T]]:
    """The values in order, in lists of at most so many."""
    rest = iter(values)
    while some := list(islice(rest, most)):
        yield some


def among(statement: str, values: Iterable[int | str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a SELECT statement with `IN ({values})`, which is made for MANY of the values at a time."""
    for some in pieces(values):
        with connection.cursor() as cursor:
            cursor.execute(statement.format(values=", ".join(["%s"] * len(some))), some)
            yield from cursor.fetchall()


def insert(model: type[Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows to a model's table: the values of these columns as the database has them, and no default of the model.

    `bulk_create` needs four times as long for the same.
    """
    quoted = connection.ops.quote_name
    columns, marks = ", ".join(map(quoted, names)), ", ".join(["%s"] * len(names))
    each(f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({marks})", rows)  # noqa: SLF001 - Django's documented API


def each(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Run a statement that changes something, with %s for each value, once for each of these rows of values."""
    if some := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(statement, some)
