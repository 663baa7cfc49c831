"""Which language a reader gets, and that nobody gets a page in that of another."""

from asyncio import gather, run
from collections.abc import Iterator
from typing import Any

import pytest
from courant_kit.calls.errors import CourantError, Forbidden, Invalid, Unavailable
from courant_kit.live import languages
from courant_kit.testing import in_languages
from courant_web.front.reading import best
from courant_web.models import User
from courant_web.upstream import following
from courant_web.upstream.state import copies

from .fake_router import CORE, SHELF, FakeRouter, page
from .http_reader import OWN, Reader

SITE = ("en", "nl", "de", "pt-br")
COOKIE = "language_8080"


@pytest.fixture
def several(stub: FakeRouter) -> Iterator[FakeRouter]:
    """The site in memory with several languages; the shelf and the menu say in which they were asked for."""
    with in_languages(*SITE):
        speaking = {**SHELF, "languages": {"nl": {"Shelf": "Plank", "Notes": "Notities"}, "de": {}}}
        stub.modules = [{**CORE, "languages": {"nl": {}, "de": {}}}, speaking]
        stub.answer("courant.core.live.since", _menu)
        stub.answer("courant.shelf.page.all", lambda person, _: _shown(person.get("language", "en")))
        stub.leave()
        stub.join()
        yield stub
    stub.modules = [CORE, SHELF]


def _menu(person: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    language = fields.get("accept_language", "en")
    parts = {"core.menu": "menu", "core.footer": "foot"}
    return {"fragments": [{"id": one, "version": 8, "html": f"{word} in {language}"} for one, word in parts.items()]}


def _shown(language: str) -> dict[str, Any]:
    return page(f"In {language}", html=f"<p>shelf in {language}</p>", fragments={"shelf.notes": 1})


def asked(stub: FakeRouter) -> int:
    return sum(1 for name, _, _ in stub.calls if name == "courant.shelf.page.all")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), ("nl", "nl"), ("nl-BE", "nl"), ("de-AT,nl;q=0.9", "de"), ("fr,nl;q=0.5,de;q=0.8", "de"), ("*", "en"),
     ("nl;q=0,de", "de"), ("fr", "en"), ("pt-BR", "pt-br"), ("pt", "en"), ("nonsense;;q", "en"), ("NL", "nl")],
)  # fmt: skip
def test_the_browser_says_what_its_reader_understands(accepted: str, language: str) -> None:
    assert best(SITE, "", accepted) == language


@pytest.mark.parametrize(("chosen", "language"), [("de", "de"), ("fr", "nl"), ("", "nl")])
def test_a_choice_counts_more_than_the_browser(chosen: str, language: str) -> None:
    assert best(SITE, chosen, "nl") == language


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl"), ("en", "en"), ("pt-br", "pt-BR")])
def test_a_page_is_in_the_language_of_its_reader(several: FakeRouter, reader: Reader, language: str, tag: str) -> None:
    answer = reader.get("/shelf/", **{"Accept-Language": language})
    assert f"shelf in {language}" in answer.text
    assert f"menu in {language}" in answer.text
    assert f"foot in {language}" in answer.text
    assert f'<html lang="{tag}"' in answer.text
    assert answer.headers["Content-Language"] == tag
    assert "Accept-Language" in answer.headers["Vary"]


def test_without_the_menu_in_a_language_its_topic_is_the_default_one_and_who_asks_at_once_shares_a_call(
    several: FakeRouter,
) -> None:
    several.answer("courant.core.live.since", lambda *_: Invalid("none"))
    before = len(several.calls)

    async def together() -> None:
        await gather(*(following.shell_in("de") for _ in range(3)))
        await following.shell_in("de")

    following._failed.clear()
    copies.menu._said.pop("de", None)
    run(together())
    assert [name for name, _, _ in several.calls[before:]] == ["courant.core.live.since"]
    with languages.speaking("de"):
        assert copies.menu.topic == ""


def test_no_reader_gets_the_cached_page_of_another_language(several: FakeRouter, reader: Reader) -> None:
    for _ in range(2):
        for language in ("nl", "de", "en"):
            text = reader.get("/shelf/", **{"Accept-Language": language}).text
            assert [one for one in ("nl", "de", "en") if f"shelf in {one}" in text] == [language]
    assert asked(several) == 3


def test_an_event_in_any_language_drops_the_page_in_all(several: FakeRouter, reader: Reader) -> None:
    for number, topic in enumerate(["", "courant.shelf.live.notes@nl", "courant.shelf.live.notes@de"]):
        for language in ("nl", "de"):
            reader.get("/shelf/", **{"Accept-Language": language})
        assert asked(several) == 2 * (number + 1)
        several.publish("shelf.notes", number + 2, topic=topic)


