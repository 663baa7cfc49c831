"""Differences: rows of lines, with the words that changed."""

from courant_wiki.diff import MOST_ROWS, Part, Row, compare
from hypothesis import assume, given
from hypothesis import strategies as st

TEXTS = st.lists(st.sampled_from(["a", "b", "c d", "c e", ""]), max_size=8).map("\n".join)


def side(rows: list[Row], kind: str) -> list[str]:
    return ["".join(part.text for part in row.parts) for row in rows if row.kind in {"same", kind}]


def test_words_inside_a_line_are_marked() -> None:
    rows = compare("a quick brown fox", "a quick red fox").rows
    assert rows[0] == Row("del", 1, None, (Part("a quick "), Part("brown", True), Part(" fox")))
    assert rows[1] == Row("ins", None, 1, (Part("a quick "), Part("red", True), Part(" fox")))


def test_lines_with_little_in_common_are_shown_whole() -> None:
    rows = compare("completely different words", "nothing of it is here").rows
    assert [len(row.parts) for row in rows] == [1, 1]


def test_what_is_the_same_is_folded() -> None:
    lines = [str(number) for number in range(50)]
    found = compare("\n".join(lines), "\n".join([*lines, "new"]))
    assert [row.kind for row in found.rows] == ["gap", "same", "same", "same", "ins"]
    assert found.rows[0].hidden == 47
    assert (found.added, found.removed) == (1, 0)


def test_equal_texts_differ_in_nothing() -> None:
    assert compare("a\nb", "a\nb").rows == []


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_rows(old: str, new: str) -> None:
    assume(old != new)
    rows = compare(old, new, context=1000).rows
    assert side(rows, "del") == (old.split("\n") if old else [])
    assert side(rows, "ins") == (new.split("\n") if new else [])


def test_no_difference_is_endless() -> None:
    old, new = "\n".join("ab" * 20_000), "\n".join("ba" * 30_000)
    rows = compare(old, f"x{new}y").rows
    assert len(rows) == MOST_ROWS + 1
    assert rows[-1].kind == "more"
    assert compare("a b " * 50_000, "b c " * 50_000).rows
