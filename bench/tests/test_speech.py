"""A window that comes back says what the browser client says, in the same order."""

import json
from typing import Any

import pytest
from courant_bench.speech import CHANGED, MODULES, Conversation, Speech

SUBSCRIBED, RESULT, ERROR, EVENT = 33, 50, 8, 36


def text(*message: Any) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode()


HELLO = text(1, "courant", {})
TOPIC = text(32, 1, {}, "courant.blog.live.comments-7")
MODULE = text(32, 2, {}, CHANGED)
LIST = text(48, 3, {}, MODULES, [], {})
SINCE = text(48, 4, {}, "courant.blog.live.since", [], {"fragments": {"blog.comments-7": 2}})


def joined() -> Conversation:
    talk = Conversation(Speech.of([HELLO, TOPIC, MODULE, LIST, SINCE]))
    talk.begin()
    return talk


def confirmed() -> tuple[Conversation, int]:
    talk = joined()
    talk.hear(text(SUBSCRIBED, 1, 101))
    (since,) = talk.hear(text(SUBSCRIBED, 2, 102))
    return talk, json.loads(since)[1]


def test_it_subscribes_and_asks_at_once_but_waits_with_what_it_missed() -> None:
    talk = Conversation(Speech.of([HELLO, TOPIC, MODULE, LIST, SINCE]))
    assert talk.begin() == [TOPIC, MODULE, LIST]
    assert talk.hear(text(SUBSCRIBED, 1, 101)) == []
    (since,) = talk.hear(text(SUBSCRIBED, 2, 102))
    assert json.loads(since)[3:] == json.loads(SINCE)[3:]


def test_a_call_that_was_repeated_while_recording_counts_once() -> None:
    assert Speech.of([HELLO, LIST, TOPIC, LIST, SINCE, SINCE]) == Speech(HELLO, [LIST, TOPIC], [SINCE])


def test_it_is_current_when_every_module_has_answered() -> None:
    talk, number = confirmed()
    assert not talk.current
    talk.hear(text(RESULT, number, {}, [{"fragments": []}]))
    assert talk.current


@pytest.mark.parametrize(("error", "repeats"), [("courant.error.unavailable", 1), ("courant.error.not_found", 0)])
def test_it_repeats_what_may_succeed_later(error: str, repeats: int) -> None:
    talk, number = confirmed()
    talk.hear(text(ERROR, 48, number, {}, error))
    assert len(talk.later) == repeats
    assert not talk.current


def test_it_asks_a_module_that_is_back_and_for_the_list() -> None:
    talk, _ = confirmed()
    said = talk.hear(text(EVENT, 102, 9, {}, [], {"module": "blog", "present": True}))
    assert [json.loads(one)[3] for one in said] == [MODULES, "courant.blog.live.since"]


def test_a_module_that_has_left_is_only_looked_up() -> None:
    talk, _ = confirmed()
    said = talk.hear(text(EVENT, 102, 9, {}, [], {"module": "blog", "present": False}))
    assert [json.loads(one)[3] for one in said] == [MODULES]


def test_an_event_of_a_fragment_is_not_answered() -> None:
    talk, _ = confirmed()
    assert talk.hear(text(EVENT, 101, 9, {}, [], {"id": "blog.comments-7", "version": 3})) == []


def test_no_number_is_used_twice() -> None:
    talk, number = confirmed()
    assert json.loads(talk.again(SINCE))[1] > number
