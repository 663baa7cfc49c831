"""How two sequences differ, and when that is too expensive to find out."""

from courant_kit.merging.matches import Match, matches


def test_what_both_have_is_found() -> None:
    assert matches("xaby", "zabw") == [Match(1, 1, 2), Match(4, 4, 0)]
    assert matches("abxcd", "abycd") == [Match(0, 0, 2), Match(3, 3, 2), Match(5, 5, 0)]


def test_what_has_one_pair_of_equal_elements_too_many_counts_as_different() -> None:
    assert matches("xaay", "zaaw", dearest=4) == [Match(1, 1, 2), Match(4, 4, 0)]
    assert matches("xaay", "zaaw", dearest=3) == [Match(4, 4, 0)]


def test_common_starts_and_ends_are_found_however_dear_the_rest_is() -> None:
    assert matches("cxaayd", "czaawd", dearest=3) == [Match(0, 0, 1), Match(5, 5, 1), Match(6, 6, 0)]


def test_what_is_far_too_much_to_look_at_counts_as_different() -> None:
    lines = [[line for number in range(1000) for line in ("", f"{name}{number}")] for name in "ab"]
    found = matches(*lines)
    assert 0 < len(found) < 1000
    assert found == sorted(found)
    assert all(lines[0][at.a : at.a + at.size] == lines[1][at.b : at.b + at.size] for at in found)
