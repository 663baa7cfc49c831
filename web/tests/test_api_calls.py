"""Calls over the HTTP API: who calls, what the scopes cover, how errors look, and how fast it may be used."""

from typing import Any

import httpx
import pytest
from courant_kit.calls.errors import Internal, Invalid, RateLimited, Unavailable
from courant_kit.calls.limits import Rate
from courant_web.accounts import people, token_text, tokens
from courant_web.api import arguments, door, origins
from courant_web.api.pace import Pace
from courant_web.environment import load_web
from courant_web.models import User

from .fake_router import FakeRouter
from .http_reader import PASSWORD, Reader

ADD = "courant.shelf.note.add"
WRONG = "application/problem+json"
KEY = "0123456789abcdef"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets that no other test has used."""
    monkeypatch.setattr(door, "pace", Pace(Rate(1000, 1000), Rate(1000, 1000)))


def token(role: str = "editor", words: str = "write:shelf", name: str = "A token") -> str:
    """The text of a new token of `boss`, an administrator."""
    boss = User.objects.filter(username="boss").first() or people.add("boss", PASSWORD, "admin")
    return tokens.create(name, role, words, boss)


def call(reader: Reader, uri: str, fields: Any = None, text: str = "", **headers: str) -> httpx.Response:
    """The answer to a call."""
    sent = {"Authorization": f"Bearer {text}"} if text else {}
    more: dict[str, Any] = {} if fields is None else {"json": fields}
    return reader.ask("POST", f"/api/call/{uri}", headers={**sent, **headers}, **more)


def test_a_call_is_answered_with_its_result(reader: Reader, stub: FakeRouter) -> None:
    answer = call(reader, ADD, {"text": "one", "location": "/shelf/"}, token())
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json() == {"location": "/shelf/", "notice": "Added."}
    assert answer.headers["Cache-Control"] == "no-store"
    uri, person, fields = stub.calls[-1]
    assert (uri, fields) == (ADD, {"text": "one", "location": "/shelf/"})
    assert (person["name"], person["role"], person["grant"].partition("-")[0]) == ("boss", "editor", "token")
    assert "reads_only" not in person


def test_without_a_token_it_is_a_visitors_call_whatever_the_cookies(reader: Reader, stub: FakeRouter) -> None:
    reader.sign_up("ada")
    assert call(reader, ADD, {"text": "one"}).status_code == 200
    assert stub.calls[-1][1]["role"] == "visitor"
    assert len(stub.calls[-1][1]["address"]) == 16


def test_a_token_for_reading_calls_as_one_that_only_reads(reader: Reader, stub: FakeRouter) -> None:
    text = token(words="read:shelf")
    assert call(reader, "courant.shelf.page.all", None, text).json()["title"] == "All notes"
    assert stub.calls[-1][1]["reads_only"] is True
    before = len(stub.calls)
    answer = call(reader, ADD, {"text": "one"}, text)  # the shelf is not installed with the site: nobody knows
    assert (answer.status_code, len(stub.calls)) == (403, before)
    assert answer.json()["detail"] == f"This token has no scope for {ADD}. It needs “{ADD}” or “write:shelf”."


@pytest.mark.parametrize(
    ("fields", "status", "error", "field"),
    [
        ({"text": "x" * 301}, 422, "invalid", "text"),
        ({"text": "no"}, 403, "forbidden", None),
        ({"text": "stale"}, 409, "conflict", None),
    ],
)
def test_errors_are_problems(
    reader: Reader, stub: FakeRouter, fields: Any, status: int, error: str, field: str | None
) -> None:
    answer = call(reader, ADD, fields, token())
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, WRONG)
    problem = answer.json()
    assert (problem["type"], problem["status"], problem.get("field")) == (f"courant.error.{error}", status, field)
    assert problem["detail"]
    assert problem["title"]


def test_a_module_that_is_away_asks_to_come_back(reader: Reader, stub: FakeRouter) -> None:
    answer = call(reader, "courant.nobody.note.add", {}, token(words="write:*"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    stub.answer(ADD, lambda *_: RateLimited("That was too fast.", retry_after=1.2))
    assert call(reader, ADD, {}, token(name="Second")).headers["Retry-After"] == "2"


def test_a_fault_has_a_reference_and_no_details(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(ADD, lambda *_: Internal("Something went wrong.", reference="1f"))
    assert call(reader, ADD, {}).json()["reference"] == "1f"
    stub.answer(ADD, lambda *_: 1 / 0)
    answer = call(reader, ADD, {})
    assert (answer.status_code, "division" in answer.text) == (500, False)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400), (b"{}", "text/plain", 415), (b"{}", "application/json; charset=utf-8", 200),
        (b"[]", "application/json", 422), (b"1", "application/json", 422), (b"\xff", "application/json", 400),
        (b'{"a": ' + b"[" * 33 + b"]" * 33 + b"}", "application/json", 422),
        (b'{"a": 18446744073709551616}', "application/json", 422),
        (b'{"a": 18446744073709551615}', "application/json", 200),
        (b"", "", 200),
    ],
)  # fmt: skip
def test_what_the_body_may_be(reader: Reader, stub: FakeRouter, body: bytes, kind: str, status: int) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = reader.ask("POST", f"/api/call/{ADD}", content=body, headers=headers)
    assert answer.status_code == status, answer.text


def test_a_body_that_is_too_large_is_rejected(reader: Reader, stub: FakeRouter) -> None:
    for size in (arguments.LARGEST, 3_000_000, 8_000_000):
        answer = call(reader, ADD, {"text": "x" * size})
        assert (answer.status_code, answer.json()["type"]) == (413, "courant.error.too_large")


def test_an_idempotency_key_is_the_key_of_the_save(reader: Reader, stub: FakeRouter) -> None:
    for written in (KEY, f'"{KEY}"'):
        call(reader, ADD, {"text": "one"}, **{"Idempotency-Key": written})
        assert stub.calls[-1][2] == {"text": "one", "idempotency_key": KEY}
    answer = call(reader, ADD, {"idempotency_key": "another"}, **{"Idempotency-Key": KEY})
    assert (answer.status_code, answer.json()["field"]) == (422, "idempotency_key")


@pytest.mark.parametrize(
    ("words", "details"),
    [("Dit veld is er niet.", {"unknown": True}), ("There is no field “idempotency_key” here.", {})],
)
def test_a_procedure_that_only_reads_needs_no_key(
    reader: Reader, stub: FakeRouter, words: str, details: dict[str, Any]
) -> None:
    def listed(person: Any, fields: Any) -> Any:
        return Invalid(words, field="idempotency_key", **details) if fields else []

    stub.answer("courant.shelf.note.list", listed)
    assert call(reader, "courant.shelf.note.list", None, **{"Idempotency-Key": KEY}).json() == []
    assert call(reader, "courant.shelf.note.list", {"idempotency_key": KEY}).status_code == 422
    assert call(reader, "courant.shelf.page.all", None, **{"Idempotency-Key": KEY}).status_code == 200
    assert stub.calls[-1][2] == {}


def test_a_key_that_was_used_for_another_call_is_not_left_out(reader: Reader, stub: FakeRouter) -> None:
    used = Invalid("This idempotency key was used for another call; choose a new one.", field="idempotency_key")
    stub.answer(ADD, lambda *_: used)
    before = len(stub.calls)
    assert call(reader, ADD, {"text": "one"}, **{"Idempotency-Key": KEY}).status_code == 422
    assert len(stub.calls) == before + 1


@pytest.mark.parametrize("header", ["Basic eDp5", "Bearer", "Bearer x", f"Bearer {token_text.make()}", "Bearer \u00e9"])
def test_what_is_no_token_is_not_a_visitor(reader: Reader, stub: FakeRouter, header: str) -> None:
    before = len(stub.calls)
    answer = reader.ask("POST", f"/api/call/{ADD}", headers={"Authorization": header.encode()})
    assert (answer.status_code, answer.json()["type"]) == (401, "courant.error.forbidden")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert len(stub.calls) == before
    assert header.removeprefix("Bearer ") not in answer.text or header in {"Bearer", "Bearer x"}


def test_a_token_in_an_address_is_rejected(reader: Reader, stub: FakeRouter) -> None:
    text = token()
    answer = call(reader, f"{ADD}?token={text}", {"text": "one"}, text)
    assert (answer.status_code, answer.json()["type"]) == (400, "courant.error.invalid")
    assert "Revoke this one" in answer.json()["detail"]
    assert text not in answer.text


def test_a_revoked_token_ends_at_once(reader: Reader, stub: FakeRouter) -> None:
    text = token()
    assert call(reader, ADD, {}, text).status_code == 200
    tokens.revoke(tokens.found(text).token)
    assert call(reader, ADD, {}, text).json()["detail"] == "This token has been revoked."


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
def test_other_methods_are_rejected(reader: Reader, stub: FakeRouter, method: str) -> None:
    answer = reader.ask(method, f"/api/call/{ADD}")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")


def test_options_say_what_there_is(reader: Reader, stub: FakeRouter) -> None:
    answer = reader.ask("OPTIONS", f"/api/call/{ADD}", headers={"Origin": "https://elsewhere.test"})
    assert (answer.status_code, answer.headers["Allow"]) == (204, "POST, OPTIONS")
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "uri", ["courant.shelf.note", "wamp.session.list", "courant.shelf.note.add.x", "x", "courant.Shelf.note.add"]
)
def test_only_names_of_four_parts_are_procedures(reader: Reader, stub: FakeRouter, uri: str) -> None:
    assert (call(reader, uri, {}).status_code, call(reader, uri, {}).json()["type"]) == (404, "courant.error.not_found")


def test_any_other_address_is_a_problem(reader: Reader, stub: FakeRouter) -> None:
    for path in ("/api", "/api/", "/api/x/", "/api/call/"):
        answer = reader.get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, WRONG)


def test_pages_of_other_sites_may_use_it_if_the_setting_names_them() -> None:
    assert origins.headers("https://a.test", frozenset(), "POST") == {}
    assert origins.headers("https://b.test", frozenset({"https://a.test"}), "POST") == {"Vary": "Origin"}
    found = origins.headers("https://a.test", frozenset({"https://a.test"}), "POST, OPTIONS")
    assert found["Access-Control-Allow-Origin"] == "https://a.test"
    assert "idempotency-key" in found["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in found
    assert (
        origins.headers("https://c.test", frozenset({"*"}), "POST")["Access-Control-Allow-Origin"] == "https://c.test"
    )
    assert load_web({"COURANT_SECRET_KEY": "x", "COURANT_API_ORIGINS": "*"}).api_origins == {"*"}
    named = load_web({"COURANT_SECRET_KEY": "x", "COURANT_API_ORIGINS": "https://a.test, http://b.test:8"})
    assert named.api_origins == {"https://a.test", "http://b.test:8"}


def test_who_is_too_fast_is_told_when_to_come_back(
    reader: Reader, stub: FakeRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "pace", Pace(Rate(1, 2), Rate(1, 3)))
    text = token()
    answers = [call(reader, ADD, {}, text) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert [one.headers["RateLimit"] for one in answers] == ['"token";r=1;t=1', '"token";r=0;t=2', '"token";r=0;t=2']
    assert answers[-1].headers["RateLimit-Policy"] == '"token";q=2;w=2'
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert [call(reader, ADD, {}).status_code for _ in range(3)] == [200, 200, 200]


def test_who_tries_tokens_is_too_fast_soon(reader: Reader, stub: FakeRouter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "pace", Pace(Rate(1, 9), Rate(0.001, 2)))
    assert [call(reader, ADD, {}, token_text.make()).status_code for _ in range(3)] == [401, 401, 429]
    assert call(reader, ADD, {}).status_code == 429
    assert call(reader, ADD, {}, token()).status_code == 200


def test_bytes_and_moments_in_a_result_are_text(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(ADD, lambda *_: {"data": b"xy", "nothing": None})
    assert call(reader, ADD, {}).json() == {"data": "eHk=", "nothing": None}
    stub.answer(ADD, lambda *_: Unavailable("nobody answers"))
    assert call(reader, ADD, {}).status_code == 503
