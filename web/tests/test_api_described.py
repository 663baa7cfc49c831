"""The OpenAPI document of the running site: what the caller may call, also of modules that say little or nonsense."""

from typing import Any

import pytest
from courant_kit.wire.described import LARGEST, DeclaredProcedure, Document
from courant_kit.wire.fields import DEEPEST
from courant_web.accounts import people, tokens
from courant_web.api import described

from .fake_router import FakeRouter
from .http_reader import PASSWORD, Reader

URI = "courant.a.b.c"
SHOW = "courant.shelf.contract.show"
STRUCT = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}


def procedure(*who: str, **more: Any) -> dict[str, Any]:
    """A procedure as a module describes it."""
    return {"who": [*who], "doc": "Adds.", "request": {"$ref": "#/$defs/Add"}, "result": {"type": "null"}, **more}


def nested(depth: int) -> dict[str, Any]:
    """A schema with so many inside each other."""
    found: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        found = {"type": "array", "items": found}
    return found


def contract(**procedures: dict[str, Any]) -> Any:
    """The answer of a module with these procedures, by verb."""
    found = {f"courant.shelf.note.{verb}": one for verb, one in procedures.items()}
    return lambda *_: {"contract": {"procedures": found, "topics": {}, "$defs": {"Add": STRUCT}, "$schema": "x"}}


def paths(reader: Reader, text: str = "") -> dict[str, Any]:
    """The calls in the document, by verb or page."""
    headers = {"Authorization": f"Bearer {text}"} if text else {}
    answer = reader.get("/api/openapi.json", **headers)
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.1")
    return {path.rsplit(".", 1)[-1]: one for path, one in answer.json()["paths"].items() if "shelf" in path}


def test_a_caller_finds_what_it_may_call(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(
        SHOW, contract(add=procedure("visitor", "editor"), drop=procedure("editor"), sweep=procedure("service"))
    )
    found = paths(reader)
    assert set(found) == {"add"}
    body = found["add"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/shelf.Add"}
    boss = people.add("boss", PASSWORD, "admin")
    assert set(paths(reader, tokens.create("One", "editor", "write:shelf", boss))) == {"add", "drop"}
    assert set(paths(reader, tokens.create("Two", "editor", "courant.shelf.note.drop", boss))) == {"drop"}


@pytest.mark.parametrize(
    "answer", [None, 1, {"contract": 1}, {"contract": {"procedures": {"x": 1}}}, {"contract": {"$defs": {"a": 1}}}]
)
def test_of_a_module_that_describes_nothing_the_pages_are_known(reader: Reader, stub: FakeRouter, answer: Any) -> None:
    stub.answer(SHOW, lambda *_: answer)
    found = paths(reader)
    assert set(found) == {"all", "note"}
    name = reader.get("/api/openapi.json").json()["components"]["schemas"]["shelf.courant.shelf.page.note"]
    assert name["required"] == ["name"]


def test_a_procedure_that_names_no_callers_is_shown_to_nobody(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(SHOW, contract(add=procedure("visitor"), drop={}))
    assert set(paths(reader)) == {"add"}
    boss = people.add("boss", PASSWORD, "admin")
    assert "drop" not in paths(reader, tokens.create("One", "editor", "write:shelf", boss))


def test_nobody_describes_the_names_of_others(reader: Reader, stub: FakeRouter) -> None:
    stub.answer(SHOW, lambda *_: {"contract": {"procedures": {"courant.core.note.add": procedure("visitor")}}})
    assert "courant.core.note.add" not in reader.get("/api/openapi.json").text


def test_a_request_without_its_struct_is_anything() -> None:
    told = Document(procedures={URI: DeclaredProcedure(who=["visitor"], request={"$ref": "#/$defs/Gone"})})
    found = described.joined([("a", told)], lambda *_: True)
    assert found["procedures"][URI]["request"] == {"$ref": "#/$defs/Anything"}


@pytest.mark.parametrize("schema", [{"doc": "x" * LARGEST}, nested(DEEPEST), nested(200)])
def test_a_module_whose_schemas_are_too_large_or_too_deep_spoils_nothing(
    reader: Reader, stub: FakeRouter, schema: dict[str, Any]
) -> None:
    stub.answer(SHOW, contract(add=procedure("visitor", result=schema)))
    assert set(paths(reader)) == {"all", "note"}
