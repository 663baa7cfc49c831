"""Payloads are decoded strictly and rejected with a sentence for people."""

from typing import Annotated

import pytest
from courant_kit.calls.errors import BY_URI, Forbidden, Foreign, Invalid, TooLarge, Unavailable, from_wire
from courant_kit.wire.payload import Payload, decode, encode
from django.utils.safestring import mark_safe
from msgspec import Meta


class Order(Payload):
    """An order."""

    title: Annotated[str, Meta(max_length=5)]
    count: Annotated[int, Meta(ge=1)] = 1
    tags: Annotated[list[str], Meta(max_length=2)] = []


def test_strings_of_a_form_become_the_declared_types() -> None:
    assert decode({"title": "a\r\nb", "count": "12"}, Order) == Order(title="a\nb", count=12)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "title"),
        ({"title": "a", "count": "many"}, "count"),
        ({"title": "a", "tags": [1]}, "tags"),
        ({"title": "a", "tags": "x"}, "tags"),
        ({"title": "a", "colour": "red"}, "colour"),
        ({"title": None}, "title"),
        ({"title": b"\xff\xfe"}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"title": "a", "tags": ["\udfff"]}, "tags"),
    ],
)
def test_a_wrong_field_is_named(fields: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode(fields, Order)
    assert refused.value.field == field
    assert refused.value.message.endswith(".")


def test_what_is_too_long_is_said_in_words() -> None:
    with pytest.raises(TooLarge, match=r"^Title: at most 5 characters\.$") as refused:
        decode({"title": "toolong"}, Order)
    assert refused.value.field == "title"
    with pytest.raises(TooLarge, match=r"^Tags: at most 2 entries\.$"):
        decode({"title": "a", "tags": ["1", "2", "3"]}, Order)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Title is missing."),
        ({"title": "a", "count": "many"}, "Count: this should be a whole number."),
        ({"title": "a", "count": 0}, "Count: at least 1."),
        ({"title": "a", "tags": "x"}, "Tags: this should be a list."),
        ({"title": "a", "colour": "red"}, "There is no field “colour” here."),
    ],
)
def test_a_refusal_is_a_sentence_for_people(fields: dict[str, object], words: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode(fields, Order)
    assert refused.value.message == words


def test_control_characters_go_and_lines_and_tabs_stay() -> None:
    assert decode({"title": "a\0\x07\x1b\x7f\uffff\t\r\nb"}, Order).title == "a\t\nb"


def test_a_name_that_is_no_fields_is_said_again_in_part() -> None:
    with pytest.raises(Invalid) as refused:
        decode({"title": "a", "x" * 5000: 1}, Order)
    assert refused.value.field == "x" * 60


def test_markup_of_templates_is_sent_as_plain_text() -> None:
    sent = encode({"html": mark_safe("<p>")})
    assert type(sent["html"]) is str


def test_an_error_comes_back_as_itself() -> None:
    error = from_wire("courant.error.invalid", ["No."], {"field": "title"})
    assert isinstance(error, Invalid)
    assert (error.message, error.field) == ("No.", "title")
    assert isinstance(from_wire("wamp.error.no_such_procedure", [], {}), Unavailable)
    assert isinstance(from_wire("wamp.error.not_authorized", [], {}), Forbidden)
    for uri in ("wamp.error.other", "error.invoke.failure", "com.example.no"):
        foreign = from_wire(uri, ["/srv/secret: no such file"], {"path": "/srv/secret"})
        assert isinstance(foreign, Foreign)
        assert (foreign.named, foreign.said) == (uri, "/srv/secret: no such file")
        assert "srv" not in foreign.message + str(foreign.fields())


def test_every_error_has_its_own_uri_and_a_status() -> None:
    assert all(uri.startswith("courant.error.") for uri in BY_URI)
    assert all(400 <= error.status < 600 for error in BY_URI.values())
