"""Pages over HTTP: the right module, the right status, the shell around them."""

import asyncio
import json
import re
from typing import Any

import pytest
from courant_kit.calls.errors import Foreign
from courant_web.accounts.network import marked
from courant_web.pages import shell
from courant_web.upstream.state import directory
from twisted.internet.defer import Deferred

from .fake_router import SHELF, FakeRouter
from .http_reader import Reader, main


def test_a_page_stands_in_the_shell_as_its_module_rendered_it(reader: Reader, stub: FakeRouter) -> None:
    answer = reader.get("/shelf/")
    assert answer.status_code == 200
    assert main(answer) == stub._notes({}, {})["html"]
    assert '<main id="main" tabindex="-1" data-module="shelf" data-status="200" data-audience="live">' in answer.text
    assert '<html lang="en" data-role="visitor" data-socket="/ws" data-site="Courant">' in answer.text


def test_the_head_says_what_the_page_says_of_itself(reader: Reader) -> None:
    text = reader.get("/shelf/").text
    assert "<title>All notes · Courant</title>" in text
    assert '<meta name="description" content="Every note">' in text
    assert '<link rel="canonical" href="http://site.test:8080/shelf/">' in text
    assert '<link rel="alternate" type="application/atom+xml" href="/shelf/feed/">' in text
    assert '<meta property="og:url" content="http://site.test:8080/shelf/">' in text


def test_the_menu_is_cores_live_fragment(reader: Reader) -> None:
    text = reader.get("/shelf/").text
    assert 'data-live="core.menu" data-version="7"><ul><li><a href="/shelf/">' in text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/shelf/nothing/", 404, "Not found"),
        ("/shelf/gone/", 410, "Deleted"),
        ("/shelf/secret/", 403, "Not for you"),
        ("/shelf/away/", 503, "Shelf is being restarted"),
        ("/elsewhere/", 404, "There is no such page"),
        ("/a%0Ab/", 404, "There is no such page"),
        ("/%FF/", 404, "There is no such page"),
    ],
)
def test_what_cannot_be_shown_says_so_with_its_status(reader: Reader, path: str, status: int, words: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, words in main(answer)) == (status, True)
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize(
    ("answer", "words"), [(None, "nothing, or keyword results,"), (0, "not a Page"), ({"html": 7}, "not a Page")]
)
def test_an_answer_that_is_no_page_is_named_to_its_author(
    reader: Reader, stub: FakeRouter, answer: Any, words: str
) -> None:
    faults: list[dict[str, Any]] = []
    stub.answer("courant.site.module.fault", lambda _, fields: faults.append(fields))
    stub.answer("courant.shelf.page.note", lambda *_: answer)
    shown = reader.get("/shelf/one/")
    assert shown.status_code == 500
    assert faults[0]["reference"] in main(shown)
    assert "courant.shelf.page.note answered with" in faults[0]["words"]
    assert words in faults[0]["words"]
    assert "html" not in main(shown)


def test_the_text_of_a_foreign_error_stays_in_the_log(reader: Reader, stub: FakeRouter) -> None:
    faults: list[dict[str, Any]] = []
    stub.answer("courant.site.module.fault", lambda _, fields: faults.append(fields))
    stub.answer("courant.shelf.page.note", lambda *_: Foreign("error.invoke.failure", "Call failed: /srv/secret"))
    shown = reader.get("/shelf/one/")
    assert shown.status_code == 500
    assert faults[0]["reference"] in main(shown)
    assert "secret" not in shown.text
    assert "raised error.invoke.failure" in faults[0]["words"]


def test_a_module_that_was_removed_a_moment_ago_has_no_pages(reader: Reader, stub: FakeRouter) -> None:
    """Web asks core, since the event may still be on its way."""
    assert reader.get("/shelf/away/").status_code == 503
    del stub.modules[1]
    answer = reader.get("/shelf/away/")
    assert (answer.status_code, "There is no such page" in main(answer)) == (404, True)


def test_core_may_take_its_time_to_say_which_modules_there_are(reader: Reader, stub: FakeRouter) -> None:
    """An answer that comes later than at once is a Deferred of Twisted, which Django cannot await."""
    listed = stub.session.procedures["courant.core.module.list"]

    async def later(*asked: Any) -> Any:
        waits: Deferred[None] = Deferred()
        asyncio.get_running_loop().call_soon(waits.callback, None)
        await waits
        return await listed(*asked)

    stub.session.procedures["courant.core.module.list"] = later
    assert reader.get("/shelf/away/").status_code == 503
    del stub.modules[1]
    assert reader.get("/shelf/away/").status_code == 404


def test_a_module_that_is_away_is_asked_for_again_soon(reader: Reader) -> None:
    answer = reader.get("/shelf/away/")
    assert answer.headers["Retry-After"] == "5"
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in answer.text


def test_a_page_that_moved_redirects(reader: Reader) -> None:
    answer = reader.get("/shelf/moved/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/shelf/one/")


