"""Which changes of a contract break the programs of others."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
import pytest
from courant_kit.calls.caller import ADMINS, BACKENDS, EVERYONE, MEMBERS
from courant_kit.live.audience import EDITORS_ONLY, MEMBERS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.compatibility import breaking, may_break, recorded, undated
from courant_kit.wire.contract import Contract, Procedure, Topic
from courant_kit.wire.payload import Payload
from courant_kit.wire.schemas import json_schema
from msgspec import Meta

URI = "courant.shelf.note.find"


class Inner(Payload):
    """Something inside."""

    a: int


def kind(*fields: Any) -> type[Payload]:
    """A payload with these fields."""
    return msgspec.defstruct("Asked", fields, bases=(Payload,))


def contract(*entries: Any, since: str = "0.1") -> dict[str, Any]:
    """The contract of a module with these entries, as it is recorded."""
    return recorded(json_schema([Contract.of("shelf", {"SINCE": since} | dict(enumerate(entries)))]))


def asks(*fields: Any) -> dict[str, Any]:
    """A contract with a procedure that has these fields."""
    return contract(Procedure(URI, kind(*fields)))


def answers(*fields: Any) -> dict[str, Any]:
    """A contract with a procedure that answers with these fields."""
    return contract(Procedure(URI, result=kind(*fields)))


def tells(*fields: Any) -> dict[str, Any]:
    """A contract with a topic whose events have these fields."""
    return contract(Topic("courant.shelf.note.added", kind(*fields)))


SHORT, LONG = Annotated[str, Meta(max_length=5)], Annotated[str, Meta(max_length=50)]
LOW, HIGH = Annotated[int, Meta(ge=1, le=5)], Annotated[int, Meta(ge=0, le=50)]
WORD, OTHER = Annotated[str, Meta(pattern="^a")], Annotated[str, Meta(pattern="^b")]

SAME = [
    (asks(("a", int)), asks(("a", int))),
    (asks(("a", int)), asks(("a", int), ("b", int, 0))),
    (asks(("a", int)), asks(("a", int, 0))),
    (asks(("a", SHORT)), asks(("a", LONG))),
    (asks(("a", LOW)), asks(("a", HIGH))),
    (asks(("a", LOW)), asks(("a", float))),
    (asks(("a", WORD)), asks(("a", str))),
    (asks(("a", int)), asks(("a", int | None))),
    (asks(("a", Literal["x"])), asks(("a", Literal["x", "y"]))),
    (asks(("a", Literal["x"])), asks(("a", str))),
    (asks(("a", list[SHORT])), asks(("a", list[str]))),
    (asks(("a", Inner)), asks(("a", dict[str, Any]))),
    (asks(("a", str)), asks(("a", Any))),
    (answers(("a", int)), answers(("a", int), ("b", int))),
    (answers(("a", LONG)), answers(("a", SHORT))),
    (answers(("a", float)), answers(("a", int))),
    (answers(("a", int | None)), answers(("a", int))),
    (answers(("a", Literal["x", "y"])), answers(("a", Literal["x"]))),
    (answers(("a", dict[str, Any])), answers(("a", Inner))),
    (answers(("a", Any)), answers(("a", int))),
    (contract(Procedure(URI)), answers(("a", int))),
    (contract(Procedure(URI, who=MEMBERS)), contract(Procedure(URI, who=EVERYONE))),
    (contract(Procedure(URI, who=MEMBERS_ONLY)), contract(Procedure(URI, who=MEMBERS))),
    (contract(Procedure(URI, public=False)), contract()),
    (contract(), asks(("a", int))),
    (tells(("a", int)), tells(("a", int), ("b", str, ""))),
]

BROKEN = [
    (asks(("a", int)), contract(), f"{URI} is gone."),
    (asks(("a", int), ("b", int, 0)), asks(("a", int)), f"{URI} no longer accepts the field `b`."),
    (asks(("a", int)), asks(("a", int), ("b", int)), f"{URI} now requires the field `b`."),
    (asks(("a", int, 0)), asks(("a", int)), f"{URI} now requires the field `a`."),
    (asks(("a", LONG)), asks(("a", SHORT)), f"{URI}: `a` accepts less: maxLength is 5, it was 50."),
    (asks(("a", str)), asks(("a", SHORT)), f"{URI}: `a` accepts less: maxLength is 5, it was none."),
    (asks(("a", Annotated[int, Meta(ge=0)])), asks(("a", Annotated[int, Meta(ge=1)])),
     f"{URI}: `a` accepts less: minimum is 1, it was 0."),
    (asks(("a", str)), asks(("a", int)), f"{URI}: `a` no longer accepts string."),
    (asks(("a", float)), asks(("a", int)), f"{URI}: `a` no longer accepts integer or number."),
    (asks(("a", int | None)), asks(("a", int)), f"{URI}: `a` no longer accepts null."),
    (asks(("a", Literal["x", "y"])), asks(("a", Literal["x"])), f"{URI}: `a` no longer accepts `y`."),
    (asks(("a", str)), asks(("a", Literal["x"])), f"{URI}: `a` no longer accepts `any other value`."),
    (asks(("a", WORD)), asks(("a", OTHER)), f"{URI}: `a` accepts less: pattern is ^b, it was ^a."),
    (asks(("a", str)), asks(("a", Annotated[datetime, Meta(tz=True)])),
     f"{URI}: `a` accepts less: format is date-time, it was none."),
    (asks(("a", list[str])), asks(("a", list[int])), f"{URI}: `a[]` no longer accepts string."),
    (asks(("a", dict[str, Any])), asks(("a", dict[str, int])), f"{URI}: `a.*` no longer accepts anything."),
    (asks(("a", Any)), asks(("a", str)), f"{URI}: `a` no longer accepts anything."),
    (answers(("a", int), ("b", int)), answers(("a", int)), f"{URI}: the answer no longer has `b`."),
    (answers(("a", int)), contract(Procedure(URI)), f"{URI}: the answer may now be null."),
    (answers(("a", int)), answers(("a", str)), f"{URI}: `a` of the answer may now be string."),
    (answers(("a", int)), answers(("a", int | None)), f"{URI}: `a` of the answer may now be null."),
    (answers(("a", Literal["x"])), answers(("a", Literal["x", "y"])), f"{URI}: `a` of the answer may now be `y`."),
    (answers(("a", SHORT)), answers(("a", LONG)), f"{URI}: `a` of the answer may be more: maxLength is 50, it was 5."),
    (answers(("a", Inner)), answers(("a", dict[str, Any])), f"{URI}: the answer no longer has `a.a`."),
    (tells(("a", int), ("b", int)), tells(("a", int)), "courant.shelf.note.added: the event no longer has `b`."),
    (tells(("a", int)), contract(), "courant.shelf.note.added is gone."),
    (contract(Procedure(URI, who=EVERYONE)), contract(Procedure(URI, who=MEMBERS)),
     f"{URI} is no longer for backend, service, visitor."),
    (contract(Procedure(URI, who=MEMBERS)), contract(Procedure(URI, who=EDITORS_ONLY)),
     f"{URI} is no longer for member."),
    (contract(Topic("courant.shelf.note.added", Inner, BACKENDS)),
     contract(Topic("courant.shelf.note.added", Inner, ADMINS)),
     "courant.shelf.note.added is no longer for backend, service."),
    (contract(Fragment("shelf.notes")), contract(Fragment("shelf.notes", key=int)),
     "shelf.notes has moved from courant.shelf.live.notes to courant.shelf.live.notes-{key}."),
    (contract(Fragment("shelf.notes")), contract(), "shelf.notes is gone."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SAME)
def test_what_breaks_nothing(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert breaking(old, new) == []


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_what_breaks_programs(old: dict[str, Any], new: dict[str, Any], words: str) -> None:
    assert breaking(old, new) == [words]


def test_structs_inside_structs_are_compared_once_even_if_they_contain_themselves() -> None:
    branch = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Branch"}, "a": {"type": "integer"}}}
    other = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Branch"}, "a": {"type": "string"}}}
    old, new = asks(("a", int)), asks(("a", int))
    for document, struct in ((old, branch), (new, other)):
        document["$defs"]["Branch"] = struct
        document["procedures"][URI]["request"] = {"$ref": "#/$defs/Branch"}
    assert breaking(old, new) == [f"{URI}: `a` no longer accepts integer."]


@pytest.mark.parametrize(
    ("released", "version", "may"),
    [
        ("0.1.0", "0.1.0", False), ("0.1.0", "0.1.9", False), ("0.1.0", "0.2.0", True), ("0.9.0", "1.0.0", True),
        ("1.2.0", "1.3.0", False), ("1.2.0", "2.0.0", True), ("2.0.0", "1.9.0", False), ("1.0.0", "2.0.0-rc.1", True),
    ],
)  # fmt: skip
def test_the_first_number_that_is_not_0_must_move(released: str, version: str, may: bool) -> None:
    assert may_break(released, version) is may


def test_what_is_new_says_since_when() -> None:
    old, fresh = contract(), Procedure(URI)
    assert undated(old, contract(fresh), "0.1.0") == [f"{URI} is newer than 0.1.0, but says since 0.1"]
    assert undated(old, contract(Procedure(URI, since="0.2")), "0.1.0") == []
    assert undated(old, contract(fresh, since=""), "0.1.0") == []


def test_a_record_has_no_words_but_fields_that_are_named_like_them() -> None:
    found = asks(("title", str), ("doc", str))
    assert "description" not in str(found)
    assert {*found["$defs"]["Asked"]["properties"]} == {"title", "doc"}
