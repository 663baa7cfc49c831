"""Pages of lists are complete, in order, and equally fast wherever they are."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from courant_blog import contract
from courant_blog.models import Entry, Post, Tally
from courant_blog.reading import lists
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .staged_blog import Blog


def fill(count: int) -> None:
    """Create that many public posts over some years, directly in the tables."""
    chance = Random(7)  # noqa: S311 - the same dates each time
    start = datetime(2019, 1, 1, tzinfo=UTC)
    posts = [
        Post(
            title=f"Post {number}", slug=f"post-{number}", path=f"2019/01/01/post-{number}", text="Words.",
            html="<p>Words.</p>", excerpt="Words.", author="eve", status=Post.Status.PUBLISHED,
            updated=start, published_at=start + timedelta(hours=chance.randrange(60_000)),
        )
        for number in range(count)
    ]  # fmt: skip
    Post.objects.bulk_create(posts)
    made = [(post.pk, post.shown_at) for post in Post.objects.all()]
    Entry.objects.bulk_create([Entry(list="index", post_id=pk, published_at=moment) for pk, moment in made])
    tallies: dict[str, int] = {"": count}
    for _, moment in made:
        tallies[f"{moment:%Y-%m}"] = tallies.get(f"{moment:%Y-%m}", 0) + 1
    Tally.objects.bulk_create([Tally(list="index", period=period, posts=posts) for period, posts in tallies.items()])


def test_every_post_is_on_one_page_in_order(blog: Blog) -> None:
    fill(205)
    expected = list(Post.objects.order_by("-published_at", "-pk").values_list("pk", flat=True))
    assert [pk for number in range(1, 13) for pk in lists.page("index", number)] == expected
    assert lists.pages("index") == 11


def test_tallies_agree_with_entries_whatever_happens(blog: Blog) -> None:
    posts = [blog.save(f"Post {number}", tags="a, b", section="s", date=f"2025-0{number}-01") for number in range(1, 6)]
    blog.save("Moved", id=posts[0]["id"], date="2024-05-05", tags="b, c")
    blog.call(contract.UNPUBLISH_POST, id=posts[1]["id"])
    blog.call(contract.DELETE_POST, id=posts[2]["id"])
    blog.call(contract.DELETE_POST, id=posts[3]["id"])
    blog.call(contract.RESTORE_POST, id=posts[3]["id"])
    blog.save("Gone elsewhere", id=posts[4]["id"], section="t", tags="")
    for tally in Tally.objects.all():
        entries = Entry.objects.filter(list=tally.list)
        if tally.period:
            year, month = map(int, tally.period.split("-"))
            entries = entries.filter(published_at__year=year, published_at__month=month)
        assert entries.count() == tally.posts, (tally.list, tally.period)
    assert {"index", "section-s", "section-t"} < set(Tally.objects.values_list("list", flat=True))


@pytest.mark.parametrize("number", [1, 2, 30])
def test_a_page_costs_few_statements_and_no_walk_over_all_posts(blog: Blog, number: int) -> None:
    fill(700)
    blog.stage.module.renderings.clear()
    with CaptureQueriesContext(
        connection,
    ) as statements:
        assert blog.page(contract.PAGE_INDEX, page=number).status == 200
    assert len(statements) <= 12
    for one in statements.captured_queries:
        assert "COUNT(" not in one["sql"].upper()


def test_the_same_page_again_costs_only_its_versions(blog: Blog) -> None:
    fill(50)
    blog.page(contract.PAGE_INDEX, page=2)
    with CaptureQueriesContext(connection) as statements:
        blog.page(contract.PAGE_INDEX, page=2)
    versions = [one for one in statements.captured_queries if "fragmentversion" in one["sql"]]
    assert len(versions) == 2
    assert len(statements) == 3  # the third is the relay's look into the outbox


def test_what_leads_to_a_page_is_in_indexes(blog: Blog) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a query plan of SQLite")
    fill(50)
    with CaptureQueriesContext(connection) as statements:
        lists.page("index", 2)
        lists.neighbours(datetime(2020, 1, 1, tzinfo=UTC), 7)
        lists.newest("index", 6, (datetime(2020, 1, 1, tzinfo=UTC), 7))
    for one in statements.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            plan = str(cursor.fetchall())
        assert "COVERING INDEX sqlite_autoindex_courant_blog_entry" in plan or "autoindex_courant_blog_tally" in plan, (
            plan
        )
        assert "TEMP B-TREE" not in plan
