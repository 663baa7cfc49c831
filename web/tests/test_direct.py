"""A visitor's page made past Django's middleware is the same, byte for byte, as one that is made the complete way."""

import asyncio
from typing import Any

import pytest
from courant_web.environment import configured
from courant_web.front.asgi import Front
from courant_web.front.cache import Caches
from courant_web.front.invalidation import Invalidation
from courant_web.pages.direct import Direct
from django.core.handlers.asgi import ASGIHandler

from .fake_router import FakeRouter, page

WORDS = '<b>"Words" & O\'s</b>'
PAGES: dict[str, dict[str, Any]] = {
    "plain": page("Plain"),
    "untitled": page("", noindex=True),
    "away": page("Away", status=503),
    "gone": page("Gone", status=410),
    "moved": page("", status=301, location="/shelf/one/"),
    "members": page("Members", audience="members"),
    "alone": page("Alone", audience="person"),
    "live": page("Live", fragments={"shelf.notes": 1}, canonical="/shelf/live/", html="<p>" + "word " * 300),
    "written": page(
        WORDS, description=WORDS, author=WORDS, published=WORDS, modified=WORDS, canonical="/a?b&c", feed="/feed&/",
        image="/media/shelf/aa-800x600.png", translations={"de": "/de/&", "x-default": "https://other.test/"},
        trail=[{"title": WORDS, "path": "/shelf/"}], scripts=["/one.js", "/two&.js"], styles=["/one.css"],
    ),
}  # fmt: skip
PATHS = [
    *(f"/shelf/{name}/" for name in PAGES), "/", "/shelf/", "/shelf", "/shelf/feed/", "/nowhere/", "/led/", "/ü/",
    "/\ufffd/", "/a\0b/", "/healthz", "/robots.txt",
]  # fmt: skip
ASKED = [
    (b"", []),
    (b"crawled=1", []),
    (b"framed", [(b"accept-encoding", b"gzip, br")]),
    (b"page=2", [(b"referer", b"http://site.test:8080/shelf/"), (b"accept-language", b"de")]),
]


class Counted:
    """Django, and how often it was asked."""

    def __init__(self) -> None:
        self.django: Any = ASGIHandler()
        self.asked = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        await self.django(scope, receive, send)


@pytest.fixture
def site(stub: FakeRouter) -> FakeRouter:
    stub.answer("courant.shelf.page.note", lambda _, asked: PAGES.get(asked["name"], page("None", status=404)))
    stub.answer("courant.core.redirect.find", lambda _, asked: {"found": asked["path"] == "led/", "target": "/ü/"})
    return stub


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_the_same_without_the_middleware(site: FakeRouter, path: str) -> None:
    for query, headers in ASKED:
        complete, short = (asked(way, path, query, headers) for way in (Counted(), Direct(Counted())))
        assert short == complete


@pytest.mark.parametrize(
    ("path", "header", "by_django"),
    [
        ("/shelf/plain/", (b"accept", b"*/*"), 0),
        ("/shelf/nothing/", (b"accept", b"*/*"), 0),
        ("/shelf/plain/", (b"cookie", b"language=de"), 1),
        ("/shelf/plain/", (b"content-length", b"3"), 1),
        ("/accounts/login/", (b"accept", b"*/*"), 1),
        ("/robots.txt", (b"accept", b"*/*"), 1),
    ],
)
def test_only_what_is_as_simple_as_that_goes_the_short_way(
    site: FakeRouter, path: str, header: tuple[bytes, bytes], by_django: int
) -> None:
    complete = Counted()
    asked(Direct(complete), path, b"", [header])
    assert complete.asked == by_django


def test_a_fault_of_ours_is_answered_as_ever(site: FakeRouter, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("courant_web.pages.shell._redirect", broken)
    (begin, body) = asked(Direct(Counted()), "/shelf/moved/", b"", [])
    assert (begin["status"], b"The fault is ours" in body["body"]) == (500, True)


def test_another_host_is_refused(site: FakeRouter) -> None:
    (begin, _) = asked(Direct(Counted()), "/shelf/plain/", b"", [], host=b"elsewhere.test")
    assert begin["status"] == 400


def asked(
    app: Any, path: str, query: bytes, headers: list[tuple[bytes, bytes]], host: bytes = b"site.test:8080"
) -> list[Any]:
    """The messages with which the site answers, with an empty cache."""
    raw = path.encode()
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": raw, "query_string": query, "root_path": "", "headers": [(b"host", host), *headers],
        "client": ("203.0.113.9", 4711), "server": ("127.0.0.1", 8000),
    }  # fmt: skip
    answer: list[Any] = []

    async def receive() -> dict[str, Any]:
        if left:
            return left.pop()
        await asyncio.Event().wait()
        return {}

    async def send(message: Any) -> None:
        answer.append(message)

    left = [{"type": "http.request", "body": b"", "more_body": False}]
    asyncio.run(Front(app, Caches({}, Invalidation()), configured().personal_cookies)(scope, receive, send))
    return answer
