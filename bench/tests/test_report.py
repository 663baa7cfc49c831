"""The table says yes or no, and by how much."""

import json
from pathlib import Path

import pytest
from courant_bench.report import Bar, Row, table, write


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row("a", "/s", 200, 10, Bar.RATIO_AT_LEAST, 10), "yes, by 2.00 x"),
        (Row("a", "/s", 50, 10, Bar.RATIO_AT_LEAST, 10), "NO, by 2.00 x"),
        (Row("a", "ms", 5, 10, Bar.RATIO_AT_MOST, 1), "yes, by 2.00 x"),
        (Row("a", "ms", 5, 10, Bar.RATIO_AT_MOST, 0.25), "NO, by 2.00 x"),
        (Row("a", "KB", 30, None, Bar.AT_MOST, 15), "NO, by 2.00 x"),
        (Row("a", "KB", None, None, Bar.AT_MOST, 15), "not measured"),
        (Row("a", "points", 100, None, Bar.AT_LEAST, 100), "yes, by 1.00 x"),
        (Row("a", "points", 50, None, Bar.AT_LEAST, 100), "NO, by 2.00 x"),
        (Row("a", "KB", 30), ""),
    ],
)
def test_verdict(row: Row, verdict: str) -> None:
    assert row.verdict == verdict


def test_a_row_comes_back_as_it_was_written() -> None:
    row = Row("a", "ms", 5, 10, Bar.RATIO_AT_MOST, 1, "a note")
    assert Row.from_written(row.as_written()) == row


def test_the_median_of_turns_is_judged_and_the_turns_are_kept() -> None:
    row = Row.of_turns("a", "ms", {"ours": [9, 1, 2], "peer": [4, 8, 4]}, Bar.RATIO_AT_MOST, 0.5)
    assert (row.ours, row.peer, row.reached) == (2, 4, True)
    assert row.our_turns == (9, 1, 2)
    assert Row.from_written(json.loads(json.dumps(row.as_written()))) == row


def test_a_side_without_turns_has_no_figure() -> None:
    row = Row.of_turns("a", "ms", {"ours": [1]}, Bar.RATIO_AT_MOST, 0.5)
    assert row.peer is None
    assert row.verdict == "not measured"


def test_the_results_describe_the_machine(tmp_path: Path) -> None:
    written = json.loads(write([Row("a", "KB", 1)], tmp_path).read_text())
    assert written["cores"] > 0
    assert written["rows"][0]["measure"] == "a"
    assert "versions" in written


def test_the_table_has_a_line_for_each_row_and_its_note() -> None:
    text = table([Row("first", "ms", 5, 10, Bar.RATIO_AT_MOST, 1, "a note"), Row("second", "KB", 1)])
    assert "first" in text
    assert "* first: a note" in text
    assert "second" in text
    assert "floor" not in text


def test_the_floor_has_a_column_where_one_is_measured() -> None:
    row = Row.of_turns("a key", "ms", {"ours": [9], "peer": [4], "floor": [5, 7, 6]}, Bar.RATIO_AT_MOST, 1)
    head, _, line, *_ = table([row, Row("second", "KB", 1)]).splitlines()
    assert line[head.index("floor") :].startswith("6 ms")
    assert line[head.index("ratio") :].startswith("2.25 x")
