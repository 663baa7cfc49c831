"""Addresses: where posts are, where old and wrong addresses redirect, and the answers for deleted posts."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
from courant_blog import contract
from courant_blog.addresses import days, paths
from courant_kit.calls.errors import Invalid
from courant_kit.live.audience import PERSONAL

from .staged_blog import Blog, at

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("One rendering for everybody", "one-rendering-for-everybody"),
        ("Rust 1.94.1 (stable)", "rust-1-94-1-stable"),
        ("Çà et là", "ca-et-la"),
        ("日本語", "日本語"),
        ("Größe", "groesse"),
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("Ærø", "aeroe"),
        ("What's C++?", "whats-c-plus-plus"),
        ("???", "post"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 500, "x" * 80),
    ],
)
def test_the_slug_of_a_title(words: str, slug: str) -> None:
    assert paths.slug_of(words) == slug


@pytest.mark.parametrize(
    ("text", "moment", "day", "timed"),
    [
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 20), False),
        ("2026-11-23", NOW, date(2026, 11, 23), True),
        ("2026-11-24", NOW, date(2026, 11, 24), True),
        ("2026-11-20T09:30", datetime(2026, 11, 20, 9, 30, tzinfo=UTC), date(2026, 11, 20), True),
        ("2026-11-20 09:30:00+02:00", datetime(2026, 11, 20, 7, 30, tzinfo=UTC), date(2026, 11, 20), True),
        ("2026-11-20T09:30:00Z", datetime(2026, 11, 20, 9, 30, tzinfo=UTC), date(2026, 11, 20), True),
        ("2020-01-01T00:30:00+02:00", datetime(2019, 12, 31, 22, 30, tzinfo=UTC), date(2020, 1, 1), True),
        ("2019-12-31T20:00:00-08:00", datetime(2020, 1, 1, 4, 0, tzinfo=UTC), date(2019, 12, 31), True),
    ],
)
def test_a_date_is_a_moment_on_its_authors_day(text: str, moment: datetime, day: date, timed: bool) -> None:
    assert days.dated(text, NOW) == (moment, day, timed)


def test_the_same_day_keeps_its_time() -> None:
    before = days.Dated(datetime(2026, 11, 20, 9, 30, tzinfo=UTC), date(2026, 11, 20), timed=True)
    assert days.dated("2026-11-20", NOW, before) == before


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "20-11-2026", "0900-01-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not a date"):
        days.dated(text, NOW)


@pytest.mark.parametrize(
    ("today", "day"),
    [("2026-11-24", 24), ("2026-11-23", 23), ("2026-11-22", 23), ("2031-01-01", 23), ("soon", 23), ("", 23)],
)
def test_today_is_the_writers_day(today: str, day: int) -> None:
    assert days.todays(today, NOW) == (NOW, date(2026, 11, day), True)


def test_a_day_is_the_same_day_for_every_reader(blog: Blog) -> None:
    saved = blog.save(date="2024-05-04")
    assert saved["path"] == "/blog/2024/05/04/one-rendering/"
    shown = '<time datetime="2024-05-04">4 May 2024</time>'
    assert shown in blog.post_page(saved["path"]).html
    assert shown in blog.page(contract.PAGE_INDEX).html


def test_a_moment_belongs_to_the_day_of_its_own_zone(blog: Blog) -> None:
    saved = blog.save(date="2020-01-01T00:30:00+02:00")
    assert saved["path"] == "/blog/2020/01/01/one-rendering/"
    title = "31 December 2019, 22:30 UTC"
    shown = f'<time datetime="2019-12-31T22:30:00+00:00" title="{title}">1 January 2020</time>'
    assert shown in blog.post_page(saved["path"]).html


def test_today_in_auckland_is_not_in_the_future(blog: Blog) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(hours=14)).date()
    for fields in ({"date": tomorrow.isoformat()}, {"date": None, "today": tomorrow.isoformat()}):
        assert blog.save(**fields)["path"].startswith(f"/blog/{tomorrow:%Y/%m/%d}/")
    draft = blog.draft(date=None)
    done = blog.call(contract.PUBLISH_POST, id=draft["id"], today=tomorrow.isoformat())
    assert done["location"].startswith(f"/blog/{tomorrow:%Y/%m/%d}/")
    with pytest.raises(Invalid, match="before its date"):
        blog.save(date=(tomorrow + timedelta(days=1)).isoformat())


def test_an_address_in_any_script_leads_to_the_post(blog: Blog) -> None:
    saved = blog.save("हिन्दी भाषा")
    assert saved["path"] == quote("/blog/2026/01/02/हिन्दी-भाषा/")
    assert blog.post_page(saved["path"]).canonical == saved["path"]
    assert blog.call(contract.GET_POST, "visitor", path=saved["path"])["id"] == saved["id"]
    blog.save("Other", id=saved["id"], slug="other", date=None)
    moved = blog.post_page(saved["path"])
    assert (moved.status, moved.location) == (301, "/blog/2026/01/02/other/")


def test_a_post_says_where_it_stands(blog: Blog) -> None:
    saved = blog.save(summary="What it costs.", date="2026-01-02T09:00")
    page = blog.post_page("/blog/2026/01/02/one-rendering/")
    assert saved["location"] == saved["path"] == page.canonical == "/blog/2026/01/02/one-rendering/"
    assert (page.status, page.title, page.description, page.feed) == (
        200, "One rendering", "What it costs.", "/blog/feed/",
    )  # fmt: skip
    assert 'datetime="2026-01-02T09:00:00+00:00"' in page.html


def test_without_a_summary_the_first_paragraph_describes_it(blog: Blog) -> None:
    saved = blog.save(text="# A heading\n\nThe *first* paragraph.\n\nThe second.")
    assert blog.post_page(saved["path"]).description == "The first paragraph."


@pytest.mark.parametrize("path", ["/blog/2025/01/02/one-rendering/", "/blog/2026/1/2/one-rendering/"])
def test_a_wrong_or_careless_date_leads_to_the_post(blog: Blog, path: str) -> None:
    blog.save()
    page = blog.post_page(path)
    assert (page.status, page.location) == (301 if "2025" in path else 200, page.location)
    assert "/blog/2026/01/02/one-rendering/" in {page.location, page.canonical}


def test_old_addresses_lead_to_the_post_for_ever(blog: Blog) -> None:
    first = blog.save()
    second = blog.save("One rendering", id=first["id"], slug="second")
    third = blog.save("One rendering", id=first["id"], slug="third", date="2025-12-24")
    assert third["path"] == "/blog/2025/12/24/third/"
    for old in (first, second):
        page = blog.post_page(old["path"])
        assert (page.status, page.location) == (301, third["path"])


def test_a_post_may_take_its_old_address_again(blog: Blog) -> None:
    first = blog.save()
    blog.save("One rendering", id=first["id"], slug="second")
    blog.save("One rendering", id=first["id"], slug="one-rendering")
    assert blog.post_page(first["path"]).status == 200
    assert blog.post_page("/blog/2026/01/02/second/").location == first["path"]


def test_two_posts_with_one_title_on_one_day_have_two_addresses(blog: Blog) -> None:
    addresses = [blog.save()["path"].split("/")[-2] for _ in range(3)]
    assert addresses == ["one-rendering", "one-rendering-2", "one-rendering-3"]
    assert blog.post_page("/blog/2026/01/02/one-rendering-3/").status == 200


def test_the_address_follows_the_title_until_it_was_public(blog: Blog) -> None:
    draft = blog.draft("First idea", slug="")
    saved = blog.save("Better idea", id=draft["id"], slug="")
    assert saved["path"].endswith("/better-idea/")
    again = blog.save("Best idea", id=draft["id"])
    assert again["path"] == saved["path"]


def test_a_deleted_post_is_gone_and_can_come_back(blog: Blog) -> None:
    first = blog.save()
    path = blog.save(id=first["id"], slug="second")["path"]
    done = blog.call(contract.DELETE_POST, id=first["id"])
    assert [blog.post_page(one).status for one in (path, first["path"])] == [410, 410]
    undo = blog.stage.module.contract.procedures[done["undo"]["call"]]
    back = blog.call(undo, **done["undo"]["fields"])
    assert back["location"] == path
    assert [blog.post_page(one).status for one in (path, first["path"])] == [200, 301]


def test_a_post_that_was_taken_back_is_not_found_and_editors_find_the_draft(blog: Blog) -> None:
    saved = blog.save()
    done = blog.call(contract.UNPUBLISH_POST, id=saved["id"])
    assert blog.post_page(saved["path"]).status == 404
    for_editors = blog.post_page(saved["path"], "editor")
    assert (for_editors.status, for_editors.location) == (302, done["location"])
    assert for_editors.audience == PERSONAL
    assert blog.call(contract.PUBLISH_POST, id=saved["id"])["location"] == saved["path"]


def test_a_drafts_address_leads_to_the_post_once_it_is_public(blog: Blog) -> None:
    saved = blog.save()
    for page, location in (
        (contract.PAGE_DRAFT, saved["path"]),
        (contract.PAGE_EDIT_DRAFT, f"{saved['path']}edit/"),
    ):
        assert blog.page(page, "editor", id=saved["id"]).location == location


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("2026/01/02/one-rendering", "/blog/2026/01/02/one-rendering/"),
        ("page/2", "/blog/page/2/"),
        ("tag/wamp", "/blog/tag/wamp/"),
    ],
)
def test_an_address_without_its_slash_leads_to_the_one_with_it(blog: Blog, path: str, location: str) -> None:
    page = blog.page(contract.PAGE_MOVED, path=path)
    assert (page.status, page.location) == (301, location)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("blog/", "index"),
        ("blog/2026/01/02/a-slug/", "post"),
        ("blog/2026/01/02/a-slug/edit/", "edit"),
        ("blog/2015/06/25/Rust-1.1.html", "moved"),
        *((f"blog/{place}feed/{form}", None) for place in ("", "tag/wamp/") for form in ("", "rss/", "json/")),
        ("blog/about/feed/more/", "moved"),
        ("blog/newsfeed/", "moved"),
        ("wiki/2015/06/25/", None),
        ("2015/06/25/Rust-1.1.html", None),
    ],
)
def test_the_first_route_that_matches(path: str, name: str | None) -> None:
    from courant_blog.service import module

    found = next((one.name for one in module.manifest.routes if re.search(one.python, path)), None)
    assert found == name
    assert all(one.pattern for one in module.manifest.routes)


def test_what_never_was_is_not_found(blog: Blog) -> None:
    assert blog.post_page("/blog/2026/13/45/nothing/").status == 404
    assert blog.page(contract.PAGE_MOVED, path="some/where/else").status == 404
    assert blog.page(contract.PAGE_TAG, slug="nothing").status == 404
    assert blog.page(contract.PAGE_SECTION, slug="nothing").status == 404
    assert blog.page(contract.PAGE_DRAFT, "editor", id=5).status == 404
    assert blog.page(contract.PAGE_EDIT, "editor", **at("/blog/2026/01/01/nothing/")).status == 404
