"""A call with an idempotency key is carried out once, however often it is sent."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from courant_kit.calls import repeats
from courant_kit.calls.caller import CREDENTIAL
from courant_kit.calls.errors import Internal, Invalid
from courant_kit.store.models import AnsweredCall
from courant_kit.testing import Stage
from django.db import connection
from django.utils import timezone

from . import sample_module as shelf

pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)

KEY = "0123456789abcdef"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with connection.schema_editor() as editor:
        editor.create_model(shelf.Note)
    yield Stage(shelf.build())
    with connection.schema_editor() as editor:
        editor.delete_model(shelf.Note)


def notes() -> list[str]:
    return [note.text for note in shelf.Note.objects.order_by("pk")]


def test_a_repeated_call_gets_the_same_answer_and_changes_nothing(stage: Stage) -> None:
    first = stage.call(shelf.ADD, "member", "ada#1", text="one", idempotency_key=KEY)
    events = len(stage.session.events)
    again = stage.call(shelf.ADD, "member", "ada#2", text="one", idempotency_key=KEY)  # signed in again meanwhile
    assert again == first
    assert notes() == ["one"]
    assert len(stage.session.events) == events


def test_other_keys_and_other_people_are_other_calls(stage: Stage) -> None:
    stage.call(shelf.ADD, "member", "ada#1", text="one", idempotency_key=KEY)
    stage.call(shelf.ADD, "member", "ada#1", text="one", idempotency_key=KEY + "0")
    stage.call(shelf.ADD, "member", "eve#1", text="one", idempotency_key=KEY)
    stage.call(shelf.ADD, "member", "ada#1", text="one")
    assert len(notes()) == 4


def test_a_form_and_a_call_with_the_same_values_are_the_same_call(stage: Stage) -> None:
    stage.call(shelf.DROP, "editor", "ada#1", number=7, idempotency_key=KEY)
    events = len(stage.session.events)
    stage.call(shelf.DROP, "editor", "ada#1", number="7", idempotency_key=KEY)  # forms have no numbers
    assert len(stage.session.events) == events


def test_a_program_with_the_name_of_a_person_is_somebody_else(stage: Stage) -> None:
    for authid in ("ada#1", f"ada#{CREDENTIAL}1"):
        stage.call(shelf.ADD, "member", authid, text="one", idempotency_key=KEY)
    assert len(notes()) == 2


def test_a_key_is_for_one_call_only(stage: Stage) -> None:
    stage.call(shelf.ADD, "member", "ada#1", text="one", idempotency_key=KEY)
    with pytest.raises(Invalid, match="used for another call") as refused:
        stage.call(shelf.ADD, "member", "ada#1", text="two", idempotency_key=KEY)
    assert refused.value.field == "idempotency_key"
    assert notes() == ["one"]


def test_a_call_that_was_refused_may_be_made_again(stage: Stage) -> None:
    with pytest.raises(Internal):
        stage.call(shelf.BREAK, "member", "ada#1", text="one", idempotency_key=KEY)
    assert not AnsweredCall.objects.exists()


@pytest.mark.parametrize("key", ["", "short", "x" * 101, "spaces are wrong", 7, None, ["0123456789abcdef"]])
def test_a_bad_key_is_named(stage: Stage, key: object) -> None:
    with pytest.raises(Invalid, match="16 to 100 letters"):
        stage.call(shelf.ADD, "member", "ada#1", text="one", idempotency_key=key)


def test_a_reading_procedure_has_no_such_field(stage: Stage) -> None:
    with pytest.raises(Invalid, match="no field “idempotency_key”"):
        stage.call(stage.module.contract.procedures["courant.shelf.event.since"], "backend", idempotency_key=KEY)


def test_keys_are_forgotten_after_a_day(stage: Stage) -> None:
    stage.call(shelf.ADD, "member", "ada#1", text="one", idempotency_key=KEY)
    assert repeats.forget() == 0
    AnsweredCall.objects.update(created=timezone.now() - repeats.KEPT - timedelta(minutes=1))
    assert repeats.forget() == 1
