"""Feeds: Atom, RSS and JSON Feed of modules, of their lists, and of the site."""

import io
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from courant_kit.calls.errors import NotFound, Unavailable
from courant_kit.testing import in_languages
from courant_kit.wire.feed import Feed
from courant_web.programs.feeds.answers import merged
from jsonfeedvalidator import validate_feed
from msgspec import convert

from .fake_router import FakeRouter
from .http_reader import Reader

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = "2026-11-23T09:00:00Z"


def test_a_feed_is_atom_with_absolute_addresses(reader: Reader) -> None:
    answer = reader.get("/shelf/feed/")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    found = {name: entry.findtext(f"{ATOM}{name}") for name in ("title", "id", "content", "updated", "summary")}
    assert found == {
        "title": "One & more", "id": "http://site.test:8080/shelf/one/", "content": "<p>Wörds</p>",
        "updated": "2026-11-23T09:00:00+00:00", "summary": None,
    }  # fmt: skip


def test_no_character_of_a_text_can_break_its_feed(reader: Reader, stub: FakeRouter) -> None:
    moment = "2026-11-23T09:00:00Z"
    stub.answer("courant.shelf.feed.notes", lambda *_: {"title": "Notes", "items": [
        {"path": "/shelf/one/", "title": "On\x07e", "html": "<p>\x00W\x1b\uffffords</p>", "author": "A\x08da",
         "published": moment, "updated": moment, "tags": ["t\x0cag"]},
    ]})  # fmt: skip
    feed = ET.fromstring(reader.get("/shelf/feed/").content)  # noqa: S314 - our own
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "One"
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == "<p>Words</p>"


def test_a_feed_says_the_sites_language_and_an_entry_its_own(reader: Reader, stub: FakeRouter) -> None:
    said = {"path": "/shelf/", "title": "x", "html": "", "published": MOMENT, "updated": MOMENT}
    items = [said, {**said, "language": "fr"}]
    stub.answer("courant.shelf.feed.notes", lambda *_: {"title": "Notes", "items": items})
    with in_languages("pt-br", "en"):
        root = ET.fromstring(reader.get("/shelf/feed/").content)  # noqa: S314 - our own
        channel = ET.fromstring(reader.get("/shelf/feed/rss/").content)  # noqa: S314 - our own
        written = reader.get("/shelf/feed/json/").json()
    tag = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [root.get(tag), *(one.get(tag) for one in root.iter(f"{ATOM}entry"))] == ["pt-BR", None, "fr"]
    own = "{http://purl.org/dc/elements/1.1/}language"
    assert [channel.findtext("channel/language"), *(one.findtext(own) for one in channel.iter("item"))] == [
        "pt-BR", None, "fr",
    ]  # fmt: skip
    assert [one.get("language") for one in (written, *written["items"])] == ["pt-BR", None, "fr"]


def test_a_feed_can_be_read_elsewhere(reader: Reader, stub: FakeRouter) -> None:
    html = (
        '<h2 id="a">A<a href="#a" aria-label="Link" class="anchor" rel="x"></a></h2><a href="#a">a</a>'
        '<a href="../two/?a=1&amp;b=2">b</a>'
        '<img src="/media/x.png" alt="src=&quot;y.png&quot;" srcset="/x 480w" sizes="1em">'
        '<a href="https://other.example/">c</a><a href="mailto:x@y.example">d</a> href="/e" <code>src="/f"</code>'
    )
    moment = "2026-11-23T09:00:00Z"
    stub.answer("courant.shelf.feed.notes", lambda *_: {"title": "Notes", "path": "/shelf/", "items": [
        {"path": "/shelf/one/", "title": "One", "html": html, "published": moment, "updated": moment,
         "id": "urn:uuid:1"}]})  # fmt: skip
    feed = ET.fromstring(reader.get("/shelf/feed/").content)  # noqa: S314 - our own
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    content = entry.find(f"{ATOM}content")
    assert content is not None
    site, base = "http://site.test:8080", "{http://www.w3.org/XML/1998/namespace}base"
    assert content.text == (
        f'<h2 id="a">A</h2><a href="{site}/shelf/one/#a">a</a>'
        f'<a href="{site}/shelf/two/?a=1&amp;b=2">b</a><img src="{site}/media/x.png" alt="src=&quot;y.png&quot;">'
        '<a href="https://other.example/">c</a><a href="mailto:x@y.example">d</a> href="/e" <code>src="/f"</code>'
    )
    assert (content.get(base), feed.get(base)) == (f"{site}/shelf/one/", f"{site}/shelf/")
    assert (entry.findtext(f"{ATOM}id"), feed.findtext(f"{ATOM}id")) == ("urn:uuid:1", f"{site}/shelf/feed/")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{site}/shelf/", "self": f"{site}/shelf/feed/"}


def test_a_feed_is_kept_until_its_module_publishes(reader: Reader, stub: FakeRouter) -> None:
    def asked() -> int:
        return sum(1 for uri, _, _ in stub.calls if uri == "courant.shelf.feed.notes")

    for _ in range(3):
        reader.get("/shelf/feed/")
    assert asked() == 1
    stub.change()
    reader.get("/shelf/feed/")
    assert asked() == 2


