"""Who is on which page: windows, people with several windows, and windows that die."""

import pytest
from courant_core import contract, state
from courant_core.presence import Presence, key_of
from courant_kit.calls.errors import CourantError, Forbidden
from courant_kit.live.audience import EVERYBODY
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def core() -> StagedCore:
    return StagedCore()


def test_people_are_shown_by_name_and_visitors_by_number(core: StagedCore) -> None:
    for session, name in enumerate(["Grace", "ada", "", ""], 100):
        fragment = core.enter(session, "/blog/", name)
    core.clock.advance(1)
    html = core.shown(fragment)
    assert html.index('title="ada"') < html.index('title="Grace"')
    assert "2 readers" in html


def test_a_person_with_three_windows_is_one(core: StagedCore) -> None:
    for session in (100, 101, 102):
        fragment = core.enter(session, "/", "ada")
    assert core.shown(fragment).count('title="ada"') == 1
    core.end(100)
    core.end(101)
    assert core.shown(fragment).count('title="ada"') == 1
    core.end(102)
    core.clock.advance(1)
    assert "ada" not in core.shown(fragment)


def test_entering_another_page_leaves_the_first(core: StagedCore) -> None:
    first = core.enter(100, "/a/", "ada")
    second = core.enter(100, "/b/", "ada")
    core.clock.advance(1)
    assert "ada" not in core.shown(first)
    assert "ada" in core.shown(second)


def test_a_window_that_dies_goes_from_its_page(core: StagedCore) -> None:
    fragment = core.enter(100, "/", "ada")
    core.enter(101, "/")
    core.clock.advance(1)
    core.end(100)
    core.clock.advance(1)
    html = [one.html for one in core.deliveries() if one.id == fragment][-1]
    assert html is not None
    assert "ada" not in html
    assert "1 reader<" in html


def test_a_crowd_that_arrives_together_is_told_a_few_times_a_second(core: StagedCore) -> None:
    for session in range(1000):
        fragment = core.enter(session, "/")
    assert core.published(fragment) == 1
    for _ in range(8):
        core.clock.advance(state.PRESENCE_INTERVAL / 2)
    assert core.published(fragment) == 2
    assert "1000 readers" in core.shown(fragment)


def test_many_people_are_a_few_names_and_a_number(core: StagedCore) -> None:
    for session in range(40):
        fragment = core.enter(session, "/", f"person{session:02}")
    core.clock.advance(1)
    html = core.shown(fragment)
    assert html.count("data-hue") == 12
    assert "28 more" in html


def test_nothing_is_kept_of_a_page_that_everybody_left(core: StagedCore) -> None:
    fragment = core.enter(100, "/" + "x" * 1999)
    core.end(100)
    core.clock.advance(1)
    assert fragment not in core.module.renderings.memory.known
    assert len(fragment) < 40


@pytest.mark.parametrize("page", ["", "blog", "/" + "x" * 2000, 7, "https://example.org/"])
def test_a_page_is_a_path_of_bounded_length(core: StagedCore, page: object) -> None:
    with pytest.raises(CourantError) as refused:
        core.call(contract.ENTER, page=page)
    assert refused.value.field == "page"


def test_only_windows_are_present(core: StagedCore) -> None:
    with pytest.raises(Forbidden):
        core.call(contract.ENTER, "backend", "mailer", page="/")
    with pytest.raises(CourantError, match="open window"):
        finished(core.session.procedures[contract.ENTER.uri](
            Disclosed(8, "ada#credential-1", "member"), [], {"page": "/"}
        ))  # fmt: skip
    person = {"name": "ada", "role": "member", "grant": "1", "address": "::1"}
    with pytest.raises(CourantError, match="open window"):
        finished(
            core.session.procedures[contract.ENTER.uri](Disclosed(9, "web", "service-web"), [person], {"page": "/"})
        )


def test_names_are_escaped(core: StagedCore) -> None:
    assert "<b>" not in core.shown(core.enter(100, "/", "<b>"))


def test_after_a_restart_of_core_nobody_is_anywhere_until_they_enter_again(core: StagedCore) -> None:
    core.enter(100, "/", "ada")
    again = StagedCore()
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
