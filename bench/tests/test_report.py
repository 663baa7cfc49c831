"""The table says yes or no, and by how much."""

import pytest
from courant_bench.report import Bar, Row, table


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row("a", "/s", 200, 10, Bar.RATIO_AT_LEAST, 10), "yes, by 2.00 x"),
        (Row("a", "/s", 50, 10, Bar.RATIO_AT_LEAST, 10), "NO, by 2.00 x"),
        (Row("a", "ms", 5, 10, Bar.RATIO_AT_MOST, 1), "yes, by 2.00 x"),
        (Row("a", "ms", 5, 10, Bar.RATIO_AT_MOST, 0.25), "NO, by 2.00 x"),
        (Row("a", "KB", 30, None, Bar.AT_MOST, 15), "NO, by 2.00 x"),
        (Row("a", "KB", None, None, Bar.AT_MOST, 15), "not measured"),
        (Row("a", "KB", 30), ""),
    ],
)
def test_verdict(row: Row, verdict: str) -> None:
    assert row.verdict == verdict


def test_a_row_comes_back_as_it_was_written() -> None:
    row = Row("a", "ms", 5, 10, Bar.RATIO_AT_MOST, 1, "a note")
    assert Row.from_written(row.as_written()) == row


def test_the_table_has_a_line_for_each_row_and_its_note() -> None:
    text = table([Row("first", "ms", 5, 10, Bar.RATIO_AT_MOST, 1, "a note"), Row("second", "KB", 1)])
    assert "first" in text
    assert "* first: a note" in text
    assert "second" in text
