"""Group commit: each function has its own savepoint and its own answer, given only after the shared commit."""

from collections.abc import Callable
from typing import Any

import pytest
from courant_kit.live import outbox
from courant_kit.live.together import together
from courant_kit.process.threads import GroupCommit
from courant_kit.store.models import Counter
from django.db import DatabaseError, connection, transaction
from twisted.internet.defer import Deferred

from . import sample_module as shelf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The numbers of the events that each commit told."""
    told: list[list[int]] = []
    monkeypatch.setattr(outbox, "_heard", [lambda entries: told.append([one.number for one in entries])])
    shelf.build()
    return told


def write(name: str) -> str:
    Counter.objects.create(name=name)
    outbox.touch(shelf.NOTES())
    return f"wrote {name}"


def fail(name: str) -> None:
    write(name)
    raise ValueError(name)


def names() -> set[str]:
    return set(Counter.objects.exclude(name="events").values_list("name", flat=True))


def test_each_has_its_own_result_and_they_share_a_commit(heard: list[list[int]]) -> None:
    outcomes = together([(write, ("a",)), (write, ("b",))])
    assert [one.result for one in outcomes] == ["wrote a", "wrote b"]
    assert (names(), heard) == ({"a", "b"}, [[1, 2]])


def test_who_fails_undoes_only_what_it_did(heard: list[list[int]]) -> None:
    outcomes = together([(write, ("a",)), (fail, ("b",)), (write, ("c",))])
    assert [type(one.error) for one in outcomes] == [type(None), ValueError, type(None)]
    assert (names(), heard) == ({"a", "c"}, [[1, 2]])


def test_one_alone_that_fails_leaves_nothing(heard: list[list[int]]) -> None:
    (outcome,) = together([(fail, ("a",))])
    assert isinstance(outcome.error, ValueError)
    assert (names(), heard, outbox.pending(0, 10)) == (set(), [], [])


def test_if_the_commit_fails_all_have_failed(heard: list[list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(connection, "commit", broken)
    outcomes = together([(write, ("a",)), (fail, ("b",))])
    monkeypatch.undo()
    assert [str(one.error) for one in outcomes] == ["the disk is full", "b"]
    assert (names(), heard) == (set(), [])


def test_if_the_database_ends_the_transaction_all_have_failed(heard: list[list[int]]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("other databases say so at the next statement")

    def end() -> None:
        connection.connection.rollback()

    outcomes = together([(write, ("a",)), (end, ()), (write, ("c",))])
    assert all(isinstance(one.error, DatabaseError) for one in outcomes)
    assert (names(), heard) == (set(), [])


def test_events_of_a_transaction_of_another_kind_are_told_too(heard: list[list[int]]) -> None:
    with transaction.atomic():
        outbox.touch(shelf.NOTES())
        assert heard == []
    assert heard == [[1]]


class Thread:
    """A thread that works when the test says so."""

    def __init__(self) -> None:
        self.begun: list[tuple[Callable[[], None], Deferred[None]]] = []

    def __call__(self, function: Callable[[], None]) -> "Deferred[None]":
        self.begun.append((function, Deferred()))
        return self.begun[-1][1]

    def work(self) -> None:
        function, done = self.begun.pop(0)
        function()
        done.callback(None)


def at_once(function: Callable[..., Any], *args: Any) -> None:
    function(*args)


def test_those_who_wait_share_a_commit_and_one_thread(heard: list[list[int]]) -> None:
    thread, answers = Thread(), list[Any]()
    group = GroupCommit(together, at_once, thread)
    for name in "abc":
        group(write, name).addBoth(answers.append)
    assert (len(thread.begun), answers) == (1, [])
    thread.work()
    assert answers == ["wrote a", "wrote b", "wrote c"]
    assert heard == [[1, 2, 3]]


def test_who_comes_later_gets_another_thread(heard: list[list[int]]) -> None:
    thread, answers = Thread(), list[Any]()
    group = GroupCommit(together, at_once, thread)
    for name in "ab":
        group(write, name).addBoth(answers.append)
        thread.work()
    assert (answers, heard) == (["wrote a", "wrote b"], [[1], [2]])


def test_a_thread_that_fails_fails_those_who_wait(heard: list[list[int]]) -> None:
    thread, answers = Thread(), list[Any]()
    group = GroupCommit(together, at_once, thread)
    group(write, "a").addErrback(lambda failure: answers.append(failure.value))
    thread.begun.pop()[1].errback(DatabaseError("no connection"))
    assert [str(one) for one in answers] == ["no connection"]
    group(write, "b").addBoth(answers.append)
    thread.work()
    assert answers[1] == "wrote b"
