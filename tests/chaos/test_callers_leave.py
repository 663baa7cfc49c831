"""Callers that disconnect before their write is complete."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.chaos.ledger import Ledger
from tests.chaos.writing import Operator, Post, publish
from tests.site import Site
from tests.wamp import CALL

ADD = "courant.blog.comment.add"


@contextmanager
def nobody_writes(site: Site) -> Iterator[None]:
    """Hold the lock of the blog's database, so that what is written meanwhile waits in the middle."""
    with closing(sqlite3.connect(site.data / "blog.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


def send_and_leave(site: Site, post: Post, words: str) -> None:
    """Send a comment and go, as soon as the router has passed it on, without waiting for the answer."""
    with site.operator() as caller:
        caller.wire.send([CALL, 1001, {}, ADD, [], {"post": post.id, "text": words}])
        caller.call("courant.blog.post.list")  # which the blog answers behind it


def until_written(site: Site, post: Post, words: list[str]) -> None:
    """Wait until the post has just these comments, in any order."""
    deadline = time.monotonic() + 30
    while sorted(written(site, post)) != sorted(words):
        assert time.monotonic() < deadline, written(site, post)


def written(site: Site, post: Post) -> list[str]:
    """The comments on a post."""
    return Ledger(site, "blog").texts("courant_blog_comment", post.id)


def test_a_write_whose_caller_left_in_the_middle_is_whole(site: Site) -> None:
    post = publish(site, "Left in the middle")
    words = [f"left behind {number}" for number in range(5)]
    with nobody_writes(site):
        for one in words:
            send_and_leave(site, post, one)
        Operator(site).call("courant.blog.post.list")  # by now the blog knows that they have gone
        assert written(site, post) == []
    until_written(site, post, words)
    Ledger(site, "blog").check()


def test_callers_that_send_and_drop_the_line_write_whole_or_nothing(site: Site) -> None:
    post = publish(site, "Dropped the line")
    for number in range(20):
        with site.operator() as caller:
            caller.wire.send([CALL, 1001, {}, ADD, [], {"post": post.id, "text": f"dropped {number}"}])
    Operator(site).call(ADD, post=post.id, text="stayed")
    Ledger(site, "blog").check()
    (news,) = Operator(site).call("courant.blog.live.since", fragments={post.comments: 0})["fragments"]
    assert [text for text in written(site, post) if text not in news["html"]] == []
    assert "stayed" in written(site, post)
