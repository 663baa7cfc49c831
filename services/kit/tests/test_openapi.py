"""The HTTP API as a document."""

from courant_kit.calls.caller import EDITORS, SERVICES
from courant_kit.calls.errors import BY_URI
from courant_kit.wire import openapi
from courant_kit.wire.contract import Contract, Procedure
from openapi_spec_validator import validate

from . import sample_module as shelf

CLOSED = Procedure("courant.shelf.note.move", shelf.Numbered, None, EDITORS, deprecated="use `note.add`")
INTERNAL = Procedure("courant.shelf.note.sweep", shelf.Numbered, None, SERVICES, public=False)
CONTRACT = Contract.of(
    "shelf", {"SINCE": "1.2", "add": shelf.ADD, "added": shelf.ADDED, "closed": CLOSED, "internal": INTERNAL}
)
DOCUMENT = openapi.document([CONTRACT], version="1.2.3")


def test_it_is_openapi() -> None:
    validate(DOCUMENT)
    assert DOCUMENT["info"]["version"] == "1.2.3"


def test_a_call_has_its_fields_its_result_and_who_may() -> None:
    call = DOCUMENT["paths"]["/api/call/courant.shelf.note.add"]["post"]
    assert call["requestBody"]["required"]
    assert call["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/NewNote"}
    assert "text" in DOCUMENT["components"]["schemas"]["NewNote"]["properties"]
    assert "Since 1.2." in call["description"]


def test_a_call_for_some_needs_a_token_and_one_for_all_does_not() -> None:
    paths = DOCUMENT["paths"]
    assert paths["/api/call/courant.shelf.note.move"]["post"]["security"] == [{"token": []}]
    assert "security" not in paths["/api/call/courant.shelf.live.since"]["post"]


def test_what_is_deprecated_says_what_to_use() -> None:
    call = DOCUMENT["paths"]["/api/call/courant.shelf.note.move"]["post"]
    assert call["deprecated"]
    assert "Deprecated: use `note.add`." in call["description"]


def test_the_sites_own_processes_are_no_part_of_it() -> None:
    assert "/api/call/courant.shelf.note.sweep" not in DOCUMENT["paths"]


def test_every_error_is_a_problem_with_its_uri() -> None:
    responses = DOCUMENT["components"]["responses"].values()
    assert {one["content"]["application/problem+json"]["example"]["type"] for one in responses} == {*BY_URI}


def test_events_are_a_stream() -> None:
    events = DOCUMENT["paths"]["/api/events"]["get"]
    assert [*events["responses"]["200"]["content"]] == ["text/event-stream"]
    assert "courant.shelf.note.added" in events["responses"]["200"]["description"]
