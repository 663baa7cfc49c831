"""Differences: rows of lines, with the words that changed."""

from math import isqrt

from courant_kit.history.comparison import DEAREST_WORDS, MOST_ROWS, Changed, Pair, Part, Row, compare
from courant_kit.merging.matches import DEAREST
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
    lines = [str(number) for number in range(MOST_ROWS + 2)]
    assert len(compare("", "\n".join(lines[:MOST_ROWS])).rows) == MOST_ROWS
    rows = compare("", "\n".join(lines)).rows
    assert len(rows) == MOST_ROWS + 1
    assert rows[-1] == Row("more", hidden=2)


def test_what_is_too_dear_to_compare_is_all_different() -> None:
    def kinds(times: int) -> set[str]:
        return {row.kind for row in compare(*("\n".join([f"{one}1", *["a"] * times, f"{one}2"]) for one in "xy")).rows}

    fits = isqrt(DEAREST)
    assert kinds(fits) == {"del", "ins", "same", "gap"}
    assert kinds(fits + 1) == {"del", "ins"}


def test_words_are_marked_as_long_as_that_is_cheap() -> None:
    def marked(left: int) -> list[int]:
        changed = Changed(left)
        blocks = [pair for _ in range(2) for pair in changed.pairs(["a quick fox"], ["a red fox"], 0, 0)]
        return [len(row.parts) for pair in blocks for row in pair if row]

    assert Changed().left == DEAREST_WORDS
    assert marked(201) == [3, 3, 3, 3]
    assert marked(200) == [3, 3, 1, 1]
    assert marked(100) == [1, 1, 1, 1]


def test_lines_that_share_the_most_are_beside_each_other() -> None:
    found = compare("Ada wrote this line\nlast", "Something is new here\nAda wrote this long line\nlast").pairs
    numbers = [(pair.old and pair.old.old, pair.new and pair.new.new) for pair in found]
    assert numbers == [(None, 1), (1, 2), (2, 3)]


def test_words_that_moved_to_another_line_are_not_marked() -> None:
    rows = compare("one two three four five\nsix seven", "one two three four\nfive six seven").rows
    assert not [part.text for row in rows for part in row.parts if part.changed and part.text.strip()]


def test_a_space_between_changed_words_is_marked_with_them() -> None:
    rows = compare("keep all of this but the old words", "keep all of this but some new words").rows
    assert rows[0].parts == (Part("keep all of this but "), Part("the old", True), Part(" words"))


@given(TEXTS, TEXTS)
def test_each_side_has_its_lines_in_order(old: str, new: str) -> None:
    pairs = compare(old, new, context=1000).pairs
    for side, kind in ((0, "old"), (1, "new")):
        numbers = [getattr(pair[side], kind) for pair in pairs if pair[side]]
        assert numbers == sorted(numbers)
    assert all(isinstance(pair, Pair) for pair in pairs)