def test_people_who_are_signed_in_share_a_page_in_each_language(several: FakeRouter, reader: Reader) -> None:
    reader.sign_up("lingua")
    for language in ("nl", "de", "nl", "de"):
        assert f"shelf in {language}" in reader.get("/shelf/", **{"Accept-Language": language}).text
    assert asked(several) == 2


def test_the_window_is_told_whom_to_ask_in_its_language(several: FakeRouter, reader: Reader) -> None:
    text = reader.get("/shelf/", **{"Accept-Language": "nl"}).text
    assert r'data-speaks="^courant\.(core|shelf)\."' in text
    assert 'data-topic="courant.core.live.menu@nl"' in text
    assert '"title": "Plank"' in text
    assert "Notities</a>" in text
    assert "data-speaks" not in reader.get("/shelf/").text
    assert "data-topic" not in reader.get("/shelf/").text


def test_a_menu_that_changes_is_the_newest_in_each_language(several: FakeRouter, reader: Reader) -> None:
    reader.get("/shelf/", **{"Accept-Language": "nl"})
    several.publish("core.menu", 9, "nieuw", "courant.core.live.menu@nl")
    several.publish("core.menu", 9, "new")
    assert ">nieuw</nav>" in reader.get("/shelf/", **{"Accept-Language": "nl"}).text
    assert ">new</nav>" in reader.get("/shelf/").text


def test_without_core_the_menu_stays_as_it_is(several: FakeRouter, reader: Reader) -> None:
    several.answer("courant.core.live.since", lambda *_: Unavailable("away"))
    text = reader.get("/shelf/", **{"Accept-Language": "de"}).text
    assert "shelf in de" in text
    assert "menu in en" in text


def test_a_reader_chooses_a_language_and_keeps_it(several: FakeRouter, reader: Reader) -> None:
    assert 'value="nl" lang="nl">Nederlands</button>' in reader.get("/shelf/").text
    answer = reader.post("/accounts/language/", {"language": "nl"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/shelf/")
    text = reader.get("/shelf/", **{"Accept-Language": "de"}).text
    assert "shelf in nl" in text
    assert 'value="nl" lang="nl" aria-current="true"' in text


def test_a_language_is_remembered_with_the_person(several: FakeRouter, reader: Reader) -> None:
    reader.sign_up("polyglot").post("/accounts/language/", {"language": "de"})
    assert User.objects.get(username="polyglot").language == "de"
    elsewhere = Reader()
    elsewhere.sign_in("polyglot")
    assert "shelf in de" in elsewhere.get("/shelf/", **{"Accept-Language": "nl"}).text


@pytest.mark.parametrize("code", ["fr", "", "../", "nl; Path=/x"])
def test_a_language_that_the_site_does_not_have_is_refused(several: FakeRouter, reader: Reader, code: str) -> None:
    answer = reader.post("/accounts/language/", {"language": code})
    assert answer.status_code == 422
    assert COOKIE not in reader.cookies


def test_no_other_site_chooses(several: FakeRouter, reader: Reader) -> None:
    elsewhere = {**OWN, "Origin": "https://evil.test"}
    assert reader.post("/accounts/language/", {"language": "nl"}, elsewhere).status_code == 403


def test_feeds_are_in_the_language_of_the_site(several: FakeRouter, reader: Reader) -> None:
    reader.get("/shelf/feed/", **{"Accept-Language": "nl"})
    (person,) = [person for name, person, _ in several.calls if name == "courant.shelf.feed.notes"]
    assert "language" not in person
    reader.get("/shelf/feed/", **{"Accept-Language": "de"})
    assert sum(1 for name, _, _ in several.calls if name == "courant.shelf.feed.notes") == 1


def test_a_form_without_javascript_is_answered_in_the_language(several: FakeRouter, reader: Reader) -> None:
    reader.post("/call/courant.shelf.note.add/", {"text": "x"}, {**OWN, "Accept-Language": "nl"})
    assert [person["language"] for name, person, _ in several.calls if name == "courant.shelf.note.add"] == ["nl"]


def test_a_site_with_one_language_is_as_before(reader: Reader, stub: FakeRouter) -> None:
    answer = reader.get("/shelf/", **{"Accept-Language": "nl", "Cookie": f"{COOKIE}=nl"})
    assert '<html lang="en" data-role="visitor"' in answer.text
    assert "Content-Language" not in answer.headers
    assert answer.headers["Vary"] == "Cookie, Accept-Encoding"
    assert "/accounts/language/" not in answer.text
    assert all("language" not in person for _, person, _ in stub.calls)
    assert reader.post("/accounts/language/", {"language": "en"}).status_code == 422
    assert languages.others() == ()


def test_an_error_is_worded_by_the_module(several: FakeRouter, reader: Reader) -> None:
    several.answer("courant.shelf.page.all", lambda person, _: _refused(person["language"]))
    assert "no shelf in nl" in reader.get("/shelf/", **{"Accept-Language": "nl"}).text


def _refused(language: str) -> CourantError:
    return Forbidden(f"no shelf in {language}")
