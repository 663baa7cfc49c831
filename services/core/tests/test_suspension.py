"""Suspending modules: the site counts them as away, and every module is informed, even after restarts."""

import pytest
from courant_core import contract, state
from courant_kit.calls.errors import Conflict, Invalid, NotFound

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def core() -> StagedCore:
    core = StagedCore()
    core.arrive("guestbook", 20, front=True)
    core.answers("courant.guestbook.front.render", lambda: {"html": "<p>Signed lately</p>"})
    return core


def suspend(core: StagedCore, name: str = "guestbook") -> dict[str, object]:
    found: dict[str, object] = core.call(contract.SUSPEND, "admin", "eve#1", name=name)
    return found


def resume(core: StagedCore, name: str = "guestbook") -> dict[str, object]:
    found: dict[str, object] = core.call(contract.RESUME, "admin", "eve#1", name=name)
    return found


def suspended(core: StagedCore) -> list[str]:
    """The suspended modules, as a joining module learns of them."""
    found: list[str] = core.call(contract.STANDING, "service", "wiki")["suspended"]
    return found


def test_a_suspended_module_counts_as_away(core: StagedCore) -> None:
    assert "Signed lately" in core.page(contract.PAGE_FRONT).html
    suspend(core)
    (listed,) = (one for one in core.call(contract.LIST)["modules"] if one["module"] == "guestbook")
    assert (listed["present"], listed["suspended"]) == (False, True)
    assert "guestbook" not in core.shown("core.menu")
    assert "Signed lately" not in core.page(contract.PAGE_FRONT).html
    assert core.changes() == [("guestbook", True), ("guestbook", False)]


def test_it_comes_back_when_it_is_resumed(core: StagedCore) -> None:
    suspend(core)
    resume(core)
    assert core.listed()["guestbook"]
    assert "/guestbook/" in core.shown("core.menu")
    assert core.changes()[-1] == ("guestbook", True)
    assert suspended(core) == []


def test_the_modules_are_told_before_the_windows(core: StagedCore) -> None:
    core.session.events.clear()
    suspend(core)
    assert core.session.events[0] == (contract.SUSPENDED.uri, {"modules": ["guestbook"]})
    core.session.events.clear()
    resume(core)
    assert core.session.events[0] == (contract.SUSPENDED.uri, {"modules": []})


def test_the_answer_takes_it_back(core: StagedCore) -> None:
    answer = suspend(core)
    assert answer["notice"] == "Guestbook has been suspended."
    assert answer["undo"] == {"call": contract.RESUME.uri, "fields": {"name": "guestbook"}, "label": "Resume"}
    assert resume(core)["notice"] == "Guestbook has been resumed."


def test_it_stays_suspended_when_its_process_or_core_starts_again(core: StagedCore) -> None:
    suspend(core)
    core.end(20)
    core.arrive("guestbook", 21, front=True)
    assert not core.listed()["guestbook"]
    again = StagedCore()
    assert suspended(again) == ["guestbook"]
    again.arrive("guestbook", 21, front=True)
    again.clock.advance(state.GRACE)
    assert not again.listed()["guestbook"]
    assert "guestbook" not in again.shown("core.menu")
    resume(again)
    assert again.listed()["guestbook"]
    assert suspended(StagedCore()) == []


def test_it_is_written_down_before_anybody_is_told(core: StagedCore) -> None:
    core.session.broken = True
    with pytest.raises(Exception, match="away"):
        suspend(core)
    assert suspended(StagedCore()) == ["guestbook"]


def test_a_module_that_is_away_can_be_suspended(core: StagedCore) -> None:
    core.end(20)
    suspend(core)
    core.arrive("guestbook", 21)
    assert not core.listed()["guestbook"]
    with pytest.raises(Conflict):
        core.call(contract.FORGET, "admin", "eve#1", name="guestbook")


def test_suspending_twice_is_suspending_once(core: StagedCore) -> None:
    suspend(core)
    suspend(core)
    assert suspended(core) == ["guestbook"]
    resume(core)
    resume(core)
    assert suspended(core) == []


@pytest.mark.parametrize("name", ["core", "web"])
def test_the_site_cannot_do_without_core_and_web(core: StagedCore, name: str) -> None:
    with pytest.raises(Invalid, match=f"cannot run without {name}") as refused:
        suspend(core, name)
    assert refused.value.field == "name"


def test_a_module_that_nobody_knows_cannot_be_suspended(core: StagedCore) -> None:
    for act in (suspend, resume):
        with pytest.raises(NotFound) as refused:
            act(core, "nobody")
        assert refused.value.field == "name"
