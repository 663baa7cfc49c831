"""The browser of a visitor who has made something here: known to services by a hash, and to nobody else."""

import pytest
from courant_kit.calls.caller import Role, disclosed, on_behalf
from courant_web.accounts import device
from courant_web.accounts.person import Person

from .fake_router import FakeRouter
from .http_reader import OWN, Reader

ADD = "/call/courant.shelf.note.add/"
COOKIE = "device_8080"


@pytest.fixture
def offered(stub: FakeRouter) -> FakeRouter:
    """A module whose answers name what is the caller's own."""
    stub.answer("courant.shelf.note.add", lambda _, fields: {"location": "/shelf/", "own": fields["text"]})
    return stub


def _known(stub: FakeRouter) -> list[str]:
    return [person.get("device", "") for uri, person, _ in stub.calls if uri == "courant.shelf.note.add"]


def test_a_visitor_is_known_again_by_a_cookie_that_no_script_reads(reader: Reader, offered: FakeRouter) -> None:
    answer = reader.post(ADD, {"text": "note-1"})
    kept = answer.headers["Set-Cookie"]
    assert all(word in kept for word in ("HttpOnly", "SameSite=Lax", "Max-Age=2592000"))
    secret, own = str(reader.cookies[COOKIE]).strip('"').split("~")
    assert own == "note-1"
    reader.post(ADD, {"text": "note-2"})
    first, second = _known(offered)
    assert first == second == device.mark(secret)
    assert secret not in str(offered.calls) + answer.text + str(answer.headers["Location"])


def test_a_page_says_nothing_of_a_device_to_others(reader: Reader, offered: FakeRouter) -> None:
    reader.post(ADD, {"text": "note-1"})
    assert '<link rel="stylesheet" href="/device.css">' in reader.get("/shelf/").text
    sheet = reader.get("/device.css")
    assert sheet.text == "#note-1 [data-device] { display: inline-flex; }\n"
    assert sheet.headers["Cache-Control"] == "private, no-store"
    other = Reader()
    assert "device.css" not in other.get("/shelf/").text
    assert other.get("/device.css").text == ""


def test_who_makes_nothing_has_no_cookie(reader: Reader, stub: FakeRouter) -> None:
    reader.post(ADD, {"text": "hello"})
    assert COOKIE not in reader.cookies
    assert _known(stub)[0], "the service may know the device that is asking, should it make something"


def test_somebody_who_is_signed_in_has_no_device(reader: Reader, offered: FakeRouter) -> None:
    reader.sign_up("devicer")
    reader.post(ADD, {"text": "note-1"})
    assert COOKIE not in reader.cookies
    assert _known(offered) == [""]


@pytest.mark.parametrize("own", ["", "Note", "a b", "x}*{display:none", "a" * 61])
def test_only_an_id_is_kept(reader: Reader, offered: FakeRouter, own: str) -> None:
    reader.post(ADD, {"text": own})
    assert COOKIE not in reader.cookies


def test_a_cookie_that_is_not_ours_is_nothing() -> None:
    for value in (None, "", "x", "~note-1", "A" * 32, "0" * 31):
        assert device.parsed(value) == device.Device()
    assert device.parsed("0" * 32 + "~note-1~x}*~note-2").own == ("note-1", "note-2")
    assert len(device.parsed("0" * 32 + "~a" * 50).own) == device.MOST


def test_a_script_of_the_site_gets_the_answer_or_a_problem(reader: Reader, offered: FakeRouter) -> None:
    by_script = {**OWN, "Accept": "application/json"}
    answer = reader.post(ADD, {"text": "note-1"}, headers=by_script)
    assert (answer.status_code, answer.json()) == (200, {"location": "/shelf/"})
    assert COOKIE in reader.cookies
    refused = reader.post("/call/courant.nobody.note.add/", {"text": "x"}, headers=by_script)
    assert (refused.status_code, refused.json()["type"]) == (503, "courant.error.unavailable")


def test_services_know_the_same_device_over_http_and_sockets() -> None:
    visitor = Person()
    over_socket = disclosed(7, visitor.authid("5e1f", "d0d0"), "visitor")
    over_http = on_behalf(visitor.wire("5e1f", "d0d0"), "service-web")
    assert (over_socket.device, over_http.device) == ("d0d0", "d0d0")
    assert over_socket.source == over_http.source == "address-5e1f"
    ada = Person("ada", Role.MEMBER.value, "1")
    assert disclosed(7, ada.authid("5e1f", "d0d0"), "member").device == ""
    assert on_behalf({**ada.wire("5e1f", "d0d0"), "device": "d0d0"}, "service-web").device == ""
