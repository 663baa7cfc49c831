"""Imported posts are never duplicated, whatever happens to them afterwards."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Post
from courant_kit.calls.errors import Forbidden, Invalid

from .staged_blog import Blog

POST: dict[str, Any] = {
    "source": "rust-blog:Rust-1.1.md",
    "title": "Rust 1.1 stable",
    "text": "We're happy.\n\n<div class='x'>And <b>raw</b> HTML.</div>",
    "date": "2015-06-25",
    "authors": ["The Rust Core Team", "Ada"],
    "slug": "Rust-1.1",
    "section": "releases",
    "tags": ["Release", "rust"],
    "aliases": ["/2015/06/25/Rust-1.1.html", "releases/1.1.0", "2015/06/25/Rust-1.1"],
}


def take_in(blog: Blog, **fields: Any) -> Any:
    return blog.call(contract.IMPORT_POST, "admin", "operator", **(POST | fields))


def test_all_of_it_is_carried(blog: Blog) -> None:
    done = take_in(blog)
    assert done["outcome"] == "created"
    assert done["path"] == "/blog/2015/06/25/rust-1-1/"
    page = blog.post_page(done["path"])
    for part in ("The Rust Core Team, Ada", "2015-06-25T00:00:00", "<b>raw</b>", "/blog/tag/release/", "Releases"):
        assert part in page.html
    assert "Rust 1.1 stable" in blog.page(contract.PAGE_SECTION, slug="releases").html


@pytest.mark.parametrize(
    "path", ["2015/06/25/Rust-1.1.html", "2015/06/25/Rust-1.1", "releases/1.1.0/", "2015/06/25/Rust-1.1/"]
)
def test_old_paths_lead_to_it(blog: Blog, path: str) -> None:
    done = take_in(blog)
    page = blog.page(contract.PAGE_MOVED, path=path)
    assert (page.status, page.location) == (301, done["path"])


OLD = {
    "aliases": [
        "2019/old.html", "/older/weekly/", "blog/2015/07/Weekly-Meeting_23", "2020/1/7/U\u0308ber-Straße_X.html",
        "notes/index.html",
    ]
}  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["2019/old.html", "2019/old", "2019/old/", "older/weekly", "older/weekly.html", "older/weekly/index.html",
     "2020/1/7/\u00dcber-Straße_X.html", "2020/1/7/U\u0308ber-Straße_X", "notes", "notes/", "notes.html"],
)  # fmt: skip
def test_old_addresses_lead_on_from_where_they_were(blog: Blog, path: str) -> None:
    done = take_in(blog, **OLD)
    page = blog.page(contract.PAGE_OLD, path=path)
    assert (page.status, page.location) == (301, done["path"])


@pytest.mark.parametrize("path", ["2015/07/Weekly-Meeting_23", "2015/07/Weekly-Meeting_23/"])
def test_an_old_address_below_the_blog_leads_on_too(blog: Blog, path: str) -> None:
    done = take_in(blog, **OLD)
    assert blog.page(contract.PAGE_MOVED, path=path).location == done["path"]


@pytest.mark.parametrize("path", ["2015/7/6/Weekly", "2015/07/06/Weekly"])
def test_an_old_address_that_looks_like_a_posts_leads_on(blog: Blog, path: str) -> None:
    done = take_in(blog, aliases=[f"blog/{path}"])
    assert blog.post_page(f"/blog/{path}/").location == done["path"]


def test_old_addresses_of_drafts_and_deleted_posts_lead_nowhere(blog: Blog) -> None:
    draft = take_in(blog, **OLD, published=False)
    assert blog.page(contract.PAGE_OLD, path="2019/old.html").status == 404
    blog.call(contract.PUBLISH_POST, id=draft["id"])
    assert blog.page(contract.PAGE_OLD, path="2019/old.html").status == 301
    blog.call(contract.DELETE_POST, id=draft["id"])
    assert blog.page(contract.PAGE_OLD, path="2019/old.html").status == 410
    assert blog.page(contract.PAGE_OLD, path="2019/never.html").status == 404


def test_importing_again_changes_nothing(blog: Blog) -> None:
    first = take_in(blog)
    blog.stage.session.events.clear()
    assert take_in(blog) == {**first, "outcome": "unchanged"}
    assert Post.objects.count() == 1
    assert not blog.stage.session.events


def test_importing_what_changed_updates_it(blog: Blog) -> None:
    first = take_in(blog)
    again = take_in(blog, title="Rust 1.1", text="New words.", tags=["rust"])
    assert again == {**first, "outcome": "updated"}
    page = blog.post_page(first["path"])
    assert "New words." in page.html
    assert "We're happy" not in page.html
    assert blog.page(contract.PAGE_TAG, slug="release").status == 404


def test_what_people_changed_or_deleted_since_stays_so(blog: Blog) -> None:
    first = take_in(blog)
    blog.save("Mended", "By hand.", id=first["id"], date=None)
    assert take_in(blog)["outcome"] == "unchanged"
    assert "By hand." in blog.post_page(first["path"]).html
    blog.call(contract.DELETE_POST, id=first["id"])
    assert take_in(blog, title="Changed again")["outcome"] == "unchanged"
    assert blog.post_page(first["path"]).status == 410


def test_one_address_for_two_posts_from_elsewhere(blog: Blog) -> None:
    first, second = take_in(blog), take_in(blog, source="other.md")
    assert second["path"] == "/blog/2015/06/25/rust-1-1-2/"
    assert blog.page(contract.PAGE_MOVED, path="releases/1.1.0").location == first["path"]


def test_a_draft_from_elsewhere_is_a_draft(blog: Blog) -> None:
    done = take_in(blog, published=False)
    assert done["path"] == ""
    assert blog.page(contract.PAGE_MOVED, path="releases/1.1.0").status == 404
    assert "Rust 1.1" not in blog.page(contract.PAGE_INDEX).html


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"date": "long ago"}, "date"),
        ({"title": ""}, "title"),
        ({"source": ""}, "source"),
        ({"section": "a b"}, "section"),
    ],
)
def test_what_makes_no_sense_is_refused(blog: Blog, fields: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        take_in(blog, **fields)
    assert refused.value.field == field
    assert not Post.objects.exists()


@pytest.mark.parametrize("role", ["visitor", "member", "backend"])
def test_only_editors_import(blog: Blog, role: str) -> None:
    with pytest.raises(Forbidden):
        blog.call(contract.IMPORT_POST, role, **POST)


def test_an_operator_imports_without_a_rate_limit(blog: Blog) -> None:
    for number in range(45):
        blog.stage.call(contract.IMPORT_POST, "admin", "operator", **(POST | {"source": f"{number}.md"}))
    assert Post.objects.count() == 45