def about(name: str, moment: str = MOMENT, known_as: str = "") -> dict[str, Any]:
    """A feed with one entry that is named so."""
    item = {
        "path": f"/shelf/{name}/", "title": f"{name} & more", "html": '<p>Wörds &amp; <a href="../two/">two</a></p>',
        "author": "ada", "tags": ["x"], "published": moment, "updated": moment,
        "id": known_as,
    }  # fmt: skip
    return {"title": f"Notes: {name}", "path": f"/shelf/{name}/", "items": [item]}


@pytest.mark.parametrize("form", ["", "rss/"])
def test_a_reader_of_feeds_finds_the_same_in_atom_and_in_rss(reader: Reader, stub: FakeRouter, form: str) -> None:
    stub.answer("courant.shelf.feed.notes", lambda *_: about("one", known_as="urn:uuid:1"))
    answer = reader.get(f"/shelf/feed/{form}")
    found = feedparser.parse(io.BytesIO(answer.content), response_headers=answer.headers)
    assert (found.bozo, found.version) == (False, "rss20" if form else "atom10")
    (entry,) = found.entries
    assert (entry.id, entry.link, entry.title) == ("urn:uuid:1", "http://site.test:8080/shelf/one/", "one & more")
    assert (entry.author, [tag.term for tag in entry.tags]) == ("ada", ["x"])
    assert [one.value for one in entry.content] == [
        '<p>Wörds &amp; <a href="http://site.test:8080/shelf/two/">two</a></p>'
    ]
    assert entry.published_parsed[:5] == (2026, 11, 23, 9, 0)
    assert [one.href for one in found.feed.links if one.rel == "self"] == [f"http://site.test:8080/shelf/feed/{form}"]


def test_a_json_feed_is_valid_and_says_the_same(reader: Reader, stub: FakeRouter) -> None:
    stub.answer("courant.shelf.feed.notes", lambda *_: about("one", known_as="urn:uuid:1"))
    answer = reader.get("/shelf/feed/json/")
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = answer.json()
    assert validate_feed(_of_version_1(feed)) == []
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = feed["items"]
    assert (item["id"], item["url"], item["authors"]) == (
        "urn:uuid:1",
        "http://site.test:8080/shelf/one/",
        [{"name": "ada"}],
    )
    assert (feed["feed_url"], feed["home_page_url"]) == (
        "http://site.test:8080/shelf/feed/json/", "http://site.test:8080/shelf/one/",
    )  # fmt: skip


def _of_version_1(feed: dict[str, Any]) -> dict[str, Any]:
    """The feed without what version 1.1 added, for the validator, which knows the version before."""
    items = [{**{name: one for name, one in item.items() if name != "authors"}, "author": item["authors"][0]}
             for item in feed["items"]]  # fmt: skip
    older = {name: one for name, one in feed.items() if name != "language"}
    return {**older, "version": "https://jsonfeed.org/version/1", "items": items}


@pytest.mark.parametrize("form", ["", "rss/", "json/"])
def test_a_feed_may_have_arguments(reader: Reader, stub: FakeRouter, form: str) -> None:
    asked: list[Any] = []

    def answered(_: Any, fields: dict[str, Any]) -> dict[str, Any]:
        asked.append(fields)
        return about(fields["name"])

    stub.answer("courant.shelf.feed.about", answered)
    answer = reader.get(f"/shelf/w%C3%B6rds/feed/{form}")
    assert (answer.status_code, [one["name"] for one in asked]) == (200, ["wörds"])
    assert "http://site.test:8080/shelf/w%C3%B6rds/feed/" in answer.text


def test_a_feed_of_nothing_is_not_found(reader: Reader, stub: FakeRouter) -> None:
    def nothing(*_: Any) -> Any:
        raise NotFound("There is nothing here.")

    stub.answer("courant.shelf.feed.about", nothing)
    assert reader.get("/shelf/nothing/feed/").status_code == 404


def test_the_sites_feed_has_what_is_newest_in_all_modules(reader: Reader, stub: FakeRouter) -> None:
    stub.answer("courant.shelf.feed.notes", lambda *_: about("one"))
    for path in ("/feed/", "/feed/rss/"):
        found = feedparser.parse(io.BytesIO(reader.get(path).content))
        assert (found.feed.title, [one.title for one in found.entries]) == ("Courant", ["one & more"])
    assert [one["title"] for one in reader.get("/feed/json/").json()["items"]] == ["one & more"]


def test_feeds_are_merged_by_when_an_entry_was_published() -> None:
    feeds = [convert(about(f"{day}", f"2026-11-{day}T00:00:00Z"), Feed) for day in (20, 23, 21)]
    feeds[0].items[0].updated = feeds[1].items[0].updated
    assert [item.title for item in merged(feeds, "All").items] == ["23 & more", "21 & more", "20 & more"]


def test_no_part_of_the_site_is_missing_from_its_feed_in_silence(reader: Reader, stub: FakeRouter) -> None:
    def away(*_: Any) -> Any:
        raise Unavailable("The notes are away.")

    stub.answer("courant.shelf.feed.notes", away)
    stub.change()
    assert reader.get("/feed/").status_code == 503
