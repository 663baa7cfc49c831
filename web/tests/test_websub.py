"""Feeds name a hub, and the hub is told of what is public and has changed: of all of it, once it answers."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import feedparser
import pytest
from courant_kit.calls.errors import Forbidden, Unavailable
from courant_kit.process.environment import SettingError
from courant_kit.testing import finished
from courant_web import environment
from courant_web.environment import load_web
from courant_web.programs.websub import announced, hub
from courant_web.programs.websub.hub import Hub
from courant_web.upstream.state import invalidation

from .fake_router import FakeRouter
from .http_reader import Reader
from .test_feeds import about

SITE = "http://site.test:8080"


@dataclass
class Listener:
    """A hub: the addresses that it was told of, and the status with which it answers."""

    url: str = ""
    status: int = 204
    told: list[str] = field(default_factory=list)


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """A hub on a free port, which the site's settings name."""
    kept = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            assert (fields["hub.mode"], fields["hub.topic"]) == (["publish"], fields["hub.url"])
            if kept.status == 204:
                kept.told += fields["hub.url"]
            self.send_response(kept.status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    kept.url = f"http://127.0.0.1:{server.server_port}/hub"
    configured = replace(environment.configured(), hub=kept.url)
    for place in (hub, *_readers()):
        monkeypatch.setattr(place, "configured", lambda: configured)
    monkeypatch.setattr(hub, "deferToThread", _at_once)
    invalidation.reset(closed=False)
    yield kept
    server.shutdown()
    server.server_close()


def _readers() -> list[Any]:
    from courant_web.programs.feeds import answers

    return [answers]


async def _at_once(work: Any, *arguments: Any) -> Any:
    return work(*arguments)


@pytest.fixture
def telling(listener: Listener) -> Iterator[Hub]:
    """What tells the hub, in step with the events of the site."""
    made = Hub()
    invalidation.droppers.append(made.heard)
    yield made
    invalidation.droppers.remove(made.heard)


def change(stub: FakeRouter, name: str) -> None:
    """The notes have this entry now, and say so."""
    stub.answer("courant.shelf.feed.notes", lambda *_: about(name))
    stub.change()


TOPICS = [f"{SITE}/shelf/feed/{form}" for form in ("", "rss/", "json/")]


def test_a_feed_names_the_hub_and_itself_in_each_of_its_formats(reader: Reader, listener: Listener) -> None:
    for form, own in zip(("", "rss/"), TOPICS, strict=False):
        answer = reader.get(f"/shelf/feed/{form}")
        links = feedparser.parse(io.BytesIO(answer.content)).feed.links
        assert {one.rel: one.href for one in links if one.rel in {"hub", "self"}} == {"hub": listener.url, "self": own}
        assert answer.headers["Link"] == f'<{listener.url}>; rel="hub", <{own}>; rel="self"'
    assert reader.get("/shelf/feed/json/").json()["hubs"] == [{"type": "WebSub", "url": listener.url}]


def test_without_the_setting_nothing_is_named(reader: Reader) -> None:
    answer = reader.get("/shelf/feed/")
    assert "Link" not in answer.headers
    assert b'rel="hub"' not in answer.content


def test_the_hub_is_told_when_a_feed_has_changed_and_only_then(
    reader: Reader, stub: FakeRouter, listener: Listener, telling: Hub
) -> None:
    change(stub, "one")
    reader.get("/shelf/feed/")
    finished(telling.look())
    stub.change()
    finished(telling.look())
    assert listener.told == []
    change(stub, "two")
    finished(telling.look())
    finished(telling.look())
    assert listener.told == TOPICS


def test_a_feed_that_nobody_has_fetched_is_nobodys_news(
    stub: FakeRouter, listener: Listener, telling: Hub
) -> None:  # fmt: skip
    change(stub, "one")
    finished(telling.look())
    assert listener.told == []


@pytest.mark.parametrize("path", ["/feed/", "/shelf/w%C3%B6rds/feed/"])
def test_the_sites_feed_and_feeds_with_arguments_are_told_too(
    reader: Reader, stub: FakeRouter, listener: Listener, telling: Hub, path: str
) -> None:
    stub.answer("courant.shelf.feed.about", lambda *_: about("one"))
    assert reader.get(path).headers["Link"]
    stub.answer("courant.shelf.feed.about", lambda *_: about("two"))
    change(stub, "two")
    finished(telling.look())
    assert listener.told == [f"{SITE}{path}{form}" for form in ("", "rss/", "json/")]


def test_what_the_hub_did_not_accept_is_told_later_also_after_a_restart(
    reader: Reader, stub: FakeRouter, listener: Listener, telling: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(hub, "monotonic", lambda: now[0])
    reader.get("/shelf/feed/")
    change(stub, "two")
    listener.status = 503
    finished(telling.look())
    listener.status = 204
    finished(telling.look())
    assert listener.told == []  # it waits
    now[0] += hub.FIRST_WAIT
    finished(telling.look())
    assert listener.told == TOPICS
    listener.told.clear()
    change(stub, "three")
    finished(Hub().look())  # another process, which received no event
    assert listener.told == TOPICS


def test_a_change_while_the_module_is_away_is_told_when_it_is_back(
    reader: Reader, stub: FakeRouter, listener: Listener, telling: Hub
) -> None:
    reader.get("/shelf/feed/")
    stub.answer("courant.shelf.feed.notes", lambda *_: Unavailable("away"))
    stub.change()
    finished(telling.look())
    stub.answer("courant.shelf.feed.notes", lambda *_: about("two"))
    finished(telling.look())
    assert listener.told == TOPICS


def test_the_hub_learns_nothing_of_what_visitors_may_not_read(
    reader: Reader, stub: FakeRouter, listener: Listener, telling: Hub
) -> None:
    reader.get("/shelf/feed/")
    stub.answer("courant.shelf.feed.notes", lambda *_: Forbidden("not for you"))
    stub.change()
    finished(telling.look())
    assert listener.told == []


def test_feeds_with_arguments_are_bounded(
    reader: Reader, stub: FakeRouter, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.answer("courant.shelf.feed.about", lambda *_: about("one"))
    monkeypatch.setattr(announced, "MOST", 1)
    assert ["Link" in reader.get(f"/shelf/{name}/feed/").headers for name in ("a", "b", "a")] == [True, False, True]
    assert "Link" in reader.get("/shelf/feed/").headers


@pytest.mark.parametrize("address", ["hub.example", "ftp://hub.example/", "https:///"])
def test_an_address_that_is_no_hub_is_named(address: str) -> None:
    with pytest.raises(SettingError, match="COURANT_WEBSUB_HUB"):
        load_web({"COURANT_WEBSUB_HUB": address})
