"""Cached pages: a hit makes no call, and no page is out of date."""

from typing import Any

import pytest
from courant_kit.calls.caller import Role
from courant_kit.live.audience import MEMBERS_ONLY, PERSONAL, RANKS, Audience, person, space
from courant_kit.testing import finished
from courant_web.accounts import memberships, people
from courant_web.accounts.person import Person
from courant_web.front.cache import audiences_of, shared_with
from courant_web.models import User
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from hypothesis import given
from hypothesis import strategies as st

from .fake_router import SHELF, FakeRouter
from .http_reader import Reader, main


def asked(stub: FakeRouter, uri: str = "courant.shelf.page.all") -> int:
    return sum(1 for name, _, _ in stub.calls if name == uri)


def test_a_page_is_made_once(reader: Reader, stub: FakeRouter) -> None:
    first, second = reader.get("/shelf/"), reader.get("/shelf/")
    assert asked(stub) == 1
    assert first.text == second.text
    assert first.headers["Content-Encoding"] == second.headers["Content-Encoding"] == "br"
    assert first.headers["ETag"] == second.headers["ETag"]
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@pytest.mark.parametrize("cookie", ["messages={}", "messages ={}", " messages\t= {}"])
def test_what_a_form_answered_is_shown_to_nobody_else(reader: Reader, stub: FakeRouter, cookie: str) -> None:
    storage: Any = CookieStorage(HttpRequest())
    notice = storage._encode([Message(constants.SUCCESS, "Ada's own notice")])
    assert "own notice" in reader.get("/shelf/", Cookie=cookie.format(notice)).text
    assert "own notice" not in Reader().get("/shelf/").text


def test_a_page_is_made_again_after_an_event_of_what_it_shows(reader: Reader, stub: FakeRouter) -> None:
    reader.get("/shelf/")
    stub.change()
    assert 'data-version="2"' in main(reader.get("/shelf/"))
    stub.publish("shelf.other", 9)
    reader.get("/shelf/")
    assert asked(stub) == 2


def test_a_change_while_the_page_is_made_is_not_missed(reader: Reader, stub: FakeRouter) -> None:
    stub.meanwhile = stub.change
    assert 'data-version="1"' in main(reader.get("/shelf/"))
    stub.meanwhile = lambda: None
    assert 'data-version="2"' in main(reader.get("/shelf/"))


def test_a_new_menu_makes_every_page_anew(reader: Reader, stub: FakeRouter) -> None:
    reader.get("/shelf/")
    stub.publish("core.menu", 8, "<ul><li>Another</li></ul>")
    assert "<li>Another</li>" in reader.get("/shelf/").text


def test_a_menu_that_came_in_parts_is_asked_for(reader: Reader, stub: FakeRouter) -> None:
    stub.answer("courant.core.live.since", lambda *_: {"fragments": [
        {"id": "core.menu", "version": 9, "html": "<ul>whole</ul>"}]})  # fmt: skip
    stub.publish("core.menu", 8, None)
    assert "<ul>whole</ul>" in reader.get("/shelf/").text


@pytest.mark.parametrize("topic", ["courant.shelf.live.menu", "courant.shelf.live.notes", "courant.core.live.front"])
def test_a_menu_on_a_topic_that_is_not_the_menus_is_passed_over(reader: Reader, stub: FakeRouter, topic: str) -> None:
    reader.get("/shelf/")
    stub.publish("core.menu", 2**52, "<ul><li>Forged</li></ul>", topic)
    assert "Forged" not in reader.get("/shelf/").text
    stub.publish("core.menu", 8, "<ul><li>Another</li></ul>")
    assert "<li>Another</li>" in reader.get("/shelf/").text


def test_a_module_cannot_say_that_a_fragment_of_another_is_newer(reader: Reader, stub: FakeRouter) -> None:
    stub.publish("shelf.notes", 2**52, topic="courant.guestbook.live.notes")
    reader.get("/shelf/")
    reader.get("/shelf/")
    assert asked(stub) == 1


def test_nothing_is_kept_without_the_router(reader: Reader, stub: FakeRouter) -> None:
    reader.get("/shelf/")
    stub.session.broken = True
    stub.running.leave()
    assert reader.get("/shelf/").status_code == 503


def test_who_is_signed_in_gets_a_page_of_their_own(reader: Reader, stub: FakeRouter) -> None:
    reader.get("/shelf/")
    answer = reader.sign_up("ada").get("/shelf/")
    assert 'data-role="member"' in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert 'data-role="visitor"' in Reader().get("/shelf/").text


