"""Checks a service's outbox from outside: whether every change is complete and published."""

import sqlite3
import time
from typing import Any, NamedTuple

from courant_kit.history.packing import texts

from tests.chaos.writing import Operator, Post
from tests.site import Site

ADDED = "courant.blog.comment.added"
COUNTED = "SELECT (SELECT value FROM courant_counter WHERE name = 'events'), (SELECT count(*) FROM courant_event)"


class Packed(NamedTuple):
    """A revision as it is stored."""

    page: int
    against: int | None
    stored: bytes


class Ledger:
    """The database of `blog`, `wiki`, `core` or `web`, read only."""

    def __init__(self, site: Site, service: str) -> None:
        self.path = site.data / f"{service}.sqlite3"

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds."""
        database = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return database.execute(query, values).fetchall()
        finally:
            database.close()

    def numbers(self, topic: str) -> list[int]:
        """The numbers of the domain events on a topic."""
        return [number for (number,) in self.rows("SELECT number FROM courant_event WHERE topic = ? ORDER BY 1", topic)]

    def texts(self, table: str, post: int | None = None) -> list[str]:
        """What a table has in its column `text`, in the order in which it was written; of one post or of all rows."""
        where = "" if post is None else f"WHERE post_id = {post:d}"
        return [text for (text,) in self.rows(f"SELECT text FROM {table} {where} ORDER BY id")]

    def revisions(self) -> list[str]:
        """The texts of the wiki's revisions, in the order in which they were written, of one page after another."""
        columns = "SELECT page_id, against, stored FROM courant_wiki_revision ORDER BY page_id DESC, number DESC"
        rows = [Packed(*row) for row in self.rows(columns)]
        found = [text for _, text in texts(rows)]
        return found[::-1]

    def check(self) -> None:
        """Events are numbered without a gap and all published; a fragment's version is the number of its changes."""
        self._until_published()
        numbers = [number for (number,) in self.rows("SELECT number FROM courant_event ORDER BY number")]
        assert numbers == list(range(1, len(numbers) + 1))
        ((counted, there),) = self.rows(COUNTED)  # in one statement: a call may still be answered
        assert (counted or 0) == there
        told = self.rows("SELECT fragment, COUNT(*) FROM courant_event WHERE fragment != '' GROUP BY fragment")
        assert dict(told) == dict(self.rows("SELECT id, version FROM courant_fragmentversion"))

    def _until_published(self) -> None:
        deadline = time.monotonic() + 30
        while waiting := self.rows("SELECT number FROM courant_event WHERE NOT published"):
            assert time.monotonic() < deadline, f"never published: {waiting}"
            time.sleep(0.05)


def comments_of(site: Site, post: Post) -> list[str]:
    """The comments on a post, as its rows, its events and its fragment all tell them."""
    ledger = Ledger(site, "blog")
    ledger.check()
    texts = ledger.texts("courant_blog_comment", post.id)
    told = ledger.rows(
        "SELECT payload ->> 'text' FROM courant_event WHERE topic = ? AND payload ->> 'post' = ?", ADDED, post.id
    )
    (news,) = Operator(site).call("courant.blog.live.since", fragments={post.comments: 0})["fragments"]
    assert [text for (text,) in told] == texts
    assert [text for text in texts[-100:] if text not in news["html"]] == []
    return texts
