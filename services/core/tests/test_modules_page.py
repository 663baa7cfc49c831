"""The administrators' page of modules: who sees it, what it shows, and how often it is published."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from courant_core import contract, state
from courant_kit.calls.errors import CourantError, Forbidden
from courant_kit.live.audience import ADMINISTRATORS_ONLY
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import assert_converges, finished
from courant_kit.wire import site

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)

STARTED = "2026-11-28T09:00:00Z"
TOPIC = "courant.core.admin.modules"


@pytest.fixture
def core() -> StagedCore:
    core = StagedCore()
    core.arrive("guestbook", 20)
    calm(core)
    core.session.events.clear()
    return core


def calm(core: StagedCore) -> None:
    """Wait until all that is known has been published, so that the next report is published at once."""
    for _ in range(2):
        core.clock.advance(state.MODULES_INTERVAL)


def report(core: StagedCore, session: int, name: str = "guestbook", /, **fields: Any) -> None:
    """Send a replica's report."""
    who = Disclosed(session, name, "service")
    sent = {"module": name, "since": STARTED, **fields}
    finished(core.session.procedures[contract.REPORT.uri](who, [], sent))


def html(core: StagedCore) -> str:
    """The page."""
    return core.page(contract.PAGE_MODULES, "admin").html


def told(core: StagedCore) -> list[list[str]]:
    """The rows of each publication so far."""
    return [[put.key for put in one.put] for one in core.deliveries() if one.id == "core.modules"]


def test_it_shows_what_the_replicas_report(core: StagedCore) -> None:
    core.arrive("guestbook", 21, version="1.2.3")
    calm(core)
    report(core, 20, calls=1200, refusals=7, p50=1.25, p99=81.5, pending=3, fault="0badcafe", failed_at=STARTED)
    report(core, 21, calls=34)
    calm(core)
    page = html(core)
    for words in (
        "Guestbook",
        "guestbook&nbsp;1.2.3",
        "2&nbsp;replicas",
        "1234",
        ">7&nbsp;rejected<",
        "1.3&nbsp;ms",
        "81.5&nbsp;ms",
        ">3<",
        "0badcafe",
    ):
        assert words in page
    assert f'<time datetime="{STARTED.replace("Z", "+00:00")}" title=' in page


@pytest.mark.parametrize("role", ["visitor", "member", "editor", "backend", "service"])
def test_it_is_for_administrators_only(core: StagedCore, role: str) -> None:
    assert core.page(contract.PAGE_MODULES, role).status == 403
    since = core.module.contract.procedures["courant.core.live.since"]
    (answer,) = core.call(since, role, fragments={"core.modules": 0})["fragments"]
    assert answer["gone"]
    assert "html" not in answer
    for procedure in (contract.SUSPEND, contract.RESUME):
        with pytest.raises(Forbidden):
            core.call(procedure, role, "ada#1", name="guestbook")


def test_it_travels_to_administrators_only(core: StagedCore) -> None:
    report(core, 20, calls=1)
    assert TOPIC in core.topics()
    assert core.page(contract.PAGE_MODULES, "admin").audience == ADMINISTRATORS_ONLY


def test_only_the_rows_that_changed_travel(core: StagedCore) -> None:
    html(core)
    report(core, 20, calls=1)
    assert told(core) == [["module-guestbook"]]


def test_a_report_that_says_nothing_new_is_not_told(core: StagedCore) -> None:
    report(core, 20, calls=1)
    core.clock.advance(state.MODULES_INTERVAL)
    report(core, 20, calls=1)
    assert len(told(core)) == 1


def test_many_reports_are_told_once_a_second(core: StagedCore) -> None:
    for number in range(100):
        report(core, 20, calls=number)
    assert len(told(core)) == 1
    calm(core)
    assert len(told(core)) == 2
    assert ">99<div" in html(core)


def test_a_module_reports_for_itself_only_and_after_it_has_announced_itself(core: StagedCore) -> None:
    with pytest.raises(Forbidden, match="not the module blog"):
        finished(
            core.session.procedures[contract.REPORT.uri](
                Disclosed(20, "guestbook", "service"), [], {"module": "blog", "since": STARTED}
            )
        )
    with pytest.raises(Forbidden):
        core.call(contract.REPORT, "admin", "eve#1", module="guestbook", since=STARTED)
    report(core, 99, calls=5000)
    calm(core)
    assert "5000" not in html(core)


