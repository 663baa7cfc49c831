"""The measures about strangers' modules, each as a smoke test: they run, and count what they say."""

import subprocess
from pathlib import Path

import pytest
from courant_bench.beside import percentile
from courant_bench.guestbooks import OURS, PEERS_OF_IT, lines
from courant_bench.measures import hostile, many_modules, page_call, rolling
from courant_bench.plan import Plan
from courant_bench.report import Row

from tests import postgresql

ROOT = Path(__file__).parent.parent.parent
ENVIRONMENT = ROOT / "bench" / ".venv" / "installed.txt"

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


def test_only_lines_that_somebody_writes_are_counted(tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text("ONE = 1\n\nTWO = 2\n")
    (tmp_path / "generated.py").write_text("THREE = 3\n")
    (tmp_path / "page.html").write_text("<p>\n</p>\n")
    (tmp_path / "notes.txt").write_text("no\n")
    assert lines(tmp_path) == 4
    assert all(lines(peer.folder) > lines(OURS) for peer in PEERS_OF_IT)


@pytest.mark.skipif(not ENVIRONMENT.exists(), reason="the benchmarks' environment is not set up")
def test_two_windows_of_each_peer_see_each_others_entries() -> None:
    done = subprocess.run(["bench/run", "lines", "--quick"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "failed" not in done.stdout, done.stdout + done.stderr
    assert "Django LiveView" in done.stdout
