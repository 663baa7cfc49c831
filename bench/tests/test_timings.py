"""The moments that services note divide a path into parts."""

from pathlib import Path

import pytest
from courant_bench.timings import CLICK, SAVE, Mark, marks, moments, parts

ROUND = {"begin": 10.0, "sent": 10.001, "received": 10.003, "started": 10.004, "committed": 10.010,
         "rendered": 10.012, "published": 10.013, "arrived": 10.015, "shown": 10.018}  # fmt: skip


def test_marks_are_read_from_all_processes_in_order(tmp_path: Path) -> None:
    (tmp_path / "core-1.jsonl").write_text('{"at": 3, "what": "received", "of": "x"}\n')
    (tmp_path / "blog-2.jsonl").write_text('{"at": 2, "what": "started", "of": "y"}\n{"at": 4, "wh')
    assert marks(tmp_path) == [Mark(2, "started", "y", "blog-2"), Mark(3, "received", "x", "core-1")]


def test_the_first_moment_of_the_module_counts() -> None:
    found = [
        Mark(1.0, "received", "courant.blog.x", "1"),
        Mark(2.0, "received", "courant.core.x", "2"),
        Mark(3.0, "received", "courant.blog.x", "1"),
        Mark(4.0, "received", "courant.blog.x", "1"),
        Mark(5.0, "committed", "7", "blog"),
    ]
    assert moments(found, "blog", 1.5, 9) == {"received": 3.0, "committed": 5.0}


def test_the_parts_follow_one_another() -> None:
    found = parts([ROUND], SAVE)
    assert list(found) == [
        "browser, until it sends",
        "router, until the service has the call",
        "waiting for a thread and a turn",
        "handler, database and commit",
        "rendering",
        "handing it to the router",
        "router, until the window has it",
        "browser, until its document shows it",
    ]
    assert sum(times[0] for times in found.values()) == pytest.approx(18)


def test_what_comes_earlier_stands_earlier() -> None:
    early = {**ROUND, "rendered": 10.006}
    names = list(parts([early, early, ROUND], SAVE))
    assert names.index("rendering") < names.index("handler, database and commit")


def test_a_build_without_timings_is_one_part() -> None:
    plain = {name: ROUND[name] for name in ("begin", "sent", "arrived", "shown")}
    found = parts([plain], CLICK)
    assert list(found) == [
        "browser, until it sends",
        "router and service (it writes no timings)",
        "browser, until its document shows it",
    ]
