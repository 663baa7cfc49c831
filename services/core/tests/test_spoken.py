"""Which languages windows show, and the menu and front page in each."""

from collections.abc import Iterator
from typing import Any

import pytest
from courant_core import contract, state
from courant_core.spoken import Spoken
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import in_languages

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def core() -> Iterator[StagedCore]:
    with in_languages("en", "nl", "de"):
        yield StagedCore()


def told(core: StagedCore) -> list[list[str]]:
    return [fields["languages"] for topic, fields in core.session.events if topic == contract.SHOWN.uri]


def asked(core: StagedCore) -> Any:
    return core.call(contract.LANGUAGES, "service", "blog")["languages"]


def test_all_languages_count_until_windows_have_reported_theirs(core: StagedCore) -> None:
    assert asked(core) == ["nl", "de"]
    core.enter(100, "/", accept_language="nl")
    core.enter(101, "/")
    core.clock.advance(state.NARROWING)
    assert told(core) == [["nl"]]
    assert asked(core) == ["nl"]


def test_a_language_counts_at_once_and_until_a_while_after_its_last_window(core: StagedCore) -> None:
    core.clock.advance(state.NARROWING)
    core.enter(100, "/", accept_language="de")
    core.enter(101, "/", accept_language="de")
    core.end(100)
    core.clock.advance(state.NARROWING)
    assert told(core) == [[], ["de"]]
    core.end(101)
    assert asked(core) == ["de"]
    core.clock.advance(state.NARROWING)
    assert told(core) == [[], ["de"], []]


def test_a_window_that_is_loaded_again_changes_nothing(core: StagedCore) -> None:
    core.clock.advance(state.NARROWING)
    core.enter(100, "/", accept_language="de")
    core.end(100)
    core.enter(101, "/blog/", accept_language="de")
    core.clock.advance(2 * state.NARROWING)
    assert told(core) == [[], ["de"]]


def test_core_itself_renders_in_these_languages(core: StagedCore) -> None:
    core.enter(100, "/", accept_language="nl")
    core.clock.advance(state.NARROWING)
    core.session.events.clear()
    core.arrive("shelf", 7)
    topics = core.topics()
    assert "courant.core.live.menu@nl" in topics
    assert "courant.core.live.menu@de" not in topics


def test_the_menu_has_the_words_of_each_language(core: StagedCore) -> None:
    core.arrive("shelf", 7, languages={"nl": {"Shelf": "Plank"}})
    since = core.module.contract.procedures["courant.core.live.since"]
    for language, word in (("nl", "Plank"), ("de", "Shelf"), ("en", "Shelf")):
        (menu,) = core.call(since, fragments={"core.menu": 0}, accept_language=language)["fragments"]
        assert f"{word}</a>" in menu["html"]


def test_a_window_learns_the_topic_of_its_language(core: StagedCore) -> None:
    answer = core.call(contract.ENTER, page="/", accept_language="nl")
    assert answer["topic"].endswith("@nl")
    assert "@" not in answer["fragment"]


def test_the_front_page_asks_each_module_in_the_language_that_it_speaks(core: StagedCore) -> None:
    heard: list[dict[str, Any]] = []

    async def front(who: Disclosed, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        heard.append(kwargs)
        return {"html": "<p>part</p>"}

    core.arrive("shelf", 7, front=True, languages={"nl": {}})
    core.session.procedures["courant.shelf.front.render"] = front
    for language in ("nl", "de", "en"):
        assert "part" in core.page(contract.PAGE_FRONT, accept_language=language).html
    assert heard == [{"accept_language": "nl"}, {}, {}]


def test_a_program_that_is_no_window_makes_no_language_count() -> None:
    spoken = Spoken(["nl"])
    assert spoken.narrow()
    assert not spoken.enter(1, "en")
    assert not spoken.enter(1, "fr")
    assert spoken.shown == []
