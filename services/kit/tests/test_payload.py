"""What callers send is decoded strictly and refused in words."""

from typing import Annotated

import pytest
from courant_kit.errors import BY_URI, Forbidden, Internal, Invalid, Unavailable, from_wire
from courant_kit.payload import Payload, decode, encode
from django.utils.safestring import mark_safe
from msgspec import Meta


class Order(Payload):
    """An order."""

    title: Annotated[str, Meta(max_length=5)]
    count: int = 1
    tags: list[str] = []


def test_strings_of_a_form_become_the_declared_types() -> None:
    assert decode({"title": "a\r\nb", "count": "12"}, Order) == Order(title="a\nb", count=12)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "title"),
        ({"title": "toolong"}, "title"),
        ({"title": "a", "count": "many"}, "count"),
        ({"title": "a", "tags": [1]}, "tags"),
        ({"title": "a", "tags": "x"}, "tags"),
        ({"title": "a", "colour": "red"}, "colour"),
        ({"title": None}, "title"),
        ({"title": b"\xff\xfe"}, "title"),
    ],
)
def test_a_wrong_field_is_named(fields: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode(fields, Order)
    assert refused.value.field == field
    assert refused.value.message.endswith(".")


def test_markup_of_templates_is_sent_as_plain_text() -> None:
    sent = encode({"html": mark_safe("<p>")})
    assert type(sent["html"]) is str


def test_an_error_comes_back_as_itself() -> None:
    error = from_wire("courant.error.invalid", ["No."], {"field": "title"})
    assert isinstance(error, Invalid)
    assert (error.message, error.field) == ("No.", "title")
    assert isinstance(from_wire("wamp.error.no_such_procedure", [], {}), Unavailable)
    assert isinstance(from_wire("wamp.error.not_authorized", [], {}), Forbidden)
    assert isinstance(from_wire("wamp.error.other", ["x"], {}), Internal)


def test_every_error_has_its_own_uri_and_status() -> None:
    assert all(uri.startswith("courant.error.") for uri in BY_URI)
    assert len({error.status for error in BY_URI.values()}) == len(BY_URI)
