"""A suspended module over HTTP: web never calls it, and every answer names the reason."""

import pytest
from courant_web.upstream.state import directory

from .fake_router import SHELF, FakeRouter
from .http_reader import OWN, Reader, main

SAYS = "suspended by an administrator"


@pytest.fixture
def stub(stub: FakeRouter) -> FakeRouter:
    suspend(stub)
    return stub


def suspend(stub: FakeRouter, *, suspended: bool = True) -> None:
    stub.modules[1] = {**SHELF, "present": not suspended, "suspended": suspended}
    stub.join()
    stub.calls.clear()


def test_its_pages_say_so_and_come_back_by_themselves(reader: Reader, stub: FakeRouter) -> None:
    answer = reader.get("/shelf/")
    assert answer.status_code == 503
    assert "<h1>Suspended</h1>" in main(answer)
    assert f"Shelf has been {SAYS}" in main(answer)
    assert "returns by itself" in main(answer)
    assert answer.headers["Retry-After"] == "5"
    suspend(stub, suspended=False)
    assert reader.get("/shelf/").status_code == 200


def test_it_is_not_asked_at_all(reader: Reader, stub: FakeRouter) -> None:
    for path in ("/shelf/", "/shelf/one/", "/shelf/feed/", "/sitemap/shelf.xml", "/media/shelf/a.png"):
        answer = reader.get(path)
        assert (path, answer.status_code, SAYS in answer.text) == (path, 503, True)
    answer = reader.post("/call/courant.shelf.note.add/", {"text": "one"}, OWN)
    assert (answer.status_code, SAYS in answer.text) == (503, True)
    assert [uri for uri, _, _ in stub.calls if ".shelf." in uri] == []


def test_it_is_in_neither_feeds_nor_sitemap(reader: Reader, stub: FakeRouter) -> None:
    assert directory.feeds() == []
    assert "/sitemap/shelf.xml" not in reader.get("/sitemap.xml").text


def test_the_site_is_ready_without_it(reader: Reader, stub: FakeRouter) -> None:
    stub.session.procedures.pop("courant.shelf.live.since")
    assert reader.get("/readyz").json()["modules"] == {"core": True, "shelf": True}
    suspend(stub, suspended=False)
    assert reader.get("/readyz").json()["modules"] == {"core": True, "shelf": False}
