"""Imported posts keep what they had where they were: dates, names, old addresses, states."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Post
from courant_kit.calls.errors import Forbidden, Invalid

from .imported import POST, edited, take_in
from .staged_blog import Blog


def test_all_of_it_is_carried(blog: Blog) -> None:
    done = take_in(blog)
    assert done["outcome"] == "created"
    assert done["path"] == "/blog/2015/06/25/rust-1-1/"
    page = blog.post_page(done["path"])
    day = '<time datetime="2015-06-25">25 June 2015</time>'
    for part in ("The Rust Core Team</span>", "Ada</span>", day, "<b>raw</b>", "/blog/tag/release/", "Releases"):
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


def times(blog: Blog) -> tuple[str, str]:
    """When the feed and the sitemap say that the one post was changed."""
    item = blog.call(contract.FEED, "visitor")["items"][0]
    entry = blog.call(contract.SITEMAP, "visitor", after="/blog/")["entries"][0]
    return str(item["updated"]), str(entry["modified"])


def test_a_post_carries_when_its_text_was_changed(blog: Blog) -> None:
    first = take_in(blog, updated="2016-02-03T10:00:00+02:00")
    moment = "2016-02-03T08:00:00"
    assert all(moment in one.replace(" ", "T") for one in times(blog))
    blog.comment(first["id"])
    take_in(blog, updated="2016-02-03T10:00:00+02:00", section="other")
    assert all(moment in one.replace(" ", "T") for one in times(blog))
    take_in(blog, updated="2017-01-01", section="other")
    assert all("2017-01-01" in one for one in times(blog))
    edited(blog, first["id"], text="By hand.")
    take_in(blog, updated="2018-01-01", section="other")
    assert not any("2018" in one for one in times(blog))


def test_without_a_time_of_change_a_post_was_changed_when_it_was_published(blog: Blog) -> None:
    take_in(blog)
    assert all("2015-06-25" in one for one in times(blog))
    take_in(blog, text="New words.")
    assert not any("2015-06-25" in one for one in times(blog))


def test_posts_of_a_day_are_ordered_by_their_moments(blog: Blog) -> None:
    for second in (2, 1, 3):
        take_in(blog, source=f"{second}", title=f"T{second}", slug=f"t{second}", day="2015-06-25",
                date=f"2015-06-25T00:00:0{second}+00:00")  # fmt: skip
    html = blog.page(contract.PAGE_INDEX).html
    assert html.index("T3") < html.index("T2") < html.index("T1")
    assert html.count('<time datetime="2015-06-25">25 June 2015</time>') == 3


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
        ({"updated": "lately"}, "updated"),
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


@pytest.mark.parametrize(
    ("fields", "status", "planned"),
    [
        ({"state": "review"}, "review", ""),
        ({"state": "scheduled", "date": "2099-01-02T09:30:00+02:00"}, "scheduled", ""),
        ({"state": "scheduled", "date": "2099-01-02T00:00:00+00:00", "day": "2099-01-02"}, "scheduled",
         "2099-01-02T00:00"),
        ({"state": "scheduled", "date": "2019-01-02"}, "draft", ""),
        ({"state": "unlisted"}, "draft", ""),
    ],
)  # fmt: skip
def test_what_is_not_published_has_its_state(blog: Blog, fields: dict[str, Any], status: str, planned: str) -> None:
    take_in(blog, published=False, **fields)
    post = Post.objects.get()
    assert (post.status, post.planned) == (status, planned)
    assert take_in(blog, published=False, **fields)["outcome"] == "unchanged"


def test_a_scheduled_post_follows_its_date_and_stays_as_people_moved_it(blog: Blog) -> None:
    fields = {"published": False, "state": "scheduled"}
    first = take_in(blog, **fields, date="2099-01-02T09:30:00+00:00")
    take_in(blog, **fields, date="2099-01-03T09:30:00+00:00")
    assert str(Post.objects.get().published_at) == "2099-01-03 09:30:00+00:00"
    blog.call(contract.SET_STATE, ids=[first["id"]], state="draft")
    take_in(blog, **fields, date="2099-01-03T09:30:00+00:00", title="New")
    assert Post.objects.get().status == "draft"


def test_a_pinned_post_stays_unpinned_if_people_unpinned_it(blog: Blog) -> None:
    first = take_in(blog, pinned=True)
    assert Post.objects.get().pinned_at
    blog.call(contract.PIN_POST, id=first["id"], pinned=False)
    assert take_in(blog, pinned=True)["outcome"] == "kept"
    assert Post.objects.get().pinned_at is None


def test_an_unlisted_or_hidden_post_is_never_pinned(blog: Blog) -> None:
    take_in(blog, pinned=True, state="unlisted")
    assert Post.objects.get().pinned_at is None
    assert take_in(blog, pinned=True, state="unlisted")["outcome"] == "unchanged"


def test_a_translation_has_its_language_and_what_it_has_in_common(blog: Blog) -> None:
    take_in(blog, language="nl", translation="here/post")
    post = Post.objects.get()
    assert (post.language, post.translation) == ("nl", "here/post")
    with pytest.raises(Invalid):
        take_in(blog, language="no language")
