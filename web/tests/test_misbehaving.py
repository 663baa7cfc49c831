"""Modules that hang or answer garbage: their pages say so at once, and the pages of others are not affected."""

from typing import Any

import pytest
from courant_kit.calls.breaker import MOST
from courant_kit.testing import finished
from courant_web.pages import held
from courant_web.upstream import faults, gateway
from courant_web.upstream.state import breaker, caches, invalidation
from twisted.internet.defer import Deferred

from .fake_router import FakeRouter, page
from .http_reader import Reader, main

HANGING = {"module": "slow", "title": "Slow", "present": True, "routes": [
    {"name": "all", "pattern": "^slow/$", "python": r"^slow/\Z", "procedure": "courant.slow.page.all"}]}  # fmt: skip


@pytest.fixture
def reported(stub: FakeRouter) -> list[dict[str, Any]]:
    """What web reports to core."""
    found: list[dict[str, Any]] = []
    stub.answer("courant.site.module.fault", lambda _, fields: found.append(fields))
    return found


@pytest.fixture
def asked(stub: FakeRouter, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls to a module that answers none of them."""
    found: list[str] = []
    monkeypatch.setattr(gateway, "READING", 0.01)

    async def never(*_: Any) -> Any:
        found.append("asked")
        return await Deferred()

    stub.modules.append(HANGING)
    stub.session.procedures["courant.slow.page.all"] = never
    stub.join()
    return found


def test_a_module_that_hangs_is_asked_a_few_times_and_then_held_back(
    reader: Reader, asked: list[str], reported: list[dict[str, Any]]
) -> None:
    answers = [reader.get("/slow/") for _ in range(MOST + 3)]
    assert {answer.status_code for answer in answers} == {503}
    assert "Slow is taking too long at the moment." in main(answers[0])
    assert "Slow has not answered several times" in main(answers[-1])
    assert len(asked) == MOST
    assert reported[0]["words"] == "courant.slow.page.all answered nothing for 0.01 seconds."
    assert [one.get("held") is not None for one in reported] == [False] * (MOST - 1) + [True]
    assert reader.get("/shelf/").status_code == 200


def test_it_is_back_after_a_pause_when_it_answers(
    reader: Reader, stub: FakeRouter, asked: list[str], reported: list[dict[str, Any]]
) -> None:
    for _ in range(MOST):
        reader.get("/slow/")
    stub.answer("courant.slow.page.all", lambda *_: page("Quick again"))
    assert reader.get("/slow/").status_code == 503
    breaker._records["slow"].until = 0.0
    invalidation.reset(closed=False)  # core informs web at the end of each pause
    assert "Quick again" in main(reader.get("/slow/"))
    assert not breaker.held("slow", 0.0)


def test_the_page_of_a_module_that_is_held_back_is_made_once_for_all_visitors(
    reader: Reader, stub: FakeRouter, asked: list[str], reported: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "PERIOD", 1e6)
    for _ in range(MOST):
        reader.get("/slow/")
    answer = reader.get("/slow/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert caches.found(b"/slow/", "en", visitor=True)
    stub.publish("slow.anything", 1)
    assert caches.found(b"/slow/", "en", visitor=True)
    assert "Slow has not answered several times" in main(reader.get("/slow/"))
    invalidation.heard("web.held-slow", 1)  # as when the pause ends
    assert not caches.found(b"/slow/", "en", visitor=True)
    assert "Slow has not answered several times" in main(reader.get("/slow/"))
    assert not caches.found(b"/slow/", "en", visitor=True)


def test_only_visitors_share_it_and_no_query_has_one_of_its_own(
    reader: Reader, asked: list[str], reported: list[dict[str, Any]]
) -> None:
    for _ in range(MOST):
        reader.get("/slow/")
    for path, headers in (("/slow/?again=1", {}), ("/slow/", {"Cookie": "messages=x"})):
        assert "Slow has not answered several times" in main(reader.get(path, **headers))
        assert not caches.found(path.encode(), "en", visitor=True)


def test_a_module_that_was_started_again_is_asked_at_once(
    reader: Reader, stub: FakeRouter, asked: list[str], reported: list[dict[str, Any]]
) -> None:
    for _ in range(MOST):
        reader.get("/slow/")
    stub.answer("courant.slow.page.all", lambda *_: page("Started again"))
    (changed,) = stub.session.listeners["courant.core.module.changed"][-1:]
    finished(changed("courant.core.module.changed", [], {"module": "slow", "present": False}))
    finished(changed("courant.core.module.changed", [], {"module": "slow", "present": True}))
    assert "Started again" in main(reader.get("/slow/"))


@pytest.mark.parametrize("field", ["title", "description", "location", "fragments", "styles"])
def test_a_page_with_a_part_that_is_too_large_is_no_page(
    reader: Reader, stub: FakeRouter, reported: list[dict[str, Any]], field: str
) -> None:
    most = faults.BOUNDS[field]
    large: Any = {"fragments": {f"shelf.note-{n}": 1 for n in range(most + 1)}, "styles": ["x"] * (most + 1)}
    stub.answer("courant.shelf.page.note", lambda *_: {**page("One"), field: large.get(field, "x" * (most + 1))})
    assert reader.get("/shelf/one/").status_code == 500
    assert f"its {field} has more than" in reported[0]["words"]


def test_a_page_belongs_to_the_module_that_answered(reader: Reader, stub: FakeRouter) -> None:
    stub.answer("courant.shelf.page.note", lambda *_: page("One", module="core"))
    assert 'data-module="shelf"' in reader.get("/shelf/one/").text


def test_garbage_again_and_again_is_held_back_too(
    reader: Reader, stub: FakeRouter, reported: list[dict[str, Any]]
) -> None:
    stub.answer("courant.shelf.page.note", lambda *_: 7)
    assert [reader.get("/shelf/one/").status_code for _ in range(MOST + 1)] == [500] * MOST + [503]
    assert reported[-1]["held"]
