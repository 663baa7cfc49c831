"""Initials and colours of names."""

import pytest
from courant_kit.content.avatar import HUES, hue, initials
from django.template import engines


@pytest.mark.parametrize(
    ("name", "shown"), [("ada", "A"), ("Grace Hopper", "GH"), ("ada_king_lovelace", "AL"), ("élan", "É"), ("", "")]
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_name_has_always_the_same_colour() -> None:
    assert hue("Ada") == hue("Ada")
    assert {hue(f"user{number}") for number in range(100)} == set(range(HUES))


def test_an_avatar_escapes_the_name() -> None:
    html = engines["django"].from_string("{% avatar name %}").render({"name": "<b>"})
    assert "&lt;" in html
    assert "<b>" not in html
