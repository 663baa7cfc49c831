"""The settings of the site as web learns and shows them: names, looks, previews, redirects, and pages not found."""

from collections.abc import Iterator
from typing import Any

import pytest
from courant_kit.calls.errors import NotFound, Unavailable
from courant_web.models import User
from courant_web.pages import meant
from courant_web.pages.meant import MOST_SEARCHES, words_of
from courant_web.site import site
from courant_web.upstream.state import copies, directory, doorbell

from .fake_router import CORE, SHELF, FakeRouter, page
from .http_reader import OWN, Reader, main

SHOWN = {
    "name": "The <Fern>", "tagline": "Calm", "time_zone": "UTC", "logo": "/assets/core/1f/logo.png",
    "ground": "#fffff0",
    "ground_dark": "", "sheets": ["/assets/core/2f/look.css"], "not_found_html": "<p>Lost?</p>",
    "revision": 3, "menu": [],
}  # fmt: skip
LOOK = '<link rel="stylesheet" href="/assets/core/2f/look.css">'


@pytest.fixture(autouse=True)
def unchanged() -> Iterator[None]:
    """The settings belong to the process: afterwards they are as they were."""
    before = {name: getattr(site, name) for name in site.__struct_fields__}
    yield
    for name, value in before.items():
        setattr(site, name, value)
    for copy in copies.all.values():
        copy.html, copy.version = "", 0


def saved(stub: FakeRouter) -> None:
    """An administrator saves settings."""
    stub.answer("courant.core.site.show", lambda *_: SHOWN)
    stub.publish("core.brand", 5, "The &lt;Fern&gt;")
    stub.publish("core.footer", 5, "<p>Made here</p>")
    stub.publish("core.look", 5, LOOK)


def test_settings_are_in_the_shell_at_once_and_in_what_was_cached(stub: FakeRouter, reader: Reader) -> None:
    assert "Made here" not in reader.get("/shelf/").text
    saved(stub)
    text = reader.get("/shelf/").text
    for part in (
        "<title>All notes · The &lt;Fern&gt;</title>", 'data-site="The &lt;Fern&gt;"', "<p>Made here</p>", LOOK,
        'data-live="core.brand" data-version="5">The &lt;Fern&gt;</a>',
        '<link rel="icon" href="/assets/core/1f/logo.png">',
        'content="#fffff0" media="(prefers-color-scheme: light)"',
    ):  # fmt: skip
        assert part in text


def test_feeds_and_the_description_of_the_api_have_the_name(stub: FakeRouter, reader: Reader) -> None:
    reader.get("/shelf/feed/")
    saved(stub)
    assert "Notes · The &lt;Fern&gt;" in reader.get("/shelf/feed/").text
    assert reader.get("/api/openapi.json").json()["info"]["title"] == "The <Fern>"


def test_an_answer_that_is_none_changes_nothing(stub: FakeRouter, reader: Reader) -> None:
    before = site.name
    for answer in ({"title": 1}, Unavailable("away"), None):
        stub.answer("courant.core.site.show", lambda *_, answer=answer: answer)
        stub.publish("core.look", 50, "")
    assert site.name == before
    assert reader.get("/shelf/").status_code == 200


def leading(stub: FakeRouter, known: dict[str, str]) -> None:
    """Core knows these old addresses."""

    def find(_: Any, fields: dict[str, Any]) -> dict[str, Any]:
        key = f"{fields['path'].strip('/')}?{fields['query']}".rstrip("?")
        return {"found": key in known, "target": known.get(key, "")}

    stub.answer("courant.core.redirect.find", find)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/old/page/", "/shelf/one/"), ("/?p=12", "/shelf/one/"), ("/shelf/none/", "https://other.test/x"),
        ("/shelf/gone/", "/shelf/"), ("/index.php?p=1", "/caf%C3%A9/"),
    ],
)  # fmt: skip
def test_an_address_without_a_page_leads_where_it_is_redirected(
    stub: FakeRouter, reader: Reader, path: str, target: str
) -> None:
    leading(stub, {
        "old/page": "/shelf/one/", "?p=12": "/shelf/one/", "shelf/none": "https://other.test/x",
        "shelf/gone": "/shelf/",
        "index.php?p=1": "/café/", "shelf": "/nowhere/",
    })  # fmt: skip
    answer = reader.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, target)


