"""Reports of a replica and rejections by a suspended module, on the fake session with a fake core."""

from collections.abc import Iterator
from typing import Any

import pytest
from courant_kit.calls.errors import CourantError, Internal, Suspended, Unavailable
from courant_kit.process import reporting
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import FakeSession, Stage, finished
from courant_kit.wire import site, standard
from courant_kit.wire.page import page_from
from courant_kit.wire.payload import decode
from django.db import connection

from . import sample_module as shelf

pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)


class Core(FakeSession):
    """A router with a fake core: it stores the reports, and answers which modules are suspended."""

    def __init__(self, suspended: list[str]) -> None:
        super().__init__()
        self.reports: list[dict[str, Any]] = []
        self.suspended = suspended
        self.procedures[site.ANNOUNCE.uri] = self._announced
        self.procedures[site.REPORT.uri] = self._reported
        self.procedures[site.STANDING.uri] = self._standing

    async def _announced(self, *_: object) -> None:
        return None

    async def _reported(self, who: Disclosed, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.reports.append(kwargs)

    async def _standing(self, *_: object) -> dict[str, Any]:
        return {"withdrawn": [], "spaces": {}, "suspended": self.suspended}


def staged(suspended: list[str]) -> Iterator[Stage]:
    with connection.schema_editor() as editor:
        editor.create_model(shelf.Note)
    yield Stage(shelf.build(), Core(suspended))
    with connection.schema_editor() as editor:
        editor.delete_model(shelf.Note)


@pytest.fixture
def stage() -> Iterator[Stage]:
    yield from staged([])


@pytest.fixture
def suspended() -> Iterator[Stage]:
    yield from staged(["shelf", "wiki"])


def reports(stage: Stage) -> list[site.Report]:
    """The replica's reports to core so far."""
    assert isinstance(stage.session, Core)
    return [decode(one, site.Report) for one in stage.session.reports]


def tell(stage: Stage, modules: list[str]) -> None:
    """Publish core's list of suspended modules."""
    finished(stage.session.publish(site.SUSPENDED.uri, {"modules": modules}))


def add(stage: Stage, text: str = "one") -> None:
    stage.call(shelf.ADD, "member", "ada", text=text)


def test_a_replica_reports_when_it_joins_and_whenever_something_changed(stage: Stage) -> None:
    finished(stage.running.report())
    assert [one.calls for one in reports(stage)] == [0]
    add(stage)
    finished(stage.running.report())
    finished(stage.running.report())
    first, second = reports(stage)
    assert (second.calls, second.refusals, second.pending, second.since) == (1, 0, 0, first.since)
    assert second.p50 is not None


def test_a_replica_reports_once_a_minute_though_nothing_changed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "LONGEST_SILENCE", 0.0)
    finished(stage.running.report())
    assert len(reports(stage)) == 2


def test_a_report_names_the_reference_of_the_last_fault_and_nothing_of_the_call(stage: Stage) -> None:
    with pytest.raises(Internal) as fault:
        stage.call(shelf.BREAK, "member", "grace", text="a secret")
    finished(stage.running.report())
    assert reports(stage)[-1].fault == fault.value.details["reference"]
    assert reports(stage)[-1].failed_at is not None
    assert "secret" not in str(reports(stage))
    assert "grace" not in str(reports(stage))


def test_refusals_are_counted(stage: Stage) -> None:
    with pytest.raises(CourantError):
        stage.call(shelf.ADD, text="one")
    stage.call(shelf.PAGE, name="other")
    finished(stage.running.report())
    assert (reports(stage)[-1].calls, reports(stage)[-1].refusals) == (2, 2)


def test_what_waits_to_be_published_is_counted(stage: Stage) -> None:
    stage.session.largest = 0
    with pytest.raises(CourantError):
        add(stage)
    finished(stage.running.report())
    assert reports(stage)[-1].pending == 2


def test_without_core_nothing_is_reported_and_nothing_fails(stage: Stage) -> None:
    stage.session.procedures.pop(site.REPORT.uri)
    finished(stage.running.report(anew=True))
    stage.running.leave()
    finished(stage.running.report(anew=True))
    assert len(reports(stage)) == 1


def test_a_suspended_module_refuses_every_call_until_it_is_resumed(stage: Stage) -> None:
    add(stage)
    tell(stage, ["shelf"])
    for procedure, fields in [(shelf.ADD, {"text": "two"}), (standard.since("shelf"), {"fragments": {}})]:
        for role in ("member", "admin", "service"):
            with pytest.raises(Unavailable, match="suspended by an administrator"):
                stage.call(procedure, role, "ada", **fields)
    tell(stage, ["wiki"])
    add(stage, "two")
    assert [note.text for note in shelf.Note.objects.all()] == ["one", "two"]


def test_a_page_of_a_suspended_module_says_so(stage: Stage) -> None:
    tell(stage, ["shelf"])
    page = page_from(stage.call(shelf.PAGE))
    assert (page.status, page.title, page.audience) == (503, "Suspended", "personal")
    assert "suspended by an administrator" in page.html


def test_a_module_that_joins_suspended_answers_nothing_at_all(suspended: Stage) -> None:
    with pytest.raises(Suspended):
        add(suspended)


def test_a_module_learns_it_before_it_answers(stage: Stage) -> None:
    order: list[str] = []

    class Recording(Core):
        async def register(self, uri: str, endpoint: Any, *, shared: bool = False) -> None:
            order.append("register")
            await super().register(uri, endpoint, shared=shared)

        async def _standing(self, *_: object) -> dict[str, Any]:
            order.append("learn")
            return {"withdrawn": [], "spaces": {}, "suspended": []}

    finished(stage.running.join(Recording([])))
    assert order[0] == "learn"


def test_core_that_is_back_says_who_is_suspended(stage: Stage) -> None:
    assert isinstance(stage.session, Core)
    stage.session.suspended = ["shelf"]
    finished(stage.session.publish(site.WANTED.uri, {}))
    with pytest.raises(Suspended):
        add(stage)
