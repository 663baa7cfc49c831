"""The measures about strangers' modules, each as a smoke test: they run, and count what they say."""

from pathlib import Path

import pytest
from courant_bench.beside import percentile
from courant_bench.measures import hostile, many_modules, page_call, rolling
from courant_bench.plan import Plan
from courant_bench.report import Row

from tests import postgresql

pytestmark = pytest.mark.router


@pytest.fixture
def quick(tmp_path: Path) -> Plan:
    return Plan(tmp_path, quick=True)


def figures(rows: "list[Row]") -> list[float]:
    found = [row.ours for row in rows]
    assert None not in found
    return [one for one in found if one is not None]


@pytest.mark.skipif(postgresql.programs() is None, reason="PostgreSQL is not on this machine")
def test_no_call_fails_and_none_is_carried_out_twice(quick: Plan) -> None:
    assert figures(list(rolling.rows(quick))) == [0, 0, 0]


def test_pages_of_others_are_read_beside_a_hostile_module(quick: Plan) -> None:
    assert min(figures(list(hostile.rows(quick)))) > 0


def test_a_page_is_called_through_the_kit_and_bare(quick: Plan) -> None:
    assert min(figures(list(page_call.rows(quick)))) > 0


def test_many_modules_join_and_the_menu_has_them(quick: Plan) -> None:
    assert min(figures(list(many_modules.rows(quick)))) > 0


def test_a_percentile_is_one_of_the_figures() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([1.0], 0.99) == 1.0
