"""Merging: the result contains every change that only one side made, and neither side loses anything."""

from math import isqrt

from courant_kit.merging.matches import DEAREST
from courant_kit.merging.texts import merge
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.lists(st.sampled_from(["a", "b", "c d", "c e", ""]), max_size=8).map("\n".join)


def test_changes_in_different_places_merge() -> None:
    merged = merge("one\ntwo\nthree\nfour", "ONE\ntwo\nthree\nfour", "one\ntwo\nthree\nFOUR\nfive")
    assert (merged.text, merged.conflicts) == ("ONE\ntwo\nthree\nFOUR\nfive", 0)


def test_different_words_of_one_line_merge() -> None:
    merged = merge("the quick brown fox", "the quick red fox", "a quick brown fox")
    assert (merged.text, merged.conflicts) == ("a quick red fox", 0)


def test_the_same_place_is_left_to_a_person() -> None:
    merged = merge("a\nb\nc", "a\nmine\nc", "a\ntheirs\nc", ("your text", "Grace"))
    assert merged.text == "a\n<<<<<<< Grace\ntheirs\n=======\nmine\n>>>>>>> your text\nc"
    assert merged.conflicts == 1


def test_a_line_that_one_side_deleted_and_the_other_changed_is_left_to_a_person() -> None:
    merged = merge("a\nb\nc", "a\nc", "a\nB\nc")
    assert merged.conflicts == 1
    assert "B" in merged.text


@given(TEXTS, TEXTS)
def test_one_side_alone_wins(base: str, changed: str) -> None:
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, changed).text == changed


@given(TEXTS, TEXTS, TEXTS)
def test_lines_that_somebody_added_are_there(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    if merged.conflicts:
        return
    swapped = merge(base, theirs, mine)
    assert swapped.text == merged.text


def test_what_is_too_dear_to_compare_is_left_to_a_person_whole() -> None:
    def conflicts(times: int) -> int:
        base, mine, theirs = ("\n".join([f"{one}1", *["a"] * times, f"{one}2"]) for one in "bmt")
        return merge(base, mine, theirs).conflicts

    fits = isqrt(DEAREST)
    assert conflicts(fits) == 2
    assert conflicts(fits + 1) == 1


def test_many_places_together_cost_no_more_than_one() -> None:
    """Each of them is cheap; after as many pairs of words as one place may have, the others are left whole."""
    same = " ".join(["a"] * (isqrt(DEAREST) // 10))
    base, mine, theirs = (
        "\n\n".join(f"{start}{number} {same} z{middle} {same} {start}" for number in range(40))
        for start, middle in (("b", ""), ("m", ""), ("b", "t"))
    )
    merged = merge(base, mine, theirs)
    assert 0 < merged.conflicts < 40
    assert merged.text.startswith(f"m0 {same} zt {same} m\n")
