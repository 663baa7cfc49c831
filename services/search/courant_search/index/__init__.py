"""The index of words: one interface, and a file for each database that implements it."""

from django.db import connection

from courant_search.index.interface import Entry, Index, Match, scope_word

__all__ = ["Entry", "Index", "Match", "index", "scope_word"]


def index() -> Index:
    """The index in the database of this service."""
    if connection.vendor == "postgresql":
        from courant_search.index.postgresql import PostgreSQL

        return PostgreSQL()
    from courant_search.index.sqlite import SQLite

    return SQLite()
