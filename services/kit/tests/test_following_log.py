"""The event log as followers read it: chosen, bounded, only what they may have; and a position that is lost."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from courant_kit.calls.caller import SERVICES
from courant_kit.calls.errors import Forbidden, Invalid, PositionLost, TooLarge
from courant_kit.live import log, outbox
from courant_kit.module import Module
from courant_kit.store.models import Event
from courant_kit.testing import Stage
from courant_kit.wire import standard
from courant_kit.wire.contract import Contract, Topic
from courant_kit.wire.payload import Payload
from django.utils import timezone

pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)


class Said(Payload):
    """Somebody said something in a room."""

    id: int
    room: str
    author: str
    event: int = 0


class Done(Payload):
    """Something was done to a thing that somebody else wrote."""

    author: str
    by: str
    event: int = 0


class Swept(Payload):
    """Only for services."""

    event: int = 0


SAID = Topic("courant.hall.word.said", Said, about=("word-{id}", "room-{room}"))
DONE = Topic("courant.hall.word.done", Done)
SWEPT = Topic("courant.hall.room.swept", Swept, SERVICES)
SINCE, MARK, MARKED = standard.events("hall"), standard.mark("hall"), standard.marked("hall")


@pytest.fixture
def stage() -> Iterator[Stage]:
    return Stage(Module("hall", "Hall", Contract.of("hall", {"said": SAID, "done": DONE, "swept": SWEPT})))


def say(number: int, room: str = "a", author: str = "ada") -> None:
    outbox.record(SAID, Said(number, room, author))


def asked(stage: Stage, role: str = "backend", **fields: Any) -> dict[str, Any]:
    return stage.call(SINCE, role, "follower", **fields)


def numbers(answer: dict[str, Any]) -> list[int]:
    return [one["number"] for one in answer["events"]]


def test_events_come_in_order_in_bounded_answers(stage: Stage) -> None:
    for number in range(5):
        say(number)
    first = asked(stage, limit=3)
    assert (numbers(first), first["last"], first["more"]) == ([1, 2, 3], 3, True)
    second = asked(stage, after=first["last"], limit=3)
    assert (numbers(second), second["last"], second["more"]) == ([4, 5], 5, False)
    assert (second["oldest"], second["end"]) == (0, 5)


def test_a_range_of_numbers_ends_where_it_should(stage: Stage) -> None:
    for number in range(6):
        say(number)
    answer = asked(stage, after=1, upto=4)
    assert (numbers(answer), answer["last"], answer["more"]) == ([2, 3, 4], 4, True)
    assert (numbers(asked(stage, after=4, upto=99)), asked(stage, after=5, upto=2)["last"]) == ([5, 6], 5)
    assert asked(stage, after=1, upto=4, limit=2)["last"] == 3


def test_packed_events_are_the_same_as_json(stage: Stage) -> None:
    say(1, "ä “room”\n")
    outbox.record(DONE, Done("grace", "ada"))
    plain, packed = asked(stage), asked(stage, packed=True)
    assert json.loads(packed["packed"]) == plain["events"]
    assert packed["events"] == []
    assert plain["events"][0]["payload"]["room"] == "ä “room”\n"


def test_an_answer_ends_before_it_is_too_large_for_the_router(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 600)
    for number in range(6):
        say(number, "x" * 60)
    seen, last = [], 0
    while len(seen) < 6:
        answer = asked(stage, after=last)
        assert 1 <= len(answer["events"]) <= 3
        seen += numbers(answer)
        last = answer["last"]
    assert seen == [1, 2, 3, 4, 5, 6]


def test_the_size_of_an_answer_is_that_of_the_message() -> None:
    for text in ('{"a":"b"}', r'{"a":"\"\n"}', '{"ä":"字"}'):
        assert log._size(text) == len(json.dumps(text, ensure_ascii=False).encode()) - 2


def test_a_rare_event_takes_several_answers_that_each_look_at_a_bounded_part(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "SCANNED", 4)
    for number in range(9):
        say(number, "b" if number == 8 else "a")
    answers = [asked(stage, things=["room-b"])]
    while answers[-1]["more"]:
        answers.append(asked(stage, after=answers[-1]["last"], things=["room-b"]))
    assert [(numbers(one), one["last"]) for one in answers] == [([], 4), ([], 8), ([9], 9)]


def test_events_are_chosen_by_topic_thing_and_author(stage: Stage) -> None:
    say(1, "a", "ada")
    say(2, "b", "grace")
    outbox.record(DONE, Done("ada", by="grace"))
    assert numbers(asked(stage, topics=[SAID.uri])) == [1, 2]
    assert numbers(asked(stage, things=["word-2"])) == [2]
    assert numbers(asked(stage, things=["room-a", "word-2"])) == [1, 2]
    assert numbers(asked(stage, authors=["grace"])) == [2, 3]
    assert numbers(asked(stage, authors=["grace"], topics=[SAID.uri], things=["room-b"])) == [2]


@pytest.mark.parametrize(
    "fields",
    [{"things": ["room-z"]}, {"things": ["nothing"]}, {"authors": []}, {"topics": []}, {"things": ["x-1' OR 1"]}],
)
def test_what_chooses_nothing_finds_nothing_and_moves_on(stage: Stage, fields: dict[str, Any]) -> None:
    say(1)
    answer = asked(stage, **fields)
    assert (numbers(answer), answer["last"], answer["more"]) == ([], 1, False)


def test_nobody_receives_what_they_may_not_subscribe_to(stage: Stage) -> None:
    say(1)
    outbox.record(SWEPT, Swept())
    for role, seen in {"backend": [1], "admin": [1], "service": [1, 2]}.items():
        assert numbers(asked(stage, role)) == seen
        assert numbers(asked(stage, role, topics=[SWEPT.uri])) == seen[1:]
    for role in ("visitor", "member", "editor"):
        with pytest.raises(Forbidden):
            asked(stage, role)


def test_only_services_receive_what_an_older_release_declared(stage: Stage) -> None:
    say(1)
    Event.objects.update(topic="courant.hall.old.gone")
    assert numbers(asked(stage, "service")) == [1]
    assert numbers(asked(stage, "backend")) == numbers(asked(stage, topics=["courant.hall.old.gone"])) == []


def test_a_position_before_the_oldest_event_is_rejected_in_words(stage: Stage) -> None:
    for number in range(6):
        say(number)
    Event.objects.filter(number__lte=4).delete()
    with pytest.raises(PositionLost, match="keeps what follows 4; the events between 2 and that are deleted") as lost:
        asked(stage, after=2)
    assert (lost.value.uri, lost.value.details) == ("courant.error.position_lost", {"oldest": 4, "end": 6})
    assert numbers(asked(stage, after=4)) == [5, 6]
    assert numbers(asked(stage)) == [5, 6]


def test_a_position_that_the_log_has_not_reached_is_rejected_in_words(stage: Stage) -> None:
    say(1)
    with pytest.raises(PositionLost, match="The log ends at 1, before your position 9") as lost:
        asked(stage, after=9)
    assert lost.value.details == {"oldest": 0, "end": 1}


def test_a_log_that_lost_all_its_events_still_knows_its_end(stage: Stage) -> None:
    say(1)
    Event.objects.all().delete()
    answer = asked(stage)
    assert (numbers(answer), answer["last"], answer["oldest"], answer["end"]) == ([], 1, 1, 1)
    with pytest.raises(PositionLost):
        asked(stage, after=0)


def test_an_event_is_deleted_when_it_is_old_and_many_have_followed(stage: Stage) -> None:
    for number in range(6):
        say(number)
    outbox.published(6)
    Event.objects.filter(number__lte=3).update(created=timezone.now() - timedelta(days=2))
    assert outbox.prune(0, timedelta(days=3)) == 0
    assert outbox.prune(5, timedelta(days=1)) == 1
    assert outbox.prune(0, timedelta(days=1)) == 2
    assert numbers(asked(stage)) == [4, 5, 6]


def test_what_is_not_published_is_never_deleted(stage: Stage) -> None:
    stage.session.broken = True
    say(1)
    Event.objects.update(created=timezone.now() - timedelta(days=99))
    assert outbox.prune(0, timedelta(days=1)) == 0


def test_a_follower_keeps_its_position_at_the_module(stage: Stage) -> None:
    for number in range(6):
        say(number)
    assert stage.call(MARKED, "backend", "mirror") == {"number": None}
    assert stage.call(MARK, "backend", "mirror#credential-1", number=4) == {"number": 4}
    assert stage.call(MARKED, "backend", "mirror#credential-2") == {"number": 4}
    assert stage.call(MARK, "backend", "mirror", number=3) == {"number": 4}
    assert stage.call(MARK, "backend", "mirror", number=3, back=True) == {"number": 3}
    for other in ({"name": "second"}, {}):
        who = "mirror" if other else "other"
        assert stage.call(MARKED, "backend", who, **other) == {"number": None}
    assert stage.call(MARKED, "admin", "mirror#1") == {"number": None}


def test_positions_are_bounded(stage: Stage) -> None:
    say(1)
    with pytest.raises(Invalid, match="The log ends at 1"):
        stage.call(MARK, "backend", "mirror", number=2)
    for number in range(standard.MOST_MARKS):
        stage.call(MARK, "backend", "mirror", name=f"f{number}", number=1)
    with pytest.raises(TooLarge, match="At most 20"):
        stage.call(MARK, "backend", "mirror", name="more", number=1)
    with pytest.raises(Forbidden):
        stage.call(MARK, "editor", "eve", number=1)


def test_what_a_topic_is_about_must_be_among_its_fields() -> None:
    with pytest.raises(ValueError, match="carries no field nothing"):
        Topic("courant.hall.word.said", Said, about=("word-{nothing}",))
    with pytest.raises(ValueError, match=r"such as post-\{id\}"):
        Topic("courant.hall.word.said", Said, about=("word",))
    assert (SAID.things, SAID.author, DONE.author, SWEPT.author) == ({"word": "id", "room": "room"}, "author", "by", "")
