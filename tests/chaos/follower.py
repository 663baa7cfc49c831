"""A backend for the tests of following: stores each event it receives together with its position."""

import sqlite3
import sys

from courant_kit.following import Event, WithTheWork, follow

TOPICS = ["courant.blog.comment.added", "courant.wiki.page.created", "courant.wiki.page.changed"]


class Book:
    """What was received, in a database of its own; the position is stored in the same transaction."""

    def __init__(self, path: str) -> None:
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("CREATE TABLE IF NOT EXISTS received (module TEXT, number INTEGER)")
        self.database.execute("CREATE TABLE IF NOT EXISTS at (id INTEGER PRIMARY KEY, position TEXT)")

    def position(self) -> str:
        """How far it is; empty at first."""
        row = self.database.execute("SELECT position FROM at").fetchone()
        return row[0] if row else ""

    async def store(self, event: Event) -> None:
        """Store an event and the position, or neither."""
        self.database.execute("BEGIN")
        self.database.execute("INSERT INTO received VALUES (?, ?)", (event.module, event.number))
        self.database.execute("INSERT OR REPLACE INTO at VALUES (1, ?)", (str(event.position),))
        self.database.execute("COMMIT")


if __name__ == "__main__":
    path, router = sys.argv[1:]
    book = Book(path)
    follow(book.store, TOPICS, name="follower", router=router, position=WithTheWork(book.position))
