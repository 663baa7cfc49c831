"""Hostile use of the HTTP API: nothing gets in without a token that counts, and nothing of a token comes out."""

import json
import re
from collections.abc import Iterator
from secrets import token_hex

import httpx
import pytest

from tests.readers import Reader
from tests.site import Site

pytestmark = pytest.mark.router

EVIL = "https://evil.test"
SAVE, LIST = "courant.blog.post.save", "courant.blog.post.list"


@pytest.fixture(scope="module")
def token(site: Site) -> str:
    """The text of a token that may write the blog."""
    printed = site.command("token", "add", f"H {token_hex(4)}", "--role", "editor", "--scope", "write:blog")
    return str(re.findall(r"courant_[0-9A-Za-z]{46}", printed)[0])


@pytest.fixture(scope="module")
def reading(site: Site) -> str:
    """The text of a token that may read the blog as an administrator."""
    printed = site.command("token", "add", f"H {token_hex(4)}", "--role", "admin", "--scope", "read:blog")
    return str(re.findall(r"courant_[0-9A-Za-z]{46}", printed)[0])


@pytest.fixture
def http(site: Site) -> Iterator[httpx.Client]:
    """A client without a token."""
    with httpx.Client(base_url=site.url, timeout=30) as client:
        yield client


def call(http: httpx.Client, uri: str, fields: object = None, **headers: str) -> httpx.Response:
    """The answer to a call."""
    return http.post(f"/api/call/{uri}", json=fields or {}, headers=headers)


def test_a_cookie_gives_no_right(site: Site, http: httpx.Client) -> None:
    cookies = Reader(site).sign_in("ada").cookies
    for headers in ({"Origin": EVIL}, {"Origin": site.url}, {}):
        answer = call(http, SAVE, {"title": "Forged", "text": "x"}, Cookie=cookies, **headers)
        assert (answer.status_code, answer.json()["detail"]) == (403, "Please sign in first.")


def test_a_page_elsewhere_may_not_even_ask(http: httpx.Client) -> None:
    ask = {"Origin": EVIL, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    answer = http.options(f"/api/call/{SAVE}", headers=ask)
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = http.post(f"/api/call/{LIST}", content=b'{"limit": 1}', headers={"Content-Type": kind, "Origin": EVIL})
        assert answer.status_code == 415


@pytest.mark.parametrize(
    "uri",
    [
        "wamp.session.list", "courant.web.session.authenticate", "courant.core.credential.authenticate",
        "courant.site.standing.list", "courant.site.module.announce", "courant.web.grant.list",
        "courant.core.credential.create", "courant.web.token.restore", "courant.search.document.nothing",
    ],
)  # fmt: skip
def test_what_is_for_the_site_alone_stays_closed(http: httpx.Client, token: str, uri: str) -> None:
    for headers in ({}, {"Authorization": f"Bearer {token}"}):
        assert call(http, uri, {}, **headers).status_code in {403, 404, 422, 503}


def test_nobody_becomes_somebody_else_by_fields(http: httpx.Client, token: str) -> None:
    for name in ("person", "role", "reads_only", "caller", "options", "procedure", "self", "args"):
        answer = call(http, LIST, {name: "admin"}, Authorization=f"Bearer {token}")
        assert (answer.status_code, answer.json()["field"]) == (422, name)


@pytest.mark.parametrize(
    ("procedure", "fields"),
    [
        ("text.update", {"document": "post-1", "client": 7, "epoch": 1, "after": 0, "update": ""}),
        ("text.join", {"document": "post-1"}),
        ("upload.begin", {"name": "x.txt", "size": 1}),
        ("post.save", {"title": "Read", "text": "x"}),
    ],
)
def test_a_token_for_reading_changes_nothing(http: httpx.Client, reading: str, procedure: str, fields: object) -> None:
    answer = call(http, f"courant.blog.{procedure}", fields, Authorization=f"Bearer {reading}")
    assert (answer.status_code, answer.json()["detail"]) == (403, "This token may only read here.")


def test_an_error_never_repeats_a_token(http: httpx.Client, token: str) -> None:
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    answers = [
        call(http, LIST, {}, Authorization=f"Bearer {wrong}"),
        call(http, LIST, {token: 1}, Authorization=f"Bearer {token}x"),
        call(http, f"{LIST}?access_token={token}"),
        call(http, token),
        http.get(f"/api/events?token={token}"),
        http.get("/api/events", headers={"Authorization": f"Token {token}"}),
    ]
    assert [one.status_code for one in answers] == [401, 401, 400, 400, 400, 401]
    assert not [one for one in answers if token[8:] in one.text or wrong[8:] in one.text]


def test_a_token_is_in_no_log_and_no_database(site: Site, http: httpx.Client, token: str) -> None:
    call(http, LIST, {}, Authorization=f"Bearer {token}")
    call(http, f"{LIST}?token={token}")
    call(http, LIST, {"limit": "x"}, Authorization=f"Bearer {token}")
    files = [one for one in site.data.rglob("*") if one.is_file() and "socket" not in one.name]
    assert [one for one in files if token[16:].encode() in one.read_bytes()] == []


def test_numbers_and_nesting_that_the_router_would_not_take_hurt_nobody(http: httpx.Client) -> None:
    deep: object = 1
    for _ in range(33):
        deep = [deep]
    for fields in ({"limit": deep}, {"limit": 2**64}, {"limit": -(2**63) - 1}, {"limit": {"a": [2**70]}}):
        assert call(http, LIST, fields).status_code == 422
    body = json.dumps({"limit": 1, "x" * 1000: 1})
    answer = http.post(f"/api/call/{LIST}", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, len(answer.text) < 1000) == (422, True)
    assert call(http, LIST, {"limit": 1}).status_code == 200


@pytest.mark.parametrize("name", ["\u0000", "%00", "..%2f..", "courant.blog.post.list%0d%0aX: 1", "é", "a" * 300])
def test_odd_names_are_not_found(http: httpx.Client, name: str) -> None:
    answer = http.post(f"/api/call/{name.encode().hex() if name == chr(0) else name}")
    assert answer.status_code in {400, 404}
    assert "X" not in answer.headers


def test_headers_that_break_lines_become_words(http: httpx.Client, token: str) -> None:
    own = {"Authorization": f"Bearer {token}"}
    for key in ("short", "a b" * 10, "x" * 200):
        answer = call(http, SAVE, {"title": "Never", "text": "x"}, **own, **{"Idempotency-Key": key})
        assert (answer.status_code, answer.json()["field"]) == (422, "idempotency_key")
    for last in ("x", "blog:-1", "blog:1,blog:2", "blog:" + "9" * 17, "a:1," * 2000):
        answer = http.get("/api/events", headers={**own, "Last-Event-ID": last})
        assert (answer.status_code, answer.json()["field"]) == (422, "position")


def test_who_guesses_tokens_is_slowed_down(site: Site) -> None:
    with httpx.Client(base_url=site.url, transport=httpx.HTTPTransport(local_address="127.0.0.77")) as client:
        found = [call(client, LIST, {}, Authorization="Bearer courant_guess").status_code for _ in range(80)]
        assert set(found) == {401, 429}
    assert httpx.post(f"{site.url}/api/call/{LIST}", json={}).status_code == 200