def test_a_personal_page_is_never_kept(reader: Reader, stub: FakeRouter) -> None:
    for _ in range(2):
        reader.get("/shelf/mine/")
    assert asked(stub, "courant.shelf.page.note") == 2


def test_what_is_not_found_is_never_kept(reader: Reader, stub: FakeRouter) -> None:
    for _ in range(2):
        reader.get("/shelf/nothing/")
    assert asked(stub, "courant.shelf.page.note") == 2


def test_parameters_that_no_page_takes_do_not_fill_the_cache(reader: Reader, stub: FakeRouter) -> None:
    for _ in range(2):
        reader.get("/shelf/?utm_source=letter")
    assert asked(stub) == 2
    for _ in range(2):
        reader.get("/shelf/?page=2")
    assert asked(stub) == 3


def test_a_copy_that_is_still_right_is_not_sent_again(reader: Reader, stub: FakeRouter) -> None:
    reader.get("/shelf/")
    tag = reader.get("/shelf/").headers["ETag"]
    answer = reader.get("/shelf/", **{"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    stub.change()
    reader.get("/shelf/")
    assert reader.get("/shelf/", **{"If-None-Match": tag}).status_code == 200


def test_modules_that_come_or_go_make_every_page_anew(reader: Reader, stub: FakeRouter) -> None:
    reader.get("/shelf/")
    stub.modules = [stub.modules[0], {**SHELF, "present": False}]
    for listener in stub.session.listeners["courant.core.module.changed"]:
        finished(listener("courant.core.module.changed", [], {"module": "shelf", "present": False}))
    assert 'href="/shelf/feed/">' not in reader.get("/").text
    reader.get("/shelf/")
    assert asked(stub) == 2


def test_a_session_that_has_ended_leaves_no_cookie(reader: Reader, stub: FakeRouter) -> None:
    reader.cookies.set("sessionid_8080", "0123456789abcdef0123456789abcdef", domain="site.test")
    answer = reader.get("/shelf/")
    assert 'data-role="visitor"' in answer.text
    assert "sessionid_8080" not in reader.cookies


def test_a_members_page_is_made_once_for_all_members(reader: Reader, stub: FakeRouter) -> None:
    ada, grace = reader.sign_up("ada"), Reader().sign_up("grace")
    first, second = ada.get("/shelf/"), grace.get("/shelf/")
    assert asked(stub) == 1
    assert main(first) == main(second)
    assert ("ada" in first.text, "ada" in second.text) == (True, False)
    stub.change()
    assert 'data-version="2"' in main(grace.get("/shelf/"))


def test_a_members_page_is_for_nobody_else(reader: Reader, stub: FakeRouter) -> None:
    stub.audience = MEMBERS_ONLY
    ada = reader.sign_up("ada")
    ada.get("/shelf/")
    Reader().get("/shelf/")
    assert asked(stub) == 2
    people.set_role("ada", Role.EDITOR)
    ada.get("/shelf/")
    assert asked(stub) == 3
    assert ada.get("/shelf/?framed").headers["X-Frame-Options"] == "DENY"


def test_what_is_for_one_person_is_made_for_that_person(reader: Reader, stub: FakeRouter) -> None:
    stub.audience = person("ada")
    ada, grace = reader.sign_up("ada"), Reader().sign_up("grace")
    for who in (ada, ada, grace, grace):
        who.get("/shelf/")
    assert [asked_for["name"] for _, asked_for, _ in stub.calls if asked_for] == ["ada", "grace", "grace"]


def test_a_space_is_for_those_who_belong_to_it_now(reader: Reader, stub: FakeRouter) -> None:
    stub.audience = space("7")
    ada, grace = reader.sign_up("ada"), Reader().sign_up("grace")
    for name in ("ada", "grace"):
        memberships.belongs(User.objects.get(username=name), ["7"])
    ada.get("/shelf/")
    grace.get("/shelf/")
    assert asked(stub) == 1
    memberships.belongs(User.objects.get(username="grace"), [])
    grace.get("/shelf/")
    assert asked(stub) == 2


@given(
    st.sampled_from([*RANKS, PERSONAL, space("7"), space("8"), person("ada"), person("grace"), Audience("nonsense")]),
    *[st.builds(Person, st.sampled_from(["ada", "grace"]), st.sampled_from(["member", "editor", "admin"]), st.just("1"),
                st.frozensets(st.sampled_from(["7", "8"])))] * 2,
)  # fmt: skip
def test_nobody_finds_a_page_that_does_not_admit_them(audience: Audience, asker: Person, other: Person) -> None:
    cached = shared_with(audience, asker)
    if cached in audiences_of(other):
        assert audience.admits(other)
    if audience.admits(asker) and audience != PERSONAL:
        assert cached in audiences_of(asker)