def test_a_page_that_exists_comes_first(stub: FakeRouter, reader: Reader) -> None:
    leading(stub, {"shelf": "/nowhere/"})
    assert reader.get("/shelf/").status_code == 200
    assert "courant.core.redirect.find" not in [uri for uri, _, _ in stub.calls]


def test_parameters_that_lead_nowhere_are_asked_for_once_until_redirects_change(
    stub: FakeRouter, reader: Reader
) -> None:
    def asked(*paths: str) -> int:
        before = len(stub.calls)
        assert {reader.get(path).status_code for path in paths} == {200}
        return sum(uri == "courant.core.redirect.find" for uri, _, _ in stub.calls[before:])

    leading(stub, {})
    assert asked("/shelf/?a=1", "/shelf/?a=1", "/shelf/?a=2") == 2
    stub.answer("courant.core.redirect.find", lambda *_: {"found": False, "none": True})
    assert asked("/shelf/?a=3", "/shelf/?a=4", "/?p=1", "/?p=2") == 1
    leading(stub, {"?p=2": "/shelf/one/"})
    stub.publish("core.redirects", 2, topic="courant.core.admin.redirects")
    assert reader.get("/?p=2").status_code == 301


def test_what_is_gone_for_good_says_so(stub: FakeRouter, reader: Reader) -> None:
    leading(stub, {"old": ""})
    answer = reader.get("/old/")
    assert answer.status_code == 410
    assert "has been removed" in answer.text


def test_who_loses_their_way_gets_the_sites_words_and_what_the_search_finds(stub: FakeRouter, reader: Reader) -> None:
    saved(stub)
    search = {"module": "search", "title": "Search", "present": True}
    directory.load({"modules": [CORE, SHELF, search]})
    results = [{"address": "/shelf/one/", "title": "<mark>Green</mark> &amp; calm", "module": "shelf"}]
    stub.answer("courant.search.result.list", lambda _, fields: {"results": results if "green" in fields["q"] else []})
    answer = reader.get("/old-shop/green.html")
    assert answer.status_code == 404
    assert "<p>Lost?</p>" in main(answer)
    assert '<a href="/shelf/one/">Green &amp; calm</a>' in main(answer)
    assert "Did you mean" not in main(reader.get("/123/"))


def test_words_of_an_address() -> None:
    assert words_of("2019/11/My-first_post.html") == ["first"]
    assert words_of("shop/caf%C3%A9-menu-menu/") == ["café", "menu"]
    assert words_of("shop/12/index.php") == ["shop"]


def test_a_scanner_does_not_flood_the_search(stub: FakeRouter, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meant, "monotonic", lambda: 1000.0)
    directory.load({"modules": [CORE, SHELF, {"module": "search", "title": "Search", "present": True}]})
    stub.answer("courant.search.result.list", lambda *_: {"results": [{"address": "/shelf/one/", "title": "One"}]})

    def searches() -> int:
        return sum(uri == "courant.search.result.list" for uri, _, _ in stub.calls)

    for _ in range(3):
        assert "/shelf/one/" in main(reader.get("/old/leaf/"))
    assert searches() == 1
    for at in range(MOST_SEARCHES + 5):
        assert reader.get(f"/old/{'abcdefghijklmnopqrstuvwxyz'[at] * 4}/").status_code == 404
    assert searches() == MOST_SEARCHES


def test_what_was_meant_is_forgotten_when_something_happens(stub: FakeRouter, reader: Reader) -> None:
    directory.load({"modules": [CORE, SHELF, {"module": "search", "title": "Search", "present": True}]})
    stub.answer("courant.search.result.list", lambda *_: {"results": [{"address": "/shelf/one/", "title": "One"}]})
    assert "/shelf/one/" in main(reader.get("/old/leaf/"))
    stub.answer("courant.search.result.list", lambda *_: {"results": []})  # it was withdrawn
    doorbell.ring("shelf", 7)
    assert "/shelf/one/" not in main(reader.get("/old/leaf/"))


