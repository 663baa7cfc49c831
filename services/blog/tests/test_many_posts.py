"""What readers ask for costs the same with very many posts: no statement walks over all of them."""

from collections.abc import Callable, Iterator

import pytest
from courant_blog import contract
from courant_blog.models import Post, Tag, Tally
from courant_blog.reading import lists
from courant_kit.calls.errors import NotFound
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .staged_blog import Blog, at

WALKS = (
    *(f"SCAN courant_blog_{table}" for table in ("post", "entry", "comment", "redirect", "post_tags", "post_authors")),
    # Most posts have the same state, and SQLite prefers these indexes to one of what is looked for.
    "INDEX blog_drafts", "INDEX blog_writing",
)  # fmt: skip
"""What plans of SQLite say of a statement that walks over all posts, or over all of one state."""


def fill(blog: Blog) -> str:
    """Write two posts with all that posts can have, and return the path of one."""
    for language in ("nl", "en"):
        saved = blog.save(
            f"Tides {language}", slug=f"tides-{language}", tags="sea, moon", section="nature", series="Coasts", part=1
        )
        Post.objects.filter(pk=saved["id"]).update(language=language, translation="tides")
    blog.comment(saved["id"])
    return str(saved["path"])


def asked(blog: Blog, path: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """What readers and programs ask for, by name."""
    pages = {
        "index": (contract.PAGE_INDEX, {}), "tag": (contract.PAGE_TAG, {"slug": "sea"}),
        "section": (contract.PAGE_SECTION, {"slug": "nature"}), "author": (contract.PAGE_AUTHOR, {"slug": "eve"}),
        "year": (contract.PAGE_PERIOD, {"year": 2026}), "archive": (contract.PAGE_ARCHIVE, {}),
        "tags": (contract.PAGE_TAGS, {}), "series": (contract.PAGE_SERIES, {"slug": "coasts"}),
        "post": (contract.PAGE_POST, at(path)),
        "no post": (contract.PAGE_POST, at("/blog/2026/01/02/nowhere/")),
        "another day": (contract.PAGE_POST, at("/blog/2020/01/02/tides-nl/")),
    }  # fmt: skip
    for name, (procedure, fields) in pages.items():
        yield name, lambda procedure=procedure, fields=fields: blog.page(procedure, **fields)
    for name, procedure in {"feed": contract.FEED, "sitemap": contract.SITEMAP, "front": contract.FRONT}.items():
        yield name, lambda procedure=procedure: blog.call(procedure, "visitor")
    yield "feed of a tag", lambda: blog.call(contract.FEED_TAG, "visitor", slug="sea")


def plan(statement: str) -> str:
    """SQLite's plan for a statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return "; ".join(str(row[-1]) for row in cursor.fetchall())


def test_nothing_that_readers_ask_for_walks_over_all_posts(blog: Blog) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("plans of SQLite, which chooses them by the statement alone")
    walks = {}
    for name, ask in asked(blog, fill(blog)):
        blog.stage.module.renderings.clear()
        with CaptureQueriesContext(connection) as statements:
            try:
                ask()
            except NotFound:
                assert name == "no post"
        for one in statements.captured_queries:
            found = plan(one["sql"]) if one["sql"].startswith(("SELECT", "(SELECT")) else ""
            if any(walk in found for walk in WALKS):
                walks[name] = f"{found}: {one['sql']}"
    assert walks == {}


def test_the_totals_of_lists_are_in_an_index_without_their_months(blog: Blog) -> None:
    fill(blog)
    with CaptureQueriesContext(connection) as statements:
        found = lists.totals("tag-")
    assert found == {lists.tag_list(tag.pk): 2 for tag in Tag.objects.all()}
    assert Tally.objects.count() > len(found)
    assert len(statements) == 1
    if connection.vendor == "sqlite":
        assert "blog_totals" in plan(statements.captured_queries[0]["sql"])
