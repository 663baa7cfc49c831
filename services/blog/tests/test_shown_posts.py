"""The page of a post: what is kept of it goes when anything in it changes, and it takes few statements."""

import pytest
from courant_blog import contract
from courant_blog.models import Post, Ruling
from courant_blog.reading import lists, rows
from courant_kit.wire.page import Page
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .staged_blog import Blog


def shown(blog: Blog, path: str) -> Page:
    """A page, asked for until it is kept: the next change meets it so."""
    pages = [blog.post_page(path) for _ in range(3)]
    assert pages[0] == pages[1] == pages[2]
    return pages[0]


def test_a_page_that_is_kept_follows_every_change(blog: Blog) -> None:
    older = blog.save("The older one", date="2026-01-01", tags="boats")
    here = blog.save("The one here", date="2026-01-02", tags="boats, sails", authors="Ada Lovelace")
    newer = blog.save("The newer one", date="2026-01-03")
    page = shown(blog, here["path"]).html
    assert all(words in page for words in ("The older one", "The newer one", "boats", "sails", "Ada Lovelace"))
    assert shown(blog, here["path"]).html == page
    blog.call(contract.ADD_COMMENT, "member", post=here["id"], text="A new remark")
    assert "A new remark" in shown(blog, here["path"]).html
    blog.call(contract.UNPUBLISH_POST, id=newer["id"])
    assert "The newer one" not in shown(blog, here["path"]).html
    blog.call(contract.DELETE_POST, id=older["id"])
    assert "The older one" not in shown(blog, here["path"]).html


@pytest.mark.parametrize("gone", [contract.UNPUBLISH_POST, contract.DELETE_POST])
def test_a_page_that_is_kept_is_for_nobody_once_its_post_is_not_public(blog: Blog, gone: object) -> None:
    post = blog.save("It will not stay", text="Words for a while.")
    assert "Words for a while." in shown(blog, post["path"]).html
    blog.call(gone, id=post["id"])
    assert "Words for a while." not in blog.post_page(post["path"]).html


def test_what_the_head_of_a_page_says_follows_every_change(blog: Blog) -> None:
    post = blog.save("First title", text="First words.", authors="Ada Lovelace")
    before = shown(blog, post["path"])
    blog.save("Second title", id=post["id"], text="Second words.", authors="Grace Hopper")
    after = shown(blog, post["path"])
    assert (before.title, before.description, before.author) == ("First title", "First words.", "Ada Lovelace")
    assert (after.title, after.description, after.author) == ("Second title", "Second words.", "Grace Hopper")
    assert before.modified < after.modified
    blog.save("Second title", id=post["id"], text="Second words.", state="unlisted")
    assert (after.noindex, shown(blog, post["path"]).noindex) == (False, True)


def test_a_page_of_a_post_takes_few_statements(blog: Blog) -> None:
    posts = [blog.save(f"Number {number}", date=f"2026-01-0{number}", tags="a, b") for number in (1, 2, 3)]
    blog.post_page(posts[0]["path"])
    with CaptureQueriesContext(connection) as first:
        blog.post_page(posts[1]["path"])
    with CaptureQueriesContext(connection) as again:
        blog.post_page(posts[1]["path"])
    with CaptureQueriesContext(connection) as kept:
        blog.post_page(posts[1]["path"])
    assert len(first) <= 24
    assert len(again) <= 9
    assert len(kept) <= 3  # one of them looks for events to publish


def test_a_page_of_a_post_is_not_kept_while_comments_close_by_themselves(blog: Blog) -> None:
    post = blog.save("Closing", date="2020-01-01")
    assert all("comments on this post are closed" not in blog.post_page(post["path"]).html.lower() for _ in range(3))
    Ruling.objects.update_or_create(pk=1, defaults={"closes_after": 30})
    assert "comments on this post are closed" in blog.post_page(post["path"]).html.lower()


def test_posts_that_are_read_at_once_are_as_the_orm_reads_them(blog: Blog) -> None:
    numbers = [blog.save(f"Number {number}", tags="b, a", date=f"2026-01-0{number}")["id"] for number in (1, 2)]
    for post in rows.with_tags(rows.several(numbers).values()):
        known = Post.objects.get(pk=post.pk)
        names = [field.attname for field in Post._meta.concrete_fields]
        assert [getattr(post, name) for name in names] == [getattr(known, name) for name in names]
        assert {tag.slug for tag in post.read_tags or ()} == {"a", "b"}
        assert rows.numbered(post.pk, "title") == rows.at(post.path or "") == known
        assert post.was == known.was
    assert rows.at("2026/01/01/none") is rows.numbered(0) is None
    assert rows.several([]) == {}
    assert lists.posts([0, *numbers])[0].pk == numbers[0]


def test_neighbours_are_found_over_an_index(blog: Blog) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a query plan of SQLite")
    post = Post.objects.get(pk=blog.save()["id"])
    with CaptureQueriesContext(connection) as statements:
        assert lists.neighbours(post.shown_at, post.pk) == (None, None)
    assert len(statements) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statements.captured_queries[0]['sql']}")
        plan = str(cursor.fetchall())
    assert ("SCAN courant_blog_entry" not in plan, "COVERING INDEX" in plan) == (True, True)
