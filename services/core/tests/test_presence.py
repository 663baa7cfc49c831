"""Who is on which page: windows, people with several, and windows that die."""

import pytest
from courant_core import contract, site
from courant_core.presence import Presence, key_of
from courant_kit.calls.errors import CourantError, Forbidden
from courant_kit.live.audience import EVERYBODY
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished

from .delta import Delta

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def delta() -> Delta:
    return Delta()


def test_people_are_shown_by_name_and_visitors_by_number(delta: Delta) -> None:
    for session, name in enumerate(["Grace", "ada", "", ""], 100):
        fragment = delta.enter(session, "/blog/", name)
    delta.clock.advance(1)
    html = delta.shown(fragment)
    assert html.index('title="ada"') < html.index('title="Grace"')
    assert "2 readers" in html


def test_a_person_with_three_windows_is_one(delta: Delta) -> None:
    for session in (100, 101, 102):
        fragment = delta.enter(session, "/", "ada")
    assert delta.shown(fragment).count('title="ada"') == 1
    delta.end(100)
    delta.end(101)
    assert delta.shown(fragment).count('title="ada"') == 1
    delta.end(102)
    delta.clock.advance(1)
    assert "ada" not in delta.shown(fragment)


def test_entering_another_page_leaves_the_first(delta: Delta) -> None:
    first = delta.enter(100, "/a/", "ada")
    second = delta.enter(100, "/b/", "ada")
    delta.clock.advance(1)
    assert "ada" not in delta.shown(first)
    assert "ada" in delta.shown(second)


def test_a_window_that_dies_goes_from_its_page(delta: Delta) -> None:
    fragment = delta.enter(100, "/", "ada")
    delta.enter(101, "/")
    delta.clock.advance(1)
    delta.end(100)
    delta.clock.advance(1)
    html = [one.html for one in delta.deliveries() if one.id == fragment][-1]
    assert html is not None
    assert "ada" not in html
    assert "1 reader<" in html


def test_a_crowd_that_arrives_together_is_told_a_few_times_a_second(delta: Delta) -> None:
    for session in range(1000):
        fragment = delta.enter(session, "/")
    assert delta.published(fragment) == 1
    for _ in range(8):
        delta.clock.advance(site.PRESENCE_INTERVAL / 2)
    assert delta.published(fragment) == 2
    assert "1000 readers" in delta.shown(fragment)


def test_many_people_are_a_few_names_and_a_number(delta: Delta) -> None:
    for session in range(40):
        fragment = delta.enter(session, "/", f"person{session:02}")
    delta.clock.advance(1)
    html = delta.shown(fragment)
    assert html.count("data-hue") == 12
    assert "28 more" in html


def test_nothing_is_kept_of_a_page_that_everybody_left(delta: Delta) -> None:
    fragment = delta.enter(100, "/" + "x" * 1999)
    delta.end(100)
    delta.clock.advance(1)
    assert fragment not in delta.module.renderings.memory.known
    assert len(fragment) < 40


@pytest.mark.parametrize("page", ["", "blog", "/" + "x" * 2000, 7, "https://example.org/"])
def test_a_page_is_a_path_of_bounded_length(delta: Delta, page: object) -> None:
    with pytest.raises(CourantError) as refused:
        delta.call(contract.ENTER, page=page)
    assert refused.value.field == "page"


def test_only_windows_are_present(delta: Delta) -> None:
    with pytest.raises(Forbidden):
        delta.call(contract.ENTER, "backend", "mailer", page="/")
    person = {"name": "ada", "role": "member", "grant": "1", "address": "::1"}
    with pytest.raises(CourantError, match="open window"):
        finished(
            delta.session.procedures[contract.ENTER.uri](Disclosed(9, "web", "service-web"), [person], {"page": "/"})
        )


def test_names_are_escaped(delta: Delta) -> None:
    assert "<b>" not in delta.shown(delta.enter(100, "/", "<b>"))


def test_after_a_restart_of_core_nobody_is_anywhere_until_they_enter_again(delta: Delta) -> None:
    delta.enter(100, "/", "ada")
    again = Delta()
    assert "grace" in again.shown(again.enter(101, "/", "grace"))
    assert "ada" not in again.shown(str(contract.PRESENCE(key_of("/", EVERYBODY))))


def test_what_does_not_show_is_not_told() -> None:
    presence = Presence()
    assert presence.enter(1, "ada", "p") == ["p"]
    assert presence.enter(1, "ada", "p") == []
    assert presence.enter(2, "ada", "p") == []
    assert presence.leave(1) == []
    assert presence.leave(1) == []
    assert presence.leave(2) == ["p"]
    assert "p" not in presence
