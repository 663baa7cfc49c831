"""One rendering for each language that windows show: who gets which, and what another language costs."""

from collections.abc import Iterator
from typing import Any

import pytest
from courant_kit.calls.caller import MEMBERS, Caller
from courant_kit.calls.errors import CourantError, Invalid
from courant_kit.live import languages, relay
from courant_kit.live.fragment import Fragment, FragmentId, Item
from courant_kit.live.outbox import touch
from courant_kit.module import Module
from courant_kit.process.environment import SettingError, load
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import FakeSession, Stage, finished, in_languages
from courant_kit.wire import site
from courant_kit.wire.contract import Contract, Procedure, page
from courant_kit.wire.manifest import MenuEntry
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.wire.spoken import announced
from django.utils.translation import gettext

pytestmark = pytest.mark.django_db(transaction=True)

CHANGE = Procedure("courant.week.day.change", Nothing, None, MEMBERS, writes=True)
REFUSE = Procedure("courant.week.day.refuse", Nothing, None)
WAIT = Procedure("courant.week.day.wait", Nothing, str)
PAGE = page("courant.week.page.day")
DAY = Fragment("week.day")
LIST = Fragment("week.list", key=int)
rendered: list[str] = []
module = Module(
    "week", "Monday", Contract("week", procedures={one.uri: one for one in (CHANGE, REFUSE, WAIT, PAGE)},
                               fragments={one.name: one for one in (DAY, LIST)}),
    menu=[MenuEntry("Tuesday", "/week/")],
)  # fmt: skip


@module.renders(DAY)
def day(fragment: FragmentId[None]) -> str:
    rendered.append(languages.active())
    return f"<p>{gettext('Monday')}</p>"


@module.renders(LIST)
def days(fragment: FragmentId[int]) -> list[Item]:
    return [Item("m", f"<li id=m>{gettext('Monday')}</li>")]


@module.handles(PAGE)
def show(caller: Caller, request: Nothing) -> Page:
    return Page(title=gettext("Monday"), html=module.embed(DAY()))


@module.handles(CHANGE)
def change(caller: Caller, request: Nothing) -> None:
    touch(DAY())


@module.handles(REFUSE)
def refuse(caller: Caller, request: Nothing) -> None:
    raise Invalid(gettext("Monday"))


@module.handles(WAIT)
async def wait(caller: Caller, request: Nothing) -> str:
    return gettext("Monday")


