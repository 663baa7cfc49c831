"""Lanes: a function that waits for its turn has no thread, and a failure ends a turn as a result does."""

from collections.abc import Callable
from typing import Any

import pytest
from courant_kit.process import threads
from twisted.internet.defer import Deferred


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> "list[Deferred[Any]]":
    """The functions that have a thread now, each as the Deferred that ends it."""
    begun: list[Deferred[Any]] = []

    def in_thread(function: Callable[..., Any], *args: Any) -> "Deferred[Any]":
        begun.append(Deferred())
        return begun[-1]

    monkeypatch.setattr(threads, "in_thread", in_thread)
    return begun


def test_a_lane_of_one_takes_one_thread(running: "list[Deferred[Any]]") -> None:
    write = threads.lane(1)
    answers: list[Any] = []
    for _ in range(3):
        write(print).addBoth(answers.append)
    assert len(running) == 1
    running[0].callback("first")
    running[1].errback(ValueError("second"))
    running[2].callback("third")
    assert [answers[0], answers[1].value.args[0], answers[2]] == ["first", "second", "third"]


def test_a_wide_lane_takes_as_many(running: "list[Deferred[Any]]") -> None:
    write = threads.lane(3)
    for _ in range(5):
        write(print)
    assert len(running) == 3