@pytest.mark.parametrize(
    ("field", "value"),
    [("calls", -1), ("p50", -0.5), ("p99", float("nan")), ("fault", "x" * 41), ("since", "2026-11-28T09:00:00"),
     ("pending", "many"), ("arguments", "anything else")],
)  # fmt: skip
def test_a_report_that_cannot_be_is_refused(core: StagedCore, field: str, value: object) -> None:
    with pytest.raises(CourantError) as refused:
        report(core, 20, **{field: value})
    assert refused.value.field == field


def test_what_a_module_says_is_escaped(core: StagedCore) -> None:
    core.arrive("shop", 30, version="<b>")
    calm(core)
    report(core, 30, "shop", fault="<i>", failed_at=STARTED)
    assert "<b>" not in html(core)
    assert "<i>" not in html(core)


def test_an_open_page_converges_when_modules_report_come_and_go(core: StagedCore) -> None:
    def changes() -> None:
        report(core, 20, calls=12, p50=1.0, p99=2.0)
        core.arrive("guestbook", 21)
        core.arrive("shop", 30)
        core.clock.advance(state.MODULES_INTERVAL)
        report(core, 21, refusals=1)
        core.end(20)
        core.end(30)
        calm(core)

    assert_converges(core, contract.PAGE_MODULES, changes, "admin")


def test_an_open_page_converges_when_a_module_is_suspended_and_resumed(core: StagedCore) -> None:
    def suspend() -> None:
        core.call(contract.SUSPEND, "admin", "eve#1", name="guestbook")

    def resume() -> None:
        core.call(contract.RESUME, "admin", "eve#1", name="guestbook")

    assert_converges(core, contract.PAGE_MODULES, suspend, "admin")
    assert "Resume<" in html(core)
    assert_converges(core, contract.PAGE_MODULES, resume, "admin")
    assert "Suspend<" in html(core)


def test_the_reports_of_a_replica_that_went_are_forgotten(core: StagedCore) -> None:
    report(core, 20, calls=5000)
    core.end(20)
    assert "5000" not in html(core)
    assert "Away" in html(core)


def blame(core: StagedCore, who: Disclosed, args: list[Any], **fields: Any) -> None:
    """Report what a module did."""
    finished(core.session.procedures[site.FAULT.uri](who, args, fields))


def test_it_says_in_words_what_a_module_did_and_until_when_it_is_held_back(core: StagedCore) -> None:
    web = Disclosed(2, "web", "service-web")
    fields = {"module": "guestbook", "words": "It answered <nothing>.", "reference": "", "at": STARTED}
    for _ in range(3):
        blame(core, web, [], **fields)
    blame(core, web, [], **fields, held="2026-11-28T09:05:00Z")
    calm(core)
    page = html(core)
    assert "It answered &lt;nothing&gt;." in page
    assert "(4&nbsp;times since 28 November, 09:00&nbsp;UTC; its pages are held back until 09:05&nbsp;UTC)" in page


def test_windows_ask_again_when_a_module_is_no_longer_held_back(core: StagedCore) -> None:
    held = (datetime.now(UTC) + timedelta(seconds=30)).isoformat()
    core.session.events.clear()
    blame(core, Disclosed(2, "web", "service-web"), [], module="guestbook", words="It hangs.", reference="",
          at=STARTED, held=held)  # fmt: skip
    core.clock.advance(29)
    assert core.changes() == []
    core.clock.advance(2)
    assert core.changes() == [("guestbook", True)]


def test_the_router_may_say_so_too_and_no_module(core: StagedCore) -> None:
    blame(core, Disclosed(None, "router", "trusted"), ["guestbook", "It published too much.", "", STARTED])
    calm(core)
    assert "It published too much." in html(core)
    with pytest.raises(Forbidden):
        blame(core, Disclosed(20, "guestbook", "service"), [], module="guestbook", words="x", reference="", at=STARTED)