class Week:
    """The module on a stage; its session answers which languages windows show."""

    def __init__(self, *shown: str) -> None:
        session = FakeSession()

        async def answer(who: Disclosed, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
            return {"languages": list(shown)}

        async def standing(who: Disclosed, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
            return {"withdrawn": []}

        session.procedures |= {site.LANGUAGES.uri: answer, site.STANDING.uri: standing}
        self.stage = Stage(module, session)
        self.session = session
        rendered.clear()

    def show(self, *shown: str) -> None:
        for listener in self.session.listeners[site.SHOWN.uri]:
            finished(listener(site.SHOWN.uri, [], {"languages": list(shown)}))

    def change(self) -> list[tuple[str, str | None]]:
        """Change the day; returns the topics and HTML of the events."""
        self.session.events.clear()
        self.stage.call(CHANGE, "member")
        return [(topic, fields.get("html")) for topic, fields in self.session.events if ".live." in topic]


@pytest.fixture
def week() -> Iterator[Week]:
    with in_languages("en", "nl", "de"):
        yield Week("nl")


def test_a_page_is_in_the_language_that_the_call_names(week: Week) -> None:
    page = week.stage.page(PAGE, accept_language="nl")
    assert (page.title, "<p>maandag</p>" in page.html) == ("maandag", True)
    assert 'data-topic="courant.week.live.day@nl"' in page.html
    assert page.fragments == {"week.day": 0}


@pytest.mark.parametrize("name", ["en", "fr", "", "EN", 7, None])
def test_a_language_that_the_site_does_not_have_is_its_default(week: Week, name: object) -> None:
    page = week.stage.page(PAGE, accept_language=name)
    assert page.title == "Monday"
    assert "data-topic" not in page.html


def test_web_names_the_language_beside_the_person(week: Week) -> None:
    who, person = Disclosed(5, "web", "service-web"), {"name": "", "role": "visitor", "language": "de"}
    answer = finished(week.session.procedures[PAGE.uri](who, [person], {}))
    assert answer["title"] == "Montag"


def test_handlers_on_the_reactor_and_errors_are_in_the_language_too(week: Week) -> None:
    assert week.stage.call(WAIT, accept_language="nl") == "maandag"
    with pytest.raises(CourantError, match="maandag"):
        week.stage.call(REFUSE, accept_language="NL")
    assert week.stage.call(WAIT) == "Monday"


def test_a_change_is_rendered_once_in_each_language_that_windows_show(week: Week) -> None:
    assert week.change() == [("courant.week.live.day@nl", "<p>maandag</p>"), ("courant.week.live.day", "<p>Monday</p>")]
    assert sorted(rendered) == ["en", "nl"]
    week.stage.page(PAGE, accept_language="nl")
    week.stage.page(PAGE)
    assert sorted(rendered) == ["en", "nl"]


def test_windows_in_each_language_have_their_own_deliveries(week: Week) -> None:
    week.change()
    assert [one.html for one in week.stage.deliveries()] == ["<p>Monday</p>"]
    assert [one.html for one in week.stage.deliveries("nl")] == ["<p>maandag</p>"]
    assert week.stage.deliveries("de") == []


def test_the_caller_of_a_change_does_not_choose_the_language_of_the_others(week: Week) -> None:
    week.session.events.clear()
    week.stage.call(CHANGE, "member", accept_language="nl")
    sent = {topic: fields["html"] for topic, fields in week.session.events}
    assert sent["courant.week.live.day"] == "<p>Monday</p>"


def test_a_language_that_no_window_shows_any_more_costs_nothing(week: Week) -> None:
    week.show()
    assert week.change() == [("courant.week.live.day", "<p>Monday</p>")]
    assert rendered == ["en"]


def test_a_language_that_comes_into_use_is_told_what_was_sent_before(week: Week) -> None:
    week.change()
    week.session.events.clear()
    week.show("nl", "de", "fr")
    ((topic, fields),) = week.session.events
    assert (topic, fields["version"], fields["html"]) == ("courant.week.live.day@de", 1, None)
    assert [topic for topic, _ in week.change()] == [
        "courant.week.live.day@nl", "courant.week.live.day@de", "courant.week.live.day"
    ]  # fmt: skip


def test_only_as_many_are_told_as_are_remembered(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "LATELY", 0)
    week.change()
    week.session.events.clear()
    week.show("nl", "de")
    assert week.session.events == []


def test_what_is_newer_is_answered_in_the_language_of_the_window(week: Week) -> None:
    week.change()
    since = module.contract.procedures["courant.week.live.since"]
    for language, html in (("nl", "<p>maandag</p>"), ("de", "<p>Montag</p>"), ("en", "<p>Monday</p>")):
        answer = week.stage.call(since, fragments={"week.day": 0}, accept_language=language)
        assert [(one["version"], one["html"]) for one in answer["fragments"]] == [(1, html)]


def test_until_core_knows_what_windows_show_all_languages_count() -> None:
    with in_languages("en", "nl", "de"):
        week = Week()
        del week.session.procedures[site.LANGUAGES.uri]
        finished(week.stage.running.join(week.session))
        assert [topic for topic, _ in week.change()][:2] == ["courant.week.live.day@nl", "courant.week.live.day@de"]


def test_a_site_with_one_language_asks_and_sends_nothing_more() -> None:
    week = Week("nl")
    assert week.change() == [("courant.week.live.day", "<p>Monday</p>")]
    assert site.SHOWN.uri not in week.session.listeners
    assert week.stage.page(PAGE, accept_language="nl").title == "Monday"
    assert "languages" not in announced(module.manifest)


def test_a_site_in_another_language_only_is_in_that_one() -> None:
    with in_languages("nl"):
        week = Week()
        assert week.change() == [("courant.week.live.day", "<p>maandag</p>")]
        assert announced(module.manifest)["languages"] == {"nl": {"Monday": "maandag", "Tuesday": "dinsdag"}}


def test_a_module_announces_its_titles_in_the_languages_of_the_site() -> None:
    with in_languages("en", "nl"):
        said = {"en": {}, "nl": {"Monday": "maandag", "Tuesday": "dinsdag"}}
        assert announced(module.manifest)["languages"] == said


def test_what_is_cached_by_language_is_made_once_in_each() -> None:
    made: list[str] = []

    @languages.cached(10)
    def made_of(name: str) -> str:
        made.append(name)
        return gettext(name)

    with in_languages("en", "nl"):
        for _ in range(2):
            assert made_of("Monday") == "Monday"
            with languages.speaking("nl"):
                assert made_of("Monday") == "maandag"
    assert made == ["Monday", "Monday"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [("", ("en",)), ("nl", ("nl",)), ("en, nl,de", ("en", "nl", "de")), ("EN,pt-BR,en", ("en", "pt-br"))],
)
def test_the_setting_lists_languages(text: str, codes: tuple[str, ...]) -> None:
    assert load("shelf", {"COURANT_LANGUAGES": text}).languages == codes


@pytest.mark.parametrize("text", ["english", "en;nl", "en,zz", ",", "en,nl_NL"])
def test_the_setting_rejects_what_is_no_language(text: str) -> None:
    with pytest.raises(SettingError, match="COURANT_LANGUAGES"):
        load("shelf", {"COURANT_LANGUAGES": text})