DRAFT = SHOWN | {
    "name": "Draft", "brand": "<b>Draft</b>", "menu_html": "<ul></ul>", "footer_html": "<p>Soon</p>",
    "sheets": ["/assets/core/3f/look.css"],
}  # fmt: skip


def previewing(stub: FakeRouter, role: str) -> Reader:
    """Somebody with this role, who opens a preview."""
    reader = Reader().sign_up("ada")
    User.objects.filter(username="ada").update(role=role)
    made = {"draft": "abc", "by": "ada"}
    stub.answer("courant.core.site.draft", lambda _, fields: DRAFT if fields == made else NotFound("none"))
    stub.answer("courant.core.page.preview", lambda *_: page("Draft", html="<h1>As drafted</h1>", audience="personal"))
    return reader


def test_an_administrator_sees_the_whole_site_as_drafted_and_nobody_else_does(stub: FakeRouter) -> None:
    admin = previewing(stub, "admin")
    answer = admin.get("/admin/site/preview/abc/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    front, notes = admin.get("/"), admin.get("/shelf/")
    assert "As drafted" in front.text
    for one in (front, notes):
        assert "<b>Draft</b>" in one.text
        assert "/assets/core/3f/look.css" in one.text
        assert "This is a preview" in one.text
        assert 'type="module"' not in one.text
    assert "Draft" not in Reader().get("/shelf/").text
    assert admin.get("/admin/site/preview/end/").headers["Location"] == "/admin/site/"
    assert "This is a preview" not in admin.get("/shelf/").text


def test_others_see_no_preview(stub: FakeRouter) -> None:
    member = previewing(stub, "member")
    assert member.get("/admin/site/preview/abc/").status_code == 403
    member.cookies.set("sitepreview", "abc", domain="site.test")
    assert "This is a preview" not in member.get("/shelf/").text


def test_another_administrator_sees_no_preview(stub: FakeRouter) -> None:
    previewing(stub, "admin")
    other = Reader().sign_up("bea")
    User.objects.filter(username="bea").update(role="admin")
    assert other.get("/admin/site/preview/abc/").status_code == 404
    other.cookies.set("sitepreview", "abc", domain="site.test")
    assert "This is a preview" not in other.get("/shelf/").text


def test_without_core_the_page_is_shown_without_its_preview(stub: FakeRouter) -> None:
    admin = previewing(stub, "admin")
    admin.cookies.set("sitepreview", "abc", domain="site.test")
    stub.answer("courant.core.page.preview", lambda *_: Unavailable("away"))
    answer = admin.get("/")
    assert answer.status_code == 200
    assert "This is a preview" not in answer.text
    stub.answer("courant.core.site.draft", lambda *_: Unavailable("away"))
    assert "This is a preview" not in admin.get("/shelf/").text


def test_a_preview_that_is_over_is_the_site_as_it_is(stub: FakeRouter) -> None:
    admin = previewing(stub, "admin")
    assert admin.get("/admin/site/preview/other/").status_code == 404
    admin.cookies.set("sitepreview", "other", domain="site.test")
    assert "This is a preview" not in admin.get("/shelf/").text


def test_the_form_works_without_javascript_with_its_lists_and_files(stub: FakeRouter) -> None:
    admin = previewing(stub, "admin")
    stub.answer("courant.core.site.save", lambda *_: {"notice": "Saved."})
    data = {"name": "The Fern", "menu_url[]": ["/a/", ""], "menu_title[]": ["A", ""], "base": "3"}
    files = {"logo_file": ("leaf.svg", b"<svg/>", "image/svg+xml")}
    answer = admin.ask("POST", "/call/courant.core.site.save/?once", data=data, files=files, headers=OWN)
    assert answer.status_code == 303
    (fields,) = [fields for uri, _, fields in stub.calls if uri == "courant.core.site.save"]
    assert (fields["name"], fields["menu_url"], fields["logo_file"]) == ("The Fern", ["/a/", ""], b"<svg/>")
