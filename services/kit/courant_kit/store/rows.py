"""Questions to the database for which every key waits: a statement by hand takes a tenth of the time of a query."""

from django.db import connection


def found(statement: str, *values: int | str) -> bool:
    """Whether a SELECT statement, with %s for each value, finds a row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() is not None
