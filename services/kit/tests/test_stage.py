"""A module on the fake session: calls, rights, the outbox, and convergence of pages."""

from collections.abc import Iterator

import pytest
from courant_kit.calls.errors import Forbidden, Internal, Invalid, Unavailable
from courant_kit.live import outbox
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import Stage, assert_converges, finished
from django.db import connection

from . import sample_module as shelf

pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with connection.schema_editor() as editor:
        editor.create_model(shelf.Note)
    yield Stage(shelf.build())
    with connection.schema_editor() as editor:
        editor.delete_model(shelf.Note)


def add(stage: Stage, text: str) -> None:
    stage.call(shelf.ADD, "member", "ada", text=text)


def test_a_change_reaches_an_open_page_with_only_the_child_that_changed(stage: Stage) -> None:
    add(stage, "one")
    add(stage, "two")
    assert_converges(stage, shelf.PAGE, lambda: add(stage, "three"))
    delivery = stage.deliveries()[-1]
    assert (delivery.base, delivery.version) == (2, 3)
    assert [one.key for one in delivery.put] == ["note-3"]


def test_who_is_answered_by_what_a_page_asks_first_finds_all_other_procedures(stage: Stage) -> None:
    assert list(stage.session.procedures)[-1] == "courant.shelf.live.since"


def test_a_dropped_child_goes(stage: Stage) -> None:
    for text in ("one", "two", "three"):
        add(stage, text)
    assert_converges(stage, shelf.PAGE, lambda: stage.call(shelf.DROP, "editor", "eve", number=2))


def test_a_domain_event_carries_its_number(stage: Stage) -> None:
    add(stage, "one")
    assert ("courant.shelf.note.added", {"text": "one", "event": 2}) in stage.session.events


def test_a_role_that_is_not_named_is_refused(stage: Stage) -> None:
    with pytest.raises(Forbidden, match="sign in"):
        stage.call(shelf.ADD, "visitor", text="one")
    with pytest.raises(Forbidden, match="editors and admins"):
        stage.call(shelf.DROP, "member", "ada", number=1)


def test_a_withdrawn_grant_is_refused(stage: Stage) -> None:
    finished(stage.session.listeners["courant.site.standing.withdrawn"][0]("", [], {"grants": ["ada#1"]}))
    with pytest.raises(Forbidden, match="signed out"):
        stage.call(shelf.ADD, "member", "ada#1", text="one")


def test_a_wrong_field_is_named(stage: Stage) -> None:
    with pytest.raises(Invalid) as refused:
        stage.call(shelf.ADD, "member", "ada", txt="one")
    assert refused.value.field == "txt"
    with pytest.raises(Invalid) as refused:
        stage.call(shelf.DROP, "editor", "eve", number="many")
    assert refused.value.field == "number"


def test_a_fault_leaves_nothing_behind(stage: Stage) -> None:
    with pytest.raises(Internal, match="reference"):
        stage.call(shelf.BREAK, "member", "ada", text="one")
    assert not outbox.pending(0, 10)
    assert "<li" not in stage.page(shelf.PAGE).html


def test_what_could_not_be_published_is_published_later(stage: Stage) -> None:
    stage.session.broken = True
    with pytest.raises(Unavailable):
        add(stage, "one")
    stage.session.broken = False
    finished(stage.running.wake())
    assert stage.topics() == ["courant.shelf.live.notes", "courant.shelf.note.added"]
    finished(stage.running.relay.settle())
    assert not outbox.pending(0, 10)


def test_what_is_too_large_for_the_router_holds_up_nothing(stage: Stage) -> None:
    stage.session.largest = 400
    add(stage, "x" * 200)
    stage.session.largest = 150
    add(stage, "y" * 200)
    (word,) = stage.deliveries()[1:]
    assert (word.version, word.html, word.base) == (2, None, None)
    assert not outbox.pending(0, 10)
    stage.session.largest = 10_000
    add(stage, "z")
    assert stage.deliveries()[-1].version == 3


def test_the_last_version_wins(stage: Stage) -> None:
    stage.session.broken = True
    for text in ("one", "two", "three"):
        with pytest.raises(Unavailable):
            add(stage, text)
    stage.session.broken = False
    finished(stage.running.wake())
    assert [one.version for one in stage.deliveries()] == [3]


def test_a_page_that_does_not_exist_is_a_page(stage: Stage) -> None:
    page = stage.page(shelf.PAGE, name="other")
    assert (page.status, page.title) == (404, "There is no such page")
    assert "There is no such shelf." in page.html


def test_fragments_of_a_page_are_found(stage: Stage) -> None:
    add(stage, "one")
    assert stage.page(shelf.PAGE).fragments == {"shelf.notes": 1}


def test_only_web_may_call_for_somebody(stage: Stage) -> None:
    endpoint = stage.session.procedures[shelf.ADD.uri]
    person = {"name": "ada", "role": "member", "grant": "1", "address": "127.0.0.1"}
    finished(endpoint(Disclosed(1, "web", "service-web"), [person], {"text": "one"}))
    for sent in (person, "one", {"text": "one"}):
        with pytest.raises(Invalid, match="by their names, as keyword arguments"):
            finished(endpoint(Disclosed(1, "eve", "backend"), [sent], {"text": "one"}))


def test_a_caller_that_may_only_read_writes_nothing(stage: Stage) -> None:
    web = Disclosed(1, "web", "service-web")
    person = {"name": "ada", "role": "editor", "grant": "token-1", "address": "", "reads_only": True}
    with pytest.raises(Forbidden, match="may only read"):
        finished(stage.session.procedures[shelf.ADD.uri](web, [person], {"text": "one"}))
    assert finished(stage.session.procedures[shelf.PAGE.uri](web, [person], {}))["status"] == 200


def test_staff_fragments_are_gone_for_visitors(stage: Stage) -> None:
    since = stage.module.contract.procedures["courant.shelf.live.since"]
    hidden = stage.call(since, "visitor", fragments={"shelf.draft-1": -1})
    shown = stage.call(since, "editor", "eve", fragments={"shelf.draft-1": -1})
    assert hidden["fragments"][0]["gone"]
    assert "html" not in hidden["fragments"][0]
    assert shown["fragments"][0]["html"] == "<p>draft 1</p>"


def test_versions_stay_countable(stage: Stage) -> None:
    procedures = stage.module.contract.procedures
    since, events = procedures["courant.shelf.live.since"], procedures["courant.shelf.event.since"]
    last = 2**53 - 1
    (gone,) = stage.call(since, fragments={"shelf.draft-1": last})["fragments"]
    assert gone["version"] == last + 1
    for version in (2**53, 2**64 - 1, "9" * 30):
        with pytest.raises(Invalid, match=r"at most|should be"):
            stage.call(since, fragments={"shelf.draft-1": version})
        with pytest.raises(Invalid, match=r"at most|should be"):
            stage.call(events, "backend", "mailer", after=version)
    for limit in (0, -1):
        with pytest.raises(Invalid, match="at least"):
            stage.call(events, "backend", "mailer", limit=limit)


def test_a_number_that_the_router_refuses_fails_one_call(stage: Stage) -> None:
    stage.module.handlers[shelf.PAGE.uri] = (shelf.PAGE, lambda *_: {"number": 2**64})
    finished(stage.running.join(stage.session))
    with pytest.raises(Internal, match="reference"):
        stage.call(shelf.PAGE)
