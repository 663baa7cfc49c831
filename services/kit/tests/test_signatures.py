"""The request of a procedure from its handler's signature."""

import asyncio
from typing import Any

import pytest
from courant_kit.app import Line
from courant_kit.calls.errors import CourantError
from courant_kit.wire.payload import Nothing, Payload, decode
from courant_kit.wire.signatures import understood

URI = "courant.shelf.note.add_many"


class Note(Payload):
    """A request with a class of its own."""

    text: str


def test_parameters_after_the_caller_are_fields() -> None:
    def add(caller: str, text: Line, loud: bool = False) -> tuple[Any, ...]:
        return caller, text, loud

    kind, handler = understood(URI, add)
    assert kind.__name__ == "NoteAddManyRequest"
    assert handler("ada", decode({"text": "Hello"}, kind)) == ("ada", "Hello", False)
    assert handler("ada", decode({"text": "Hello", "loud": "true"}, kind)) == ("ada", "Hello", True)


@pytest.mark.parametrize("fields", [{}, {"text": ""}, {"text": "x" * 201}, {"text": "x", "loud": "x"}, {"texts": "x"}])
def test_fields_are_as_strict_as_those_of_a_class(fields: dict[str, str]) -> None:
    def add(caller: str, text: Line, loud: bool = False) -> None: ...

    with pytest.raises(CourantError):
        decode(fields, understood(URI, add)[0])


def test_a_handler_without_fields_is_asked_nothing() -> None:
    def index(caller: str) -> str:
        return caller

    kind, handler = understood(URI, index)
    assert kind is Nothing
    assert handler("ada", Nothing()) == "ada"


def test_a_handler_on_the_reactor_stays_one() -> None:
    async def add(caller: str, text: str) -> str:
        return caller + text

    kind, handler = understood(URI, add)
    assert asyncio.iscoroutinefunction(handler)
    assert asyncio.run(handler("ada", decode({"text": "!"}, kind))) == "ada!"


def test_a_request_with_a_class_is_taken_as_it_is() -> None:
    def add(caller: str, request: Note) -> None: ...

    assert understood(URI, add) == (Note, add)


def test_what_has_no_type_is_an_error() -> None:
    def add(caller, text): ...  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202

    with pytest.raises(TypeError, match="what type its text has"):
        understood(URI, add)
