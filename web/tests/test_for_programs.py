"""Answers for programs: feeds, the sitemap, images, health."""

from datetime import UTC, datetime, timedelta
from email.utils import formatdate, parsedate_to_datetime
from time import time
from xml.etree import ElementTree as ET

import pytest
from courant_kit.calls.errors import NotFound
from courant_web.accounts import people
from courant_web.front import cache
from courant_web.front.invalidation import Invalidation
from courant_web.front.response import Moment, store

from .fake_router import SHELF, FakeRouter, page
from .http_reader import OWN, PASSWORD, Reader, main

ATOM = "{http://www.w3.org/2005/Atom}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize(
    "path", ["/shelf/feed/", "/shelf/", "/sitemap.xml", "/robots.txt", "/nowhere/", "/accounts/login/"]
)
def test_head_is_get_without_a_body_also_when_it_comes_first(reader: Reader, path: str) -> None:
    first, got = reader.ask("HEAD", path), reader.get(path)
    assert first.content == b""
    personal = {"Set-Cookie", "Date", "Expires", "X-Request-Id", "Content-Length" if "accounts" in path else ""}
    assert {k: v for k, v in first.headers.items() if k.title() not in personal} == {
        k: v for k, v in got.headers.items() if k.title() not in personal
    }
    assert first.status_code == got.status_code


