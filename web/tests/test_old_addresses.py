"""Addresses that no route takes: modules are asked where they lead, and the answer is one hop."""

from typing import Any

import pytest
from courant_kit.calls.errors import Forbidden, Gone, Internal, NotFound, RateLimited, Unavailable
from courant_web.upstream.state import directory

from .fake_router import CORE, SHELF, FakeRouter, page
from .http_reader import Reader

MOVED = "courant.shelf.page.old"
NEW = {**page(""), "status": 301, "location": "/shelf/one/"}


@pytest.fixture(autouse=True)
def knowing(stub: FakeRouter) -> FakeRouter:
    """The shelf knows where `2019/old.html` and `Straße/ä b` lead."""
    directory.load({"modules": [CORE, {**SHELF, "moved": MOVED}]})
    known = {"2019/old.html", "Straße/ä b"}
    stub.answer(MOVED, lambda _, fields: NEW if fields["path"] in known else NotFound("There is no such page."))
    return stub


@pytest.mark.parametrize(
    "path",
    ["/2019/old.html", "/2019/old.html/", "/2019/old.html?utm_source=x", "/2019/old.html/?a=1&b=2",
     "/Stra%C3%9Fe/%C3%A4%20b"],
)  # fmt: skip
def test_an_old_address_leads_on_in_one_hop(reader: Reader, path: str) -> None:
    answer = reader.ask("GET", path)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/shelf/one/")
    head = reader.ask("HEAD", path)
    assert (head.status_code, head.headers["Location"]) == (301, "/shelf/one/")


def test_modules_are_asked_for_the_person_who_asks(reader: Reader, stub: FakeRouter) -> None:
    reader.sign_up("ada").get("/2019/old.html")
    asked = [(person["name"], fields) for uri, person, fields in stub.calls if uri == MOVED]
    assert asked == [("ada", {"path": "2019/old.html"})]


def test_a_module_that_is_listed_while_others_are_asked_answers(reader: Reader, stub: FakeRouter) -> None:
    """When a whole site starts, the first request may come before web has the list of modules."""
    directory.load({"modules": [CORE, {**SHELF, "moved": MOVED, "routes": []}]})

    def unknown(_: Any, fields: Any) -> NotFound:
        directory.load({"modules": [CORE, {**SHELF, "moved": MOVED}]})
        return NotFound("There is no such page.")

    stub.answer(MOVED, unknown)
    assert reader.get("/shelf/").status_code == 200


@pytest.mark.parametrize("path", ["/shelf/", "/shelf/one/", "/shelf", "/healthz", "/media/shelf/x.png"])
def test_no_module_is_asked_about_an_address_that_has_an_answer(reader: Reader, stub: FakeRouter, path: str) -> None:
    reader.get(path)
    assert MOVED not in {uri for uri, _, _ in stub.calls}


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (NotFound("no"), 404),
        (Forbidden("no"), 404),
        (Internal("no"), 404),
        (Gone("This post has been deleted."), 410),
        (RateLimited("Too fast."), 429),
        (page("A page, and no redirect"), 404),
        (None, 404),
        ({"status": "moved"}, 404),
    ],
)
def test_anything_but_a_redirect_is_an_error_page(reader: Reader, stub: FakeRouter, answer: Any, status: int) -> None:
    stub.answer(MOVED, lambda *_: answer)
    assert reader.get("/2019/old.html").status_code == status


def test_an_address_of_a_module_that_restarts_is_not_lost(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(MOVED, lambda *_: Unavailable("nobody answers"))
    assert reader.get("/2019/old.html").status_code == 503


def test_a_module_from_outside_the_site_that_stays_away_loses_its_own_addresses_alone(reader: Reader) -> None:
    attic = {**SHELF, "module": "attic", "routes": [], "feeds": [], "moved": "courant.attic.page.old"}
    directory.load({"modules": [CORE, attic, {**SHELF, "moved": MOVED}]})
    assert reader.get("/2019/old.html").status_code == 301
    assert reader.get("/elsewhere").status_code == 404


@pytest.mark.parametrize("fields", [{"suspended": True}, {"moved": ""}])
def test_a_suspended_module_and_one_without_old_addresses_are_not_asked(
    reader: Reader, stub: FakeRouter, fields: dict[str, Any]
) -> None:
    directory.load({"modules": [CORE, {**SHELF, "moved": MOVED, **fields}]})
    assert reader.get("/2019/old.html").status_code == 404
    assert MOVED not in {uri for uri, _, _ in stub.calls}


def test_the_first_module_that_knows_an_address_answers(reader: Reader, stub: FakeRouter) -> None:
    other = {**SHELF, "module": "attic", "routes": [], "feeds": [], "moved": "courant.attic.page.old"}
    directory.load({"modules": [CORE, {**SHELF, "moved": MOVED}, other]})
    stub.answer("courant.attic.page.old", lambda *_: {**NEW, "location": "/attic/"})
    assert reader.get("/2019/old.html").headers["Location"] == "/shelf/one/"
    assert reader.get("/elsewhere").headers["Location"] == "/attic/"


def test_a_path_that_is_too_long_asks_nobody(reader: Reader, stub: FakeRouter) -> None:
    assert reader.get("/" + "x" * 1001).status_code == 404
    assert MOVED not in {uri for uri, _, _ in stub.calls}


def test_an_address_that_leads_nowhere_is_asked_for_once(reader: Reader, stub: FakeRouter) -> None:
    def asked() -> int:
        return sum(uri == MOVED for uri, _, _ in stub.calls)

    assert [reader.get("/scanned/").status_code for _ in range(3)] == [404, 404, 404]
    assert asked() == 1
    reader.sign_up("ada").get("/scanned/")
    assert asked() == 2
    stub.answer(MOVED, lambda *_: NEW)
    stub.change()
    assert Reader().get("/scanned/").status_code == 301


def test_an_answer_that_an_event_overtakes_is_not_kept(reader: Reader, stub: FakeRouter) -> None:
    def overtaken(*_: Any) -> NotFound:
        stub.change()
        return NotFound("There is no such page.")

    stub.answer(MOVED, overtaken)
    assert reader.get("/overtaken/").status_code == 404
    stub.answer(MOVED, lambda *_: NEW)
    assert reader.get("/overtaken/").status_code == 301


@pytest.mark.parametrize("error", [RateLimited("Too fast."), Forbidden("Not you."), Unavailable("Away.")])
def test_only_what_a_module_does_not_know_is_kept(reader: Reader, stub: FakeRouter, error: Any) -> None:
    stub.answer(MOVED, lambda *_: error)
    reader.get("/later/")
    stub.answer(MOVED, lambda *_: NEW)
    assert reader.get("/later/").status_code == 301
