"""Timed work: declared by a module, run by the leading replica, in a transaction, never twice at once."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from courant_kit.live import outbox
from courant_kit.live.leadership import AdvisoryLock
from courant_kit.live.outbox import touch
from courant_kit.module import Module
from courant_kit.process import schedule
from courant_kit.running import Running
from courant_kit.standard import KEPT, KEPT_EVENTS
from courant_kit.store.models import Event
from courant_kit.testing import Stage, at_once
from django.db import connection
from django.utils import timezone
from structlog.testing import capture_logs
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from . import sample_module as shelf

replicated = pytest.mark.skipif(connection.vendor != "postgresql", reason="replicas need PostgreSQL")
pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)


@pytest.fixture
def module() -> Iterator[Module]:
    with connection.schema_editor() as editor:
        editor.create_model(shelf.Note)
    yield shelf.build()
    with connection.schema_editor() as editor:
        editor.delete_model(shelf.Note)


def working(module: Module, works: list[str], **options: Any) -> Clock:
    """A replica on a clock, without a router, whose work of each minute adds a word to `works`."""

    @module.every(60)
    def note() -> None:
        works.append("done")

    clock = Clock()
    schedule.start([module.timed["shelf.note"]], Running(module, options.pop("run", at_once), **options), clock)
    return clock


def end(lock: AdvisoryLock) -> None:
    """End a replica and release its lock: the server does so only some time after the connection ended."""
    with lock._connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
    lock._connection.close()


def test_it_is_done_after_each_period_also_without_the_router(module: Module) -> None:
    works: list[str] = []
    clock = working(module, works)
    clock.advance(59)
    assert works == []
    clock.pump([1, 60, 60])
    assert works == ["done"] * 3


def test_the_replica_that_leads_does_it(module: Module) -> None:
    works: list[str] = []
    leading = [False]

    async def leads() -> bool:
        return leading[0]

    clock = working(module, works, leads=leads)
    clock.pump([60, 60])
    assert works == []
    leading[0] = True
    clock.advance(60)
    assert works == ["done"]


def test_it_is_never_done_twice_at_once(module: Module) -> None:
    works: list[str] = []
    waiting: list[Deferred[None]] = []

    async def slow(function: Callable[..., Any], *args: Any) -> Any:
        waiting.append(Deferred())
        await waiting[-1]
        return function(*args)

    clock = working(module, works, write=slow)
    clock.pump([60, 60, 60])
    assert (len(waiting), works) == (1, [])
    waiting[0].callback(None)
    assert works == ["done"]
    clock.advance(60)
    assert len(waiting) == 2


def test_what_fails_is_logged_undone_and_done_again(module: Module) -> None:
    @module.every(60)
    def fail() -> None:
        shelf.Note.objects.create(text="half")
        raise RuntimeError("no")

    clock = Clock()
    schedule.start([module.timed["shelf.fail"]], Running(module, at_once), clock)
    with capture_logs() as logs:
        clock.pump([60, 60])
    assert [(one["event"], one["work"]) for one in logs] == [("timed work failed", "shelf.fail")] * 2
    assert not shelf.Note.objects.exists()


def test_a_stage_does_what_is_due_and_publishes(module: Module) -> None:
    @module.every(3600)
    def tidy() -> None:
        touch(shelf.NOTES())

    stage = Stage(module)
    stage.run_due(60)
    assert stage.deliveries() == []
    stage.run_due()
    assert [one.id for one in stage.deliveries()] == ["shelf.notes"]


def test_a_stage_raises_what_the_work_raises(module: Module) -> None:
    @module.every(60)
    def fail() -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        Stage(module).run_due()


def test_every_module_forgets_old_events(module: Module) -> None:
    stage = Stage(module)
    for text in ("one", "two"):
        stage.call(shelf.ADD, "member", "ada", text=text)
    first = Event.objects.order_by("number").first()
    assert first is not None
    moved = first.number - KEPT_EVENTS
    Event.objects.filter(pk=first.pk).update(number=moved, created=timezone.now() - KEPT)
    stage.run_due()
    assert Event.objects.count() == 3
    assert outbox.pending(0, 10) == []


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_the_time_is_more_than_nothing(module: Module, seconds: float) -> None:
    with pytest.raises(ValueError, match=r"shelf\.tidy .* more than 0"):

        @module.every(seconds)
        def tidy() -> None: ...


def test_a_name_is_used_once_and_async_work_is_refused(module: Module) -> None:
    def tidy() -> None: ...

    async def later() -> None: ...

    module.every(1)(tidy)
    with pytest.raises(ValueError, match=r"shelf\.tidy is declared already"):
        module.every(2)(tidy)
    refused: Callable[[], Awaitable[None]] = later
    with pytest.raises(TypeError, match="plain function"):
        module.every(1)(refused)


@replicated
def test_of_two_replicas_one_does_it_and_the_other_when_that_is_gone(module: Module) -> None:
    works: dict[str, list[str]] = {"first": [], "second": []}
    locks = {name: AdvisoryLock("shelf", at_once) for name in works}
    clocks = {name: working(shelf.build(), works[name], leads=locks[name]) for name in works}
    for clock in (*clocks.values(), *clocks.values()):
        clock.advance(60)
    assert works == {"first": ["done"] * 2, "second": []}
    end(locks["first"])
    clocks["second"].advance(60)
    assert works["second"] == ["done"]
    end(locks["second"])


@replicated
def test_a_new_leader_waits_for_the_end_of_what_the_last_one_began(module: Module) -> None:
    works: list[str] = []
    clock = working(module, works)
    last: Any = connection.copy()
    last.set_autocommit(False)
    with last.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('timed work'), hashtext('shelf.note'))")
    clock.advance(60)
    assert works == []
    last.rollback()
    last.close()
    clock.advance(60)
    assert works == ["done"]
