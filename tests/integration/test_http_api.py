"""The HTTP API on a real site: calls and events with tokens, for programs that speak no WAMP."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from secrets import token_hex
from typing import Any

import httpx
import pytest
from httpx_sse import ServerSentEvent, connect_sse
from openapi_spec_validator import validate

from tests.site import Site

pytestmark = pytest.mark.router

SAVE, LIST, GET = "courant.blog.post.save", "courant.blog.post.list", "courant.blog.post.get"
PUBLISHED, SAVED = "courant.blog.post.published", "courant.wiki.page.saved"
PATIENCE = 60

Stream = Callable[..., AbstractContextManager[Iterator[ServerSentEvent]]]


@pytest.fixture
def stream(site: Site) -> Stream:
    """Opens a stream; its first message has arrived when the block begins, so nothing that follows is missed."""

    @contextmanager
    def opened(text: str, query: str = "", last: str = "") -> Iterator[Iterator[ServerSentEvent]]:
        headers = {"Authorization": f"Bearer {text}", **({"Last-Event-ID": last} if last else {})}
        with (
            httpx.Client(timeout=PATIENCE) as client,
            connect_sse(client, "GET", f"{site.url}/api/events{query}", headers=headers) as source,
        ):
            assert source.response.status_code == 200, source.response.read()
            messages = source.iter_sse()
            assert next(messages).event == "position"
            yield (one for one in messages if one.event != "position")

    return opened


@cache
def token(site: Site, *scopes: str, role: str = "backend") -> str:
    """The text of a token that the operator makes."""
    words = [word for one in scopes for word in ("--scope", one)]
    printed = site.command("token", "add", f"T {token_hex(4)}", "--role", role, *words)
    found = re.search(r"courant_[0-9A-Za-z]{46}", printed)
    assert found, printed
    return found[0]


def call(site: Site, uri: str, fields: Any = None, text: str = "", **headers: str) -> httpx.Response:
    """The answer to a call."""
    sent = {"Authorization": f"Bearer {text}", **headers} if text else headers
    return httpx.post(f"{site.url}/api/call/{uri}", json=fields or {}, headers=sent, timeout=PATIENCE)


def post(site: Site, text: str, title: str, **headers: str) -> httpx.Response:
    """A new public post."""
    return call(site, SAVE, {"title": title, "text": "Words.", "published": True}, text, **headers)


def test_a_program_writes_and_everybody_reads(site: Site) -> None:
    writer = token(site, "write:blog", role="editor")
    answer = post(site, writer, "Silt")
    assert answer.status_code == 200, answer.text
    assert "Silt" in [one["title"] for one in call(site, LIST).json()["posts"]]
    assert call(site, "courant.blog.page.index").json()["status"] == 200


def test_nobody_writes_without_the_scope_or_the_role(site: Site) -> None:
    for text, words in (
        ("", "Please sign in first."),
        (token(site, "read:blog", role="editor"), "This token may only read here."),
        (token(site, "write:wiki", role="editor"), f"no scope for {SAVE}"),
        (token(site, "write:blog", role="member"), "This is for editors and admins only."),
        (token(site, "write:blog"), "editors"),
    ):
        answer = post(site, text, "Never")
        assert (answer.status_code, answer.json()["type"]) == (403, "courant.error.forbidden")
        assert words in answer.json()["detail"]
    assert "Never" not in [one["title"] for one in call(site, LIST).json()["posts"]]


def test_errors_name_the_field(site: Site) -> None:
    answer = call(site, LIST, {"limit": "many"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert (answer.json()["type"], answer.json()["field"]) == ("courant.error.invalid", "limit")
    assert call(site, GET, {"path": "/blog/nowhere/"}).status_code in {404, 422}
    assert call(site, "courant.blog.nothing.here").status_code == 503


def test_a_repeated_save_is_one_save(site: Site) -> None:
    writer, key = token(site, "write:blog", role="editor"), token_hex(16)
    answers = [post(site, writer, "Once", **{"Idempotency-Key": key}) for _ in range(3)]
    assert {one.text for one in answers} == {answers[0].text}
    assert [one["title"] for one in call(site, LIST).json()["posts"]].count("Once") == 1
    assert post(site, writer, "Twice", **{"Idempotency-Key": key}).json()["field"] == "idempotency_key"


def test_events_arrive_as_they_happen(site: Site, stream: Stream) -> None:
    writer, reader = token(site, "write:blog", role="editor"), token(site, "read:blog")
    with stream(reader) as events:
        post(site, writer, "Fern")
        one = next(one for one in events if one.event == PUBLISHED)
        assert (one.json()["title"], one.id.startswith("blog:")) == ("Fern", True)
        assert f"blog:{one.json()['event']}" in one.id


def test_a_client_that_comes_back_misses_nothing_and_gets_nothing_twice(site: Site, stream: Stream) -> None:
    writer, reader = token(site, "write:blog", role="editor"), token(site, PUBLISHED)
    titles, last = [f"Leaf {number}" for number in range(12)], "blog:0"
    seen: list[str] = []
    for at in range(0, 12, 3):
        for title in titles[at : at + 3]:
            post(site, writer, title)
        with stream(reader, last=last) as events:
            for one in events:
                seen, last = [*seen, one.json()["title"]], one.id
                if seen[-1] == titles[at + 1]:
                    break  # with one left to read
    with stream(reader, last=last) as events:
        seen.append(next(events).json()["title"])
    assert [one for one in seen if one.startswith("Leaf")] == titles


def test_filters(site: Site, stream: Stream) -> None:
    writer, reader = token(site, "write:*", role="editor"), token(site, "read:*")
    post(site, writer, "Moss")
    second = post(site, writer, "Bark").json()
    with stream(reader, f"?topic={PUBLISHED}&module=blog&position=blog:0&thing=post-{second['id']}") as events:
        assert next(events).json()["title"] == "Bark"
    with stream(reader, f"?topic={PUBLISHED}&position=blog:0") as events:
        assert {next(events).event for _ in range(2)} == {PUBLISHED}


@pytest.mark.parametrize(
    ("query", "role", "scope", "status"),
    [
        ("?topic=courant.blog.live.index", "backend", "read:blog", 422),
        ("?topic=nonsense", "backend", "read:blog", 422),
        ("?colour=red", "backend", "read:blog", 422),
        ("?position=blog", "backend", "read:blog", 422),
        ("?module=nothing", "backend", "read:*", 404),
        ("?module=wiki", "backend", "read:blog", 403),
        ("?position=blog:999999", "backend", "read:blog", 410),
        ("", "member", "read:blog", 403),
        ("", "editor", "read:blog", 403),
    ],
)
def test_what_is_wrong_is_said_before_the_stream_begins(
    site: Site, query: str, role: str, scope: str, status: int
) -> None:
    text = token(site, scope, role=role)
    answer = httpx.get(f"{site.url}/api/events{query}", headers={"Authorization": f"Bearer {text}"}, timeout=PATIENCE)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json"), answer.text
    assert answer.json()["detail"]


def test_visitors_have_no_events_and_other_methods_are_answered(site: Site) -> None:
    assert httpx.get(f"{site.url}/api/events").status_code == 401
    assert httpx.post(f"{site.url}/api/events").status_code == 405
    assert httpx.options(f"{site.url}/api/events").headers["Allow"] == "GET, HEAD, OPTIONS"
    head = httpx.head(f"{site.url}/api/events", headers={"Authorization": f"Bearer {token(site, 'read:blog')}"})
    assert (head.status_code, head.headers["Content-Type"], head.content) == (200, "text/event-stream", b"")
    assert (head.headers["X-Accel-Buffering"], head.headers["Cache-Control"]) == ("no", "no-store, no-transform")


def test_a_revoked_token_ends_its_streams_and_calls(site: Site, stream: Stream) -> None:
    name = f"R {token_hex(4)}"
    printed = site.command("token", "add", name, "--scope", "read:*")
    text = re.findall(r"courant_[0-9A-Za-z]{46}", printed)[0]
    with stream(text) as events:
        site.command("token", "remove", name)
        last = [*events][-1]
    assert (last.event, last.json()["status"], last.json()["detail"]) == (
        "problem",
        401,
        "This token has been revoked.",
    )
    assert call(site, LIST, {}, text).status_code == 401


def test_streams_are_counted(site: Site, stream: Stream) -> None:
    text = token(site, "read:blog", "read:wiki")
    headers = {"Authorization": f"Bearer {text}"}
    with ExitStack() as open_streams:
        for _ in range(10):
            open_streams.enter_context(stream(text))
        answer = httpx.get(f"{site.url}/api/events", headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (429, "courant.error.rate_limited")


def test_tokens_are_listed_without_their_texts(site: Site) -> None:
    text = token(site, "read:blog")
    printed = site.command("token", "list")
    assert text not in printed
    assert text[:16] in printed
    assert "read:blog" in printed


def test_the_site_describes_itself(site: Site) -> None:
    for headers in ({}, {"Authorization": f"Bearer {token(site, 'read:blog')}"}):
        document = httpx.get(f"{site.url}/api/openapi.json", headers=headers, timeout=PATIENCE).json()
        validate(document)
        assert "/api/call/courant.blog.page.index" in document["paths"]
        assert document["servers"] == [{"url": site.url}]
    assert not [path for path in document["paths"] if ".wiki." in path]  # which the token's scopes do not cover
