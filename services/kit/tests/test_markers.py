"""Places that are left to decide: found, and decided one by one."""

import pytest
from courant_kit.merging import markers
from courant_kit.merging.markers import Choice
from courant_kit.merging.texts import merge
from hypothesis import given
from hypothesis import strategies as st

TEXT = merge("a\nb\nc\nd\ne", "a\nmine\nc\nM\ne", "a\ntheirs\nc\nT\ne", ("your text", "Grace")).text


def test_places_have_their_lines_and_words() -> None:
    one, two = markers.places(TEXT)
    assert (one.line, one.last, one.names) == (2, 6, ("Grace", "your text"))
    assert (one.theirs, one.mine, two.theirs, two.mine) == ("theirs", "mine", "T", "M")


@pytest.mark.parametrize(
    ("number", "choice", "text"),
    [
        (1, "mine", "a\nmine\nc"),
        (1, "theirs", "a\ntheirs\nc"),
        (1, "both", "a\ntheirs\nmine\nc"),
        (9, "mine", "a\n<<<"),
    ],
)
def test_a_place_is_decided(number: int, choice: Choice, text: str) -> None:
    assert markers.decide(TEXT, number, choice).startswith(text)
    assert len(markers.places(markers.decide(TEXT, number, choice))) == (1 if number == 1 else 2)


@pytest.mark.parametrize(
    "text", ["A\n=======", "<<<<<<< a\nb", ">>>>>>> a", "<<<<<<< a\n>>>>>>> b", "=======\n>>>>>>> a", ""]
)
def test_other_text_has_no_places(text: str) -> None:
    assert markers.places(text) == []
    assert markers.decide(text, 1, "mine") == text


LINES = st.lists(st.sampled_from(["a", "b", "c", "", "d e", "d f"]), max_size=6).map("\n".join)


@given(LINES, LINES, LINES)
def test_all_places_of_a_merge_are_found(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    assert len(markers.places(merged.text)) == merged.conflicts
    text = merged.text
    for _ in range(merged.conflicts):
        text = markers.decide(text, 1, "both")
    assert markers.places(text) == []
