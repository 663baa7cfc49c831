"""The outbox: writers wait for their turn."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from courant_kit.live import outbox
from courant_kit.live.fragment import Fragment
from courant_kit.store.models import Counter
from django.db import connection, transaction

from . import sample_module as shelf

pytestmark = pytest.mark.django_db(transaction=True)


def test_writers_of_one_process_queue_before_they_reach_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("other databases queue their writers themselves")
    with outbox.writing(), ThreadPoolExecutor(1) as other:
        assert not other.submit(outbox._writers.acquire, blocking=False).result()
    with ThreadPoolExecutor(1) as other:
        assert other.submit(outbox._writers.acquire, blocking=False).result()
        other.submit(outbox._writers.release).result()


def write_and_fail() -> None:
    shelf.build()
    with outbox.writing():
        outbox.take_turn()
        outbox.touch(shelf.NOTES())
        raise RuntimeError


def test_a_fragment_that_is_not_declared_is_refused() -> None:
    shelf.build()
    with pytest.raises(TypeError, match="declare it"):
        outbox.touch("shelf.notse")  # type: ignore[arg-type]  # what is tested
    with pytest.raises(ValueError, match="not declared"):
        outbox.touch(Fragment("shelf.notse")())
    with pytest.raises(ValueError, match="not declared"):
        outbox.touch(Fragment("elsewhere.notes")())
    assert not outbox.pending(0, 10)


def test_what_fails_writes_nothing() -> None:
    with pytest.raises(RuntimeError):
        write_and_fail()
    assert not outbox.pending(0, 10)


def test_a_turn_is_taken_on_the_logs_counter() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a transaction on SQLite has its turn from its start")
    with outbox.writing():
        outbox.take_turn()
        outbox.take_turn()
    assert Counter.objects.get(name="events").value == 0


def test_a_version_counts_from_the_touch_on_also_before_it_is_written() -> None:
    shelf.build()
    notes = shelf.NOTES()
    with outbox.writing():
        outbox.touch(notes)
        outbox.touch(notes)
        assert outbox.versions([notes.base]) == {notes.base: 2}
        assert not outbox.pending(0, 10)
    assert outbox.versions([notes.base]) == {notes.base: 2}
    assert [one.number for one in outbox.pending(0, 10)] == [1, 2]


def test_what_a_savepoint_undoes_is_not_told() -> None:
    shelf.build()
    notes = shelf.NOTES()
    with outbox.writing():
        outbox.touch(notes)
        with transaction.atomic():
            outbox.touch(notes)
            transaction.set_rollback(True)
        assert outbox.versions([notes.base]) == {notes.base: 1}
    assert [one.number for one in outbox.pending(0, 10)] == [1]
