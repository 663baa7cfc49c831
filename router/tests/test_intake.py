"""Which messages of a client the router accepts and which it rejects, without a running router.

The rules get values and small bounds, never a message that would harm a router without them.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from courant_router import intake
from courant_router.intake import DEEPEST, FORGED, LARGEST, MOST_TEXT, SMALLEST, Unacceptable, checked

CALL = [48, 1, {}, "courant.blog.post.get"]


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def called_with(value: Any) -> list[Any]:
    return [*CALL, [], {"value": value}]


@pytest.mark.parametrize(
    "value",
    [None, True, SMALLEST, LARGEST, 1.5, "", "ä😀\0", b"\xff", [], {}, {"a": [{"b": ["c"]}]}, nested(DEEPEST - 2)],
)
def test_plain_values_pass_as_they_are(value: Any) -> None:
    assert checked(called_with(value)) == called_with(value)


@pytest.mark.parametrize(
    ("value", "why"),
    [("\ud800", "Unicode"), ({"\udfff": 1}, "Unicode"), (LARGEST + 1, "too big"), (SMALLEST - 1, "too big"),
     (float("nan"), "finite"), (float("inf"), "finite"), ({1: 2}, "names are text"), (nested(DEEPEST + 1), "nested"),
     ({1, 2}, "set"), (1j, "complex"), (datetime(2026, 11, 23, tzinfo=UTC), "datetime"),
     ("x" * (MOST_TEXT + 1), "too much")],
    ids=lambda value: ascii(value)[:20],
)  # fmt: skip
def test_what_cannot_be_passed_on_is_refused(value: Any, why: str) -> None:
    for where in (value, [value], {"value": value}):
        with pytest.raises(Unacceptable, match=why):
            checked(where)


def test_a_message_one_level_over_the_bound_is_refused() -> None:
    with pytest.raises(Unacceptable, match=f"nested {DEEPEST} deep"):
        checked(called_with(nested(DEEPEST - 1)))


@pytest.mark.parametrize("head", [[48, 1], [16, 1], [32, 1], [64, 1], [49, 1], [70, 1], [8, 68, 1], [66, 1, 2]])
@pytest.mark.parametrize("value", [[], None, 0, "", {}], ids=repr)
def test_an_option_that_is_for_links_between_routers_is_refused_whatever_it_says(head: list[Any], value: Any) -> None:
    with pytest.raises(Unacceptable, match="another session"):
        checked([*head, {FORGED: value}])


def test_a_field_of_a_payload_may_have_any_name() -> None:
    assert checked([*CALL, [], {FORGED: 1}])


def test_a_message_one_value_over_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_VALUES", 5)
    assert checked([1, {"a": 2}, 3])
    with pytest.raises(Unacceptable, match="too much"):
        checked([1, {"a": 2}, 3, 4])


@pytest.mark.parametrize("kind", ["x", b"x"], ids=["text", "bytes"])
def test_a_message_one_character_over_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch, kind: Any) -> None:
    monkeypatch.setattr(intake, "MOST_TEXT", 5)
    assert checked([kind * 3, kind * 2])
    with pytest.raises(Unacceptable, match="too much"):
        checked([kind * 3, kind * 3])


def test_the_names_of_fields_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_TEXT", 5)
    assert checked([{"three": 1}])
    with pytest.raises(Unacceptable, match="too much"):
        checked([{"longer": 1}])


def test_a_value_named_in_many_places_counts_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = ["xx", "yy"]
    monkeypatch.setattr(intake, "MOST_VALUES", 8)
    assert checked([pair, pair])
    with pytest.raises(Unacceptable, match="too much"):
        checked([pair, pair, pair])
    monkeypatch.undo()
    monkeypatch.setattr(intake, "MOST_TEXT", 8)
    assert checked([pair, pair])
    with pytest.raises(Unacceptable, match="too much"):
        checked([pair, pair, pair])


def test_a_value_that_holds_itself_is_nested_too_deeply() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(Unacceptable, match="nested"):
        checked(ring)
