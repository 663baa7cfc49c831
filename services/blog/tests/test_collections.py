"""Authors, series, archives, covers, pins and related posts, and the list of posts for writers."""

import pytest
from courant_blog import contract
from courant_blog.covered import minutes
from courant_blog.models import Post
from courant_blog.reading import lists, related
from courant_blog.writing.covers import cover_in
from courant_kit.calls.errors import Invalid
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .staged_blog import Blog

PICTURE = f"/media/blog/{'a' * 32}-640x480.png"


def test_each_author_has_a_page_with_their_posts(blog: Blog) -> None:
    both = blog.save("Together", authors="Ada Lovelace, Grace Hopper")
    blog.save("Alone", authors=["Grace Hopper"])
    ada, grace = (blog.page(contract.PAGE_AUTHOR, slug=slug) for slug in ("ada-lovelace", "grace-hopper"))
    assert ("Together" in ada.html, "Alone" in ada.html) == (True, False)
    assert ("Together" in grace.html, "Alone" in grace.html) == (True, True)
    assert (ada.title, ada.canonical) == ("Ada Lovelace", "/blog/authors/ada-lovelace/")
    assert 'href="/blog/authors/grace-hopper/"' in blog.post_page(both["path"]).html
    assert blog.page(contract.PAGE_AUTHOR, slug="nobody").status == 404


def test_parts_of_a_series_know_their_place(blog: Blog) -> None:
    paths = [blog.save(f"Part {name}", series="A tour", part=number, date=f"2025-01-0{4 - number}")["path"]
             for number, name in ((1, "one"), (2, "two"), (3, "three"))]  # fmt: skip
    page = blog.post_page(paths[1]).html
    assert "Part 2 of 3" in page
    assert page.index("Part one") < page.index("Part three")
    whole = blog.page(contract.PAGE_SERIES, slug="a-tour").html
    assert whole.index("Part one") < whole.index("Part two") < whole.index("Part three")
    blog.call(contract.UNPUBLISH_POST, id=Post.objects.get(title="Part one").pk)
    assert "Part 1 of 2" in blog.post_page(paths[1]).html


def test_archives_have_the_authors_days(blog: Blog) -> None:
    blog.save("Late at night", date="2024-05-31T23:30-05:00")
    assert "Late at night" in blog.page(contract.PAGE_PERIOD, year="2024", month="05").html
    assert "Late at night" in blog.page(contract.PAGE_PERIOD, year=2024).html
    assert [blog.page(contract.PAGE_PERIOD, year=2024, month=month).status for month in (6, 13, 9999)] == [404] * 3
    archive = blog.page(contract.PAGE_ARCHIVE).html
    assert 'href="/blog/2024/05/"' in archive
    assert "May" in archive


def test_pinned_posts_come_first_on_the_front_page(blog: Blog) -> None:
    old = blog.save("An old one", date="2020-01-01")
    for number in range(7):
        blog.save(f"News {number}", date=f"2026-01-0{number + 1}")
    front = contract.FRONT
    assert "An old one" not in blog.call(front, "visitor")["html"]
    answer = blog.call(contract.PIN_POST, id=old["id"], pinned=True)
    html = blog.call(front, "visitor")["html"]
    assert html.index("An old one") < html.index("News 6")
    blog.call(contract.PIN_POST, **answer["undo"]["fields"])
    assert "An old one" not in blog.call(front, "visitor")["html"]


def test_related_posts_share_tags_and_follow_changes(blog: Blog) -> None:
    here = blog.save("Here", tags="a, b", date="2025-01-05")
    blog.save("Both", tags="a, b", date="2025-01-01")
    one = blog.save("One", tags="a", date="2025-01-06")
    blog.save("None", tags="c", date="2025-01-04")
    page = blog.post_page(here["path"]).html
    found = page[page.index("Related posts</h2>") :]
    assert found.index("Both") < found.index("One")
    assert ">None<" not in found
    blog.call(contract.UNPUBLISH_POST, id=one["id"])
    assert ">One<" not in blog.post_page(here["path"]).html


def test_related_posts_take_one_statement_over_an_index(blog: Blog) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a query plan of SQLite")
    post = Post.objects.get(pk=blog.save(tags="a, b")["id"])
    names = [lists.tag_list(tag.pk) for tag in post.tags.all()]
    with CaptureQueriesContext(connection) as statements:
        related.near(names, post.shown_at, post.pk)
    assert len(statements) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statements.captured_queries[0]['sql']}")
        plan = str(cursor.fetchall())
    assert "SCAN courant_blog_entry" not in plan
    assert "COVERING INDEX" in plan


def test_a_cover_is_an_upload_with_words(blog: Blog) -> None:
    assert cover_in(f"![A <boat>]({PICTURE})") == (PICTURE, "A <boat>")
    assert cover_in("") == ("", "")
    for wrong in ("https://example.org/a.png", "/etc/passwd", "/media/blog/a.png", "javascript:x"):
        with pytest.raises(Invalid):
            cover_in(wrong)
    post = blog.save("Covered", cover=PICTURE, cover_alt="A <boat>")
    page = blog.post_page(post["path"])
    assert 'alt="A &lt;boat&gt;"' in page.html
    assert page.image == PICTURE
    assert 'loading="lazy"' in blog.page(contract.PAGE_INDEX).html


def test_reading_time_counts_words_and_letters_of_dense_scripts() -> None:
    assert minutes("") == 1
    assert minutes("word " * 2300) == 10
    assert minutes("字" * 5000) == 10


def test_writers_find_posts_by_state_author_tag_and_words(blog: Blog) -> None:
    blog.save("Apples", authors="Ada", tags="fruit")
    blog.draft("Pears", authors="Grace", tags="fruit")
    everything = blog.page(contract.PAGE_WRITING, "editor").html
    assert ("Apples" in everything, "Pears" in everything) == (True, True)
    for fields, titles in (
        ({"state": "draft"}, ("Pears",)), ({"author": "ada"}, ("Apples",)), ({"tag": "fruit"}, ("Apples", "Pears")),
        ({"q": "app"}, ("Apples",)), ({"state": "draft", "author": "ada"}, ()), ({"state": "nonsense"}, ()),
        ({"q": "%"}, ()),
    ):  # fmt: skip
        html = blog.page(contract.PAGE_WRITING, "editor", **fields).html
        assert tuple(one for one in ("Apples", "Pears") if f">{one}</a>" in html) == titles, fields


def test_the_list_for_writers_follows_every_change(blog: Blog) -> None:
    before = blog.page(contract.PAGE_WRITING, "editor").fragments
    blog.draft()
    assert blog.page(contract.PAGE_WRITING, "editor").fragments["blog.writing"] > before["blog.writing"]