@pytest.mark.parametrize("path", ["/shelf/feed/", "/shelf/", "/sitemap/shelf.xml"])
def test_what_has_not_changed_since_is_not_sent_again(
    reader: Reader, stub: FakeRouter, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = time() + 1_000  # so the answers of the tests before have used up none of the seconds
    monkeypatch.setattr(cache, "time", lambda: later)
    stub.change()
    modified = reader.get(path).headers["Last-Modified"]
    since = {"If-Modified-Since": modified}
    assert reader.get(path, **since).status_code == 304
    assert reader.get(path, **{"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}).status_code == 200
    assert reader.get(path, **{"If-Modified-Since": "yesterday"}).status_code == 200
    assert reader.get(path, **since, **{"If-None-Match": '"other"'}).status_code == 200
    stub.change()
    assert reader.get(path, **since).status_code == 200


@pytest.mark.parametrize("path", ["/shelf/feed/", "/shelf/", "/sitemap/shelf.xml"])
def test_last_modified_is_never_later_than_date(reader: Reader, stub: FakeRouter, path: str) -> None:
    for _ in range(15):
        modified = parsedate_to_datetime(reader.get(path).headers["Last-Modified"])
        assert modified < datetime.now(UTC) - timedelta(seconds=1)  # the Date of a server may be a second old
        stub.change()


def test_an_answer_made_later_is_modified_later_or_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "time", lambda: 1000.9)
    caches = cache.Caches({}, Invalidation())
    moments = [caches.moment_for(b"/x") for _ in range(20)]
    assert [one.sent for one in moments if one.alone] == list(range(990, 999))
    assert moments[9:] == [Moment(998, 1000, alone=False)] * 11
    monkeypatch.setattr(cache, "time", lambda: 1001.0)
    assert caches.moment_for(b"/x") == Moment(999, 1001)
    monkeypatch.setattr(cache, "time", lambda: 900.0)  # a clock that was set back
    assert caches.moment_for(b"/x") == Moment(898, 900, alone=False)
    assert caches.moment_for(b"/y") == Moment(890, 900)


def test_an_answer_with_the_time_of_the_one_before_is_sent_again() -> None:
    date = formatdate(998, usegmt=True).encode()
    stored = store(200, [], b"x", modified=Moment(998, 1000, alone=False))
    assert stored.form(head=False, encoding=None, tag=None, since=date)[0]["status"] == 200


@pytest.mark.parametrize(
    ("since", "status"), [(989, 200), (990, 304), (991, 200), (1000, 200), (1001, 304), (None, 200)]
)
def test_only_what_was_asked_for_after_it_was_made_is_unchanged(since: int | None, status: int) -> None:
    stored = store(200, [], b"x", modified=Moment(990, 1000))
    date = None if since is None else formatdate(since, usegmt=True).encode()
    assert stored.form(head=False, encoding=None, tag=None, since=date)[0]["status"] == status


def test_a_feed_of_a_module_that_is_away_is_asked_for_again(reader: Reader, stub: FakeRouter) -> None:
    del stub.session.procedures["courant.shelf.feed.notes"]
    answer = reader.get("/shelf/feed/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_the_sitemap_is_an_index_of_pages_of_addresses(reader: Reader) -> None:
    index = ET.fromstring(reader.get("/sitemap.xml").content)  # noqa: S314 - our own
    places = [found.text or "" for found in index.iter(f"{MAP}loc")]
    assert places == [
        "http://site.test:8080/sitemap/shelf.xml", "http://site.test:8080/sitemap/shelf.xml?after=%2Fshelf%2Fa%26b%2F"
    ]  # fmt: skip
    pages = [ET.fromstring(reader.get(place).content) for place in places]  # noqa: S314 - our own
    assert [page.findtext(f"{MAP}url/{MAP}loc") for page in pages] == [
        "http://site.test:8080/shelf/a&b/", "http://site.test:8080/shelf/%C3%BC/"
    ]  # fmt: skip
    assert pages[0].findtext(f"{MAP}url/{MAP}lastmod") == "2026-11-23T09:00:00+00:00"
    assert [one.text for one in index.iter(f"{MAP}lastmod")] == ["2026-11-23T09:00:00+00:00"] * 2
    assert [one.text for one in pages[0].iter(f"{IMAGE}loc")] == ["http://site.test:8080/media/shelf/%C3%BC.png"]
    assert reader.get("/sitemap/nobody.xml").status_code == 404


def test_the_sitemap_and_the_head_name_translations(reader: Reader, stub: FakeRouter) -> None:
    others = {"en": "/shelf/one/", "nl": "/shelf/één/", "x-default": "/shelf/one/"}
    entry = {"path": "/shelf/one/", "modified": "2026-01-01T00:00:00Z", "translations": others}
    stub.answer("courant.shelf.sitemap.list", lambda *_: {"entries": [entry], "more": False})
    found = ET.fromstring(reader.get("/sitemap/shelf.xml").content)  # noqa: S314 - our own
    links = [(one.get("hreflang"), one.get("href")) for one in found.iter("{http://www.w3.org/1999/xhtml}link")]
    assert links[1] == ("nl", "http://site.test:8080/shelf/%C3%A9%C3%A9n/")
    assert [language for language, _ in links] == ["en", "nl", "x-default"]
    stub.answer("courant.shelf.page.note", lambda *_: page("One", translations=others))
    assert (
        '<link rel="alternate" hreflang="nl" href="http://site.test:8080/shelf/één/">' in reader.get("/shelf/one/").text
    )


def test_the_head_names_feeds_in_each_of_their_formats(reader: Reader) -> None:
    for form, kind in (("", "atom"), ("rss/", "rss"), ("json/", "feed")):
        link = f'<link rel="alternate" type="application/{kind}+{"json" if kind == "feed" else "xml"}"'
        assert f'{link} href="/shelf/feed/{form}">' in reader.get("/shelf/").text
        assert f'{link} href="/shelf/feed/{form}" title="Notes">' in reader.get("/").text


def test_crawlers_find_the_sitemap(reader: Reader) -> None:
    assert "Sitemap: http://site.test:8080/sitemap.xml" in reader.get("/robots.txt").text


def image(kind: str) -> dict[str, object]:
    return {"name": "a", "content_type": kind, "data": b"<svg/>" * 200}


def test_an_image_is_kept_for_good_and_runs_nothing(reader: Reader, stub: FakeRouter) -> None:
    stub.answer("courant.shelf.media.get", lambda *_: image("image/svg+xml"))
    for who in (reader, reader.sign_up("ada")):
        answer = who.get("/media/shelf/abc.svg")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable, s-maxage=300"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert [uri for uri, _, _ in stub.calls].count("courant.shelf.media.get") == 1


def test_what_is_no_image_is_never_shown(reader: Reader, stub: FakeRouter) -> None:
    stub.answer("courant.shelf.media.get", lambda *_: image("text/html"))
    answer = reader.get("/media/shelf/abc.html")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment"


def test_an_image_that_is_not_there(reader: Reader, stub: FakeRouter) -> None:
    stub.answer("courant.shelf.media.get", lambda *_: NotFound("There is no such image."))
    assert reader.get("/media/shelf/abc.png").status_code == 404
    assert reader.get("/media/shelf/..%2f..%2fetc").status_code == 404


def test_a_module_that_answers_but_is_not_listed_yet_is_missing(reader: Reader, stub: FakeRouter) -> None:
    stub.leave()
    stub.modules = stub.modules[:1]
    stub.join()
    answer = reader.get("/readyz")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["shelf"])


def test_health(reader: Reader, stub: FakeRouter) -> None:
    people.ensure_admin(PASSWORD)
    assert reader.get("/healthz").json() == {"alive": True}
    assert reader.get("/readyz").json() == {
        "ready": True, "router": True, "modules": {"core": True, "shelf": True}, "missing": [], "administrator": True
    }  # fmt: skip
    del stub.session.procedures["courant.shelf.live.since"]
    answer = reader.get("/readyz")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["shelf"])
    stub.leave()
    assert reader.get("/readyz").json()["router"] is False
    assert reader.get("/healthz").status_code == 200


def test_a_site_without_an_administrator_is_not_ready(reader: Reader) -> None:
    answer = reader.get("/readyz")
    assert (answer.status_code, answer.json()["missing"], answer.json()["administrator"]) == (503, [], False)
    assert reader.get("/healthz").status_code == 200
    people.ensure_admin(PASSWORD)
    assert reader.get("/readyz").status_code == 200


def test_the_favicon(reader: Reader) -> None:
    for name in ("favicon.svg", "favicon.ico"):
        assert reader.get(f"/{name}").headers["Content-Type"] == "image/svg+xml"


@pytest.fixture
def admin(reader: Reader) -> Reader:
    people.add("admin", PASSWORD, "admin")
    reader.sign_in("admin")
    return reader


def test_people_are_looked_after_by_administrators_only(reader: Reader) -> None:
    assert reader.get("/accounts/people/").headers["Location"] == "/accounts/login/?next=%2Faccounts%2Fpeople%2F"
    reader.sign_up("ada")
    for answer in (reader.get("/accounts/people/"), reader.post("/accounts/people/ada/", {"role": "admin"})):
        assert (answer.status_code, "administrators only" in main(answer)) == (403, True)


def test_an_administrator_gives_roles_and_lets_people_go(admin: Reader) -> None:
    people.add("ada", PASSWORD)
    assert "<strong>ada</strong>" in main(admin.get("/accounts/people/?q=ad"))
    admin.post("/accounts/people/ada/", {"role": "editor", "q": "ad"}, OWN)
    page = admin.get("/accounts/people/?q=ad")
    assert "The role of ada is now editor." in page.text
    assert '<option value="editor" selected>' in main(page)
    admin.post("/accounts/people/ada/", {"role": "editor", "active": "0"})
    assert "Deactivated" in main(admin.get("/accounts/people/"))
    admin.post("/accounts/people/ada/", {"role": "editor", "active": "1"})
    assert "Deactivated" not in main(admin.get("/accounts/people/"))


def test_what_cannot_be_done_is_said(admin: Reader) -> None:
    admin.post("/accounts/people/admin/", {"active": "0"})
    assert "last administrator" in admin.get("/accounts/people/").text
    admin.post("/accounts/people/nobody/", {"role": "editor"})
    assert "There is nobody called nobody." in admin.get("/accounts/people/").text


def test_a_module_without_a_sitemap_is_left_out(reader: Reader, stub: FakeRouter) -> None:
    stub.modules = [stub.modules[0], {**SHELF, "sitemap": ""}]
    stub.join()
    assert "<loc>" not in reader.get("/sitemap.xml").text
