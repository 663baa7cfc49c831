"""The front: cached answers without the application, one rendering for all who wait, and size limits."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import Any

import brotli
import httpx
import pytest
from courant_web.front.asgi import Front
from courant_web.front.bodies import TOO_LARGE, Bounded
from courant_web.front.cache import Cache, Caches
from courant_web.front.cache_policy import cache_policy
from courant_web.front.invalidation import Invalidation
from courant_web.front.response import Message, Receive, Scope, Send, store

PAGE = b"<p>page</p>" * 200


class Site:
    """An application that counts what it makes, and a front before it."""

    def __init__(self, *, wanted: bool = True, shared: bool = False, modules: frozenset[str] = frozenset()) -> None:
        self.made = 0
        self.invalidation = Invalidation()
        self.invalidation.reset(closed=False)
        self.caches = Caches({b"/static/a.js": store(200, [], b"script")}, self.invalidation)
        self.front = Front(self.application, self.caches, ("sessionid", "messages"))
        self.wanted, self.shared, self.modules = wanted, shared, modules
        self.wait: Callable[[], Awaitable[Any]] = lambda: asyncio.sleep(0)

    async def application(self, scope: Scope, receive: Receive, send: Send) -> None:
        policy = cache_policy(scope)
        self.made += 1
        await self.wait()
        policy.wanted, policy.shared, policy.modules = self.wanted, self.shared, self.modules
        policy.fragments = {} if self.modules else {"blog.index/2": 5}
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": PAGE[:100], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[100:]})

    async def ask(self, path: str = "/", method: str = "GET", **headers: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.front), base_url="http://site.test") as client:
            return await client.request(method, path, headers=headers)

    def get(self, path: str = "/", method: str = "GET", **headers: str) -> httpx.Response:
        return asyncio.run(self.ask(path, method, **headers))


def test_an_answer_is_made_once_and_sent_compressed() -> None:
    site = Site()
    assert [site.get().content for _ in range(3)] == [PAGE] * 3
    assert site.made == 1
    plain = site.get(**{"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Accept-Encoding"


def test_many_who_ask_at_once_wait_for_one_making() -> None:
    site = Site()
    site.wait = lambda: asyncio.sleep(0.05)

    async def many() -> list[httpx.Response]:
        return await asyncio.gather(*(site.ask() for _ in range(20)))

    assert {answer.content for answer in asyncio.run(many())} == {PAGE}
    assert site.made == 1


def test_what_may_not_be_kept_is_made_for_each() -> None:
    site = Site(wanted=False)
    site.wait = lambda: asyncio.sleep(0.01)

    async def many() -> None:
        await asyncio.gather(*(site.ask() for _ in range(5)))

    asyncio.run(many())
    assert site.made == 5


@pytest.mark.parametrize("cookie", ["sessionid=x", "a=b; messages=y"])
def test_personal_cookies_pass_pages_by_and_not_what_is_shared(cookie: str) -> None:
    pages, shared = Site(), Site(shared=True)
    for site in (pages, shared):
        site.get()
        site.get(Cookie=cookie)
    assert (pages.made, shared.made) == (2, 1)


@pytest.mark.parametrize("cookies", [[b"sessionid=x", b"a=b"], [b"a=b", b"messages=y"]])
def test_cookies_may_come_in_several_headers(cookies: list[bytes]) -> None:
    site = Site()
    site.get()
    asked = {"method": "GET", "raw_path": b"/", "query_string": b""}
    assert site.front.cached({**asked, "headers": []}) is not None
    assert site.front.cached({**asked, "headers": [(b"cookie", one) for one in cookies]}) is None


def test_other_cookies_do_not_matter() -> None:
    site = Site()
    site.get()
    site.get(Cookie="theme=dark")
    assert site.made == 1


def test_an_event_of_another_part_of_the_list_drops_the_page_too() -> None:
    site = Site()
    site.get()
    site.invalidation.heard("blog.index", 6)
    site.get()
    assert site.made == 2


def test_an_event_that_the_page_shows_already_does_not_keep_it_from_being_kept() -> None:
    site = Site()
    site.invalidation.heard("blog.index", 5)
    site.get()
    site.get()
    assert site.made == 1


def test_any_event_of_a_module_drops_its_feed_also_while_it_is_made() -> None:
    site = Site(shared=True, modules=frozenset({"blog"}))
    site.get()
    site.invalidation.heard("blog.anything", 1)
    site.invalidation.heard("wiki.anything", 1)
    site.get()
    assert site.made == 2
    site.invalidation.heard("blog.anything", 2)

    async def event() -> None:
        site.invalidation.heard("blog.anything", 3)

    site.wait = event
    site.get()
    site.wait = lambda: asyncio.sleep(0)
    site.get()
    assert site.made == 4


def test_nothing_that_was_being_made_when_the_router_was_lost_is_kept() -> None:
    site = Site()

    async def lost() -> None:
        site.invalidation.reset(closed=True)
        site.invalidation.reset(closed=False)

    site.wait = lost
    site.get()
    site.get()
    assert site.made == 2


def test_a_copy_with_the_same_tag_is_enough() -> None:
    site = Site()
    site.get()
    tag = site.get().headers["ETag"]
    assert site.get(**{"If-None-Match": f'"other", {tag}'}).status_code == 304
    assert site.get(**{"If-None-Match": '"other"'}).status_code == 200


def test_the_head_of_a_kept_answer() -> None:
    site = Site()
    site.get()
    answer = site.get(method="HEAD")
    assert (answer.content, site.made) == (b"", 1)


def test_files_are_there_whatever_happens() -> None:
    site = Site()
    site.invalidation.reset(closed=True)
    assert site.get("/static/a.js", Cookie="sessionid=x").content == b"script"


def test_a_failure_is_not_waited_for_for_ever() -> None:
    site = Site()

    async def fail() -> None:
        raise RuntimeError("broken")

    site.wait = fail
    for _ in range(2):
        with pytest.raises(RuntimeError):
            site.get()


def test_a_client_that_has_left_gets_no_answer_and_is_no_fault() -> None:
    site = Site()

    async def leaves(scope: Scope, receive: Receive, send: Send) -> None:
        """Django, when the client disconnects while a page is made."""

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError("nobody is there")

    front = Front(leaves, site.caches, ("sessionid",))
    scope = {"type": "http", "method": "GET", "headers": [], "raw_path": b"/", "query_string": b""}
    asyncio.run(front(scope, receive, send))


def test_the_cache_is_bounded_by_number_and_by_bytes() -> None:
    invalidation = Invalidation()
    invalidation.reset(closed=False)
    few, small = Cache(invalidation, most=3, size=10**9), Cache(invalidation, most=100, size=10_000)
    for number in range(6):
        policy = invalidation.begin()
        policy.wanted, policy.fragments = True, {"a.b": 1}
        for cache in (few, small):
            cache.put(str(number).encode(), policy, store(200, [], b"x" * 2_000))
    assert (len(few), len(small)) == (3, 2)
    assert few.get(b"0") is None
    assert few.get(b"5") is not None
    invalidation.heard("a.b", 2)
    assert (len(few), len(small)) == (0, 0)


def test_the_compressed_form_is_the_same_text_and_small_ones_stay_as_they_are() -> None:
    stored = store(200, [(b"content-type", b"text/html")], PAGE)
    assert not stored.packed  # nobody has asked for it
    first, again = (stored.form(head=False, encoding=b"gzip", tag=None) for _ in range(2))
    assert gzip.decompress(first[1]["body"]) == PAGE
    assert again[1] is first[1]
    assert not store(200, [(b"content-type", b"image/png")], PAGE).packing
    assert not store(200, [(b"content-type", b"text/html")], b"short").packing


@pytest.mark.parametrize(
    ("asked", "sent"),
    [(b"gzip, deflate, br, zstd", b"br"), (b"gzip, deflate", b"gzip"), (b"br", b"br"), (b"zstd", None), (None, None)],
)
@pytest.mark.parametrize("lasting", [True, False])
def test_an_answer_is_sent_in_the_smallest_form_that_is_understood(
    asked: bytes | None, sent: bytes | None, lasting: bool
) -> None:
    stored = store(200, [(b"content-type", b"text/css")], PAGE, lasting=lasting)
    start, body = stored.form(head=False, encoding=asked, tag=None)
    assert dict(start["headers"]).get(b"content-encoding") == sent
    assert dict(start["headers"])[b"vary"] == b"Accept-Encoding"
    unpack = {b"br": brotli.decompress, b"gzip": gzip.decompress, None: bytes}[sent]
    assert unpack(body["body"]) == PAGE


def test_a_personal_answer_is_compressed_too_and_keeps_its_cookies() -> None:
    headers = [(b"content-type", b"text/html"), (b"set-cookie", b"a=b"), (b"content-length", b"9")]
    stored = store(200, headers, PAGE, personal=True)
    start, body = stored.form(head=False, encoding=b"gzip, br", tag=None)
    assert gzip.decompress(body["body"]) == PAGE
    names = [name for name, _ in start["headers"]]
    assert names.count(b"content-length") == 1
    assert b"set-cookie" in names
    assert b"etag" not in names


@pytest.mark.parametrize("stated", [True, False])
def test_a_body_over_the_bound_never_reaches_the_application(stated: bool) -> None:
    got: list[tuple[bytes, bool]] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        got.append((body, TOO_LARGE in scope))
        assert (await receive())["type"] == "http.disconnect"

    parts: list[Message] = [{"type": "http.request", "body": b"x" * 60, "more_body": True} for _ in range(3)]
    parts.append({"type": "http.disconnect"})

    async def receive() -> Message:
        return parts.pop(0)

    async def send(message: Message) -> None:
        raise AssertionError("nothing is answered here")

    headers = [(b"content-length", b"180")] if stated else []
    scope = {"type": "http", "method": "POST", "headers": headers}
    asyncio.run(Bounded(application, 100)(scope, receive, send))
    assert got == [(b"" if stated else b"x" * 60, True)]