def test_a_forgotten_slash_is_added_and_the_query_kept(reader: Reader) -> None:
    answer = reader.get("/shelf?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/shelf/?page=2")


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("//evil.test/x", "/evil.test/x/"),
        ("/%5Cevil.test/x", "/%5Cevil.test/x/"),
        ("/x%3Fa%23b?c", "/x%3Fa%23b/?c"),
        ("/caf%C3%A9/%E2%82%AC", "/caf%C3%A9/%E2%82%AC/"),
    ],
)
def test_a_path_with_odd_characters_leads_to_itself_with_a_slash(
    reader: Reader, stub: FakeRouter, path: str, location: str
) -> None:
    stub.modules[1] = {
        **SHELF,
        "routes": [{"name": "x", "pattern": "", "python": ".*/$", "procedure": "courant.a.b.c"}],
    }
    stub.join()
    assert reader.get(f"http://site.test:8080{path}").headers["Location"] == location


@pytest.mark.parametrize(
    ("location", "header"),
    [
        ("/caf\u00e9/\u20ac/?\u00e9#\u20ac", "/caf%C3%A9/%E2%82%AC/?%C3%A9#%E2%82%AC"),
        ("/caf%C3%A9/?a=b&c", "/caf%C3%A9/?a=b&c"),
        ("/a\\evil.test", "/a%5Cevil.test"),
        ("/\\evil.test", "/"),
        ("//evil.test", "/"),
    ],
)
def test_a_location_is_written_as_headers_have_it(location: str, header: str) -> None:
    assert shell.here(location) == header


def test_only_the_pages_own_arguments_are_taken_from_the_query(reader: Reader, stub: FakeRouter) -> None:
    reader.get("/shelf/?page=3&utm_source=letter")
    assert stub.calls[-1][2] == {"page": "3"}


def test_a_page_is_asked_for_on_behalf_of_who_reads(reader: Reader, stub: FakeRouter) -> None:
    reader.get("/shelf/mine/")
    assert stub.calls[-1][1] == {"name": "", "role": "visitor", "grant": "", "address": marked("203.0.113.9")}
    reader.sign_up("ada")
    assert main(reader.get("/shelf/mine/")) == "<p>ada</p>"
    person = stub.calls[-1][1]
    assert (person["name"], person["role"], len(person["grant"])) == ("ada", "member", 16)


def embedded(text: str) -> Any:
    """The modules in the page, or None."""
    found = re.search(r'<script id="modules" type="application/json">(.*?)</script>', text)
    return found and json.loads(found[1])["modules"]


def test_a_page_brings_the_routes_that_belong_to_its_menu(reader: Reader, stub: FakeRouter) -> None:
    """So that a window need not ask for them; a list that may be older than the menu is left out."""
    core, shelf = embedded(reader.get("/shelf/").text)
    assert core == {
        "module": "core", "title": "Core", "present": True, "suspended": False,
        "routes": [{"pattern": "^$", "procedure": "courant.core.page.front", "query": []}],
    }  # fmt: skip
    assert next(route["procedure"] for route in shelf["routes"]).startswith("courant.shelf.")
    stub.publish("core.menu", 8, "<ul><li>Another</li></ul>")
    assert embedded(reader.get("/shelf/").text) is None


def test_without_the_router_every_page_is_away_and_not_missing(reader: Reader, stub: FakeRouter) -> None:
    stub.session.broken = True
    assert reader.get("/shelf/").status_code == 503
    directory.load({"modules": []})
    assert reader.get("/elsewhere/").status_code == 503


def test_the_head_of_a_page_can_be_asked_for(reader: Reader) -> None:
    for _ in ("made", "cached"):
        assert (reader.ask("HEAD", "/shelf/").status_code, reader.get("/shelf/").status_code) == (200, 200)


def test_pages_take_nothing_but_reading(reader: Reader) -> None:
    answer = reader.post("/shelf/", {})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_scripts_and_styles_of_a_page_are_in_the_first_document(reader: Reader) -> None:
    text = reader.get("/shelf/scripted/").text
    assert 'data-scripts="/assets/shelf/1f/x.js"' in text
    assert '<link rel="stylesheet" href="/assets/shelf/1f/x.css">' in text
    assert "/assets/" not in reader.get("/shelf/").text


def test_no_page_carries_scripts_or_styles_in_itself(reader: Reader) -> None:
    answer = reader.get("/shelf/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in answer.headers


def test_a_page_for_everybody_may_be_framed_by_our_own_pages_that_ask_for_it(reader: Reader) -> None:
    for _ in ("made", "cached"):
        headers = reader.get("/shelf/?framed").headers
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert reader.get("/shelf/").headers["X-Frame-Options"] == "DENY"


def test_a_host_that_is_not_ours_is_refused(reader: Reader) -> None:
    refused = reader.get("/elsewhere/", Host="evil.test")
    assert (refused.status_code, refused.headers["X-Frame-Options"]) == (400, "DENY")
    assert refused.headers["Content-Length"] == str(len(refused.content))


@pytest.mark.parametrize("name", ["abroad", "broken"])
def test_no_page_redirects_to_another_site(reader: Reader, stub: FakeRouter, name: str) -> None:
    answer = reader.get(f"/shelf/{name}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/")
    assert "X-Injected" not in answer.headers
