"""What the router takes from a client and what it refuses, apart from a running router."""

from typing import Any

import pytest
from courant_router.intake import DEEPEST, MOST_TEXT, MOST_VALUES, Unacceptable, checked

CALL = [48, 1, {}, "courant.blog.post.get"]


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def called_with(value: Any) -> list[Any]:
    return [*CALL, [], {"value": value}]


@pytest.mark.parametrize(
    "value", [None, True, -1, 2**63, 1.5, "", "ä😀\0", b"\xff", [], {}, {"a": [{"b": ["c"]}]}, nested(DEEPEST - 2)]
)
def test_plain_values_pass_as_they_are(value: Any) -> None:
    assert checked(called_with(value)) == called_with(value)


@pytest.mark.parametrize(
    ("value", "why"),
    [("\ud800", "Unicode"), ({"\udfff": 1}, "Unicode"), (2**64, "too big"), (-(2**63) - 1, "too big"),
     (float("nan"), "finite"), (float("inf"), "finite"), ({1: 2}, "names are text"), (nested(DEEPEST), "nested"),
     ({1, 2}, "set"), (1j, "complex"), ("x" * (MOST_TEXT + 1), "too much")],
    ids=lambda value: ascii(value)[:20],
)  # fmt: skip
def test_what_cannot_be_passed_on_is_refused(value: Any, why: str) -> None:
    with pytest.raises(Unacceptable, match=why):
        checked(called_with(value))


@pytest.mark.parametrize("head", [[48, 1], [16, 1], [32, 1], [64, 1], [49, 1], [70, 1], [8, 68, 1], [66, 1, 2]])
def test_nobody_speaks_for_another_session(head: list[Any]) -> None:
    with pytest.raises(Unacceptable, match="another session"):
        checked([*head, {"forward_for": [{"session": 1, "authid": "admin", "authrole": "admin"}]}])


def test_a_field_of_a_payload_may_have_any_name() -> None:
    assert checked([*CALL, [], {"forward_for": 1}])


def test_a_value_named_in_many_places_counts_each_time() -> None:
    line: list[Any] = ["x" * 1000] * 100
    with pytest.raises(Unacceptable, match="too much"):
        checked(called_with([line] * 1000))
    many: list[Any] = [0] * 1000
    with pytest.raises(Unacceptable, match="too much"):
        checked(called_with([many] * (MOST_VALUES // 1000 + 1)))


def test_a_value_that_holds_itself_is_nested_too_deeply() -> None:
    ring: list[Any] = []
    ring += [ring, ring]
    with pytest.raises(Unacceptable, match="nested"):
        checked(called_with(ring))
