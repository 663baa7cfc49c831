"""A position is one number for each module, as a text that may come from anybody."""

import pytest
from courant_kit.following.position import LARGEST, Position, parse
from hypothesis import given
from hypothesis import strategies as st

MODULES = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
POSITIONS = st.dictionaries(MODULES, st.integers(0, LARGEST), max_size=8).map(Position)


@given(POSITIONS)
def test_what_is_written_is_read_again(position: Position) -> None:
    assert parse(str(position)) == position


def test_modules_are_sorted_so_that_equal_positions_are_equal_texts() -> None:
    assert str(Position({"wiki": 45, "blog": 123})) == "blog:123,wiki:45"


def test_an_empty_text_is_the_begin_of_everything() -> None:
    assert parse("").of("blog") == 0
    assert str(parse(" ")) == ""


def test_spaces_do_no_harm() -> None:
    assert parse(" blog:1 , wiki:2 ") == Position({"blog": 1, "wiki": 2})


@given(POSITIONS, MODULES, st.integers(0, LARGEST))
def test_a_position_only_moves_forward(position: Position, module: str, number: int) -> None:
    moved = position.advance(module, number)
    assert moved.of(module) == max(number, position.of(module))
    assert {one: moved.of(one) for one in position.numbers if one != module} == {
        one: position.of(one) for one in position.numbers if one != module
    }


def test_a_module_that_is_at_its_begin_can_be_part_of_it() -> None:
    assert str(Position().advance("blog", 0)) == "blog:0"


def test_only_some_modules() -> None:
    assert str(parse("blog:1,wiki:2").only(["blog", "search"])) == "blog:1,search:0"


@pytest.mark.parametrize(
    "text", ["blog", "blog:", "blog:-1", "blog:1.5", "blog:01", "Blog:1", "blog:1;wiki:2", f"blog:{LARGEST + 1}", ":1"]
)
def test_what_is_no_position_is_rejected_with_its_part(text: str) -> None:
    with pytest.raises(ValueError, match="is no part of a position: write blog:123,wiki:45"):
        parse(text)


def test_a_module_that_is_there_twice_is_rejected() -> None:
    with pytest.raises(ValueError, match="The module blog is in the position twice"):
        parse("blog:1,blog:2")


def test_a_long_text_is_rejected_unread() -> None:
    with pytest.raises(ValueError, match="at most 4,000 characters"):
        parse(",".join(f"m{number}:1" for number in range(1000)))


def test_only_numbers_of_events_can_be_part_of_it() -> None:
    for wrong in (-1, LARGEST + 1, True):
        with pytest.raises(ValueError, match="is no part of a position"):
            Position().advance("blog", wrong)


def test_a_position_cannot_be_changed() -> None:
    numbers = {"blog": 1}
    position = Position(numbers)
    numbers["blog"] = 2
    assert position.of("blog") == 1
