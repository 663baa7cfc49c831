"""The protocol reference and the JSON Schema, written from the contracts themselves."""

from collections.abc import Iterable
from typing import Any

import msgspec

from courant_kit import standard
from courant_kit.caller import EVERYONE, PEOPLE, Role
from courant_kit.contract import Contract, Procedure, Topic
from courant_kit.page import Page

Schema = dict[str, Any]


def complete(contract: Contract) -> Contract:
    """The contract with the procedures and the topic that every module has."""
    whole = Contract(contract.module, dict(contract.procedures), dict(contract.topics))
    for procedure in standard.all_of(contract.module):
        whole.add(procedure)
    whole.add(standard.filled(contract.module))
    return whole


def json_schema(contracts: Iterable[Contract]) -> Schema:
    """Every payload of the contracts as JSON Schema (2020-12), with the URIs that carry them.

    `procedures` maps a URI to its request and result, `topics` a URI to its payload, `$defs` has the structs.
    """
    entries = [entry for contract in contracts for entry in complete(contract)]
    kinds = list(dict.fromkeys(kind for entry in entries for kind in _kinds(entry)))
    refs, structs = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    schema_of = dict(zip(kinds, refs, strict=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "procedures": {one.uri: _procedure(one, schema_of) for one in entries if isinstance(one, Procedure)},
        "topics": {one.uri: schema_of[one.payload] for one in entries if isinstance(one, Topic)},
        "$defs": structs,
    }


def _procedure(procedure: Procedure, schema_of: dict[Any, Schema]) -> Schema:
    return {"request": schema_of[procedure.request], "result": schema_of.get(procedure.result, {})}


def _kinds(entry: Procedure | Topic) -> list[Any]:
    if isinstance(entry, Topic):
        return [entry.payload]
    return [entry.request, *([entry.result] if entry.result is not None else [])]


def markdown(contracts: Iterable[Contract]) -> str:
    """The reference page: a section for each module, every procedure and topic with its fields and who may."""
    modules = [complete(contract) for contract in contracts]
    structs = json_schema(modules)["$defs"]
    return "\n".join([_HEAD, *(_module(contract, structs) for contract in modules)])


_HEAD = """# Protocol reference

Generated from the contracts; [The wire](../topics/wire.md) explains the conventions. Every procedure takes its fields
as keyword arguments and answers with one value; every event carries its fields as keyword arguments.
"""


def _module(contract: Contract, structs: dict[str, Schema]) -> str:
    procedures = [one for one in contract.procedures.values() if not one.is_page]
    pages = [one for one in contract.procedures.values() if one.is_page]
    parts = [f"## {contract.module}\n"]
    parts += [_entry(one, one.request, structs, _answer(one)) for one in sorted(procedures, key=lambda one: one.uri)]
    parts += [f"### Pages of {contract.module}\n"] if pages else []
    parts += [_entry(one, one.request, structs, "Answers with a `Page`.") for one in pages]
    parts += [_entry(one, one.payload, structs, "An event.") for one in contract.topics.values()]
    return "\n".join(parts)


def _entry(entry: Procedure | Topic, kind: Any, structs: dict[str, Schema], says: str) -> str:
    verb = "May subscribe" if isinstance(entry, Topic) else "May call"
    lines = [f"#### `{entry.uri}`\n", f"{entry.doc} {says} {verb}: {who(entry.who)}.".strip(), ""]
    return "\n".join(lines + _fields(structs.get(kind.__name__, {})))


def _answer(procedure: Procedure) -> str:
    if procedure.result in (None, Page):
        return ""
    return f"Answers with `{getattr(procedure.result, '__name__', procedure.result)}`."


def who(roles: frozenset[Role]) -> str:
    """The roles in words, people first."""
    if roles == EVERYONE:
        return "everyone"
    ordered = [*PEOPLE, Role.BACKEND, Role.SERVICE]
    return ", ".join(role.value for role in ordered if role in roles) or "the router alone"


def _fields(struct: Schema) -> list[str]:
    properties = struct.get("properties", {})
    if not properties:
        return []
    rows = [f"| `{name}` | {_type(field)} | {_note(name, field, struct)} |" for name, field in properties.items()]
    return ["| field | type | |", "|---|---|---|", *rows, ""]


def _type(field: Schema) -> str:
    if "anyOf" in field:
        return " or ".join(_type(one) for one in field["anyOf"])
    if "$ref" in field:
        return f"`{field['$ref'].rsplit('/', 1)[1]}`"
    if "enum" in field:
        return " or ".join(f"`{one}`" for one in field["enum"])
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    return str(field.get("format") or field.get("type") or "any")


def _note(name: str, field: Schema, struct: Schema) -> str:
    notes = [] if "default" in field else ["required"] if name in struct.get("required", []) else []
    if field.get("default") not in (None, ""):
        notes.append(f"default `{field['default']}`")
    bounds = {"maxLength": "at most {} characters", "minLength": "at least {}", "maximum": "at most {}"}
    notes += [words.format(field[bound]) for bound, words in bounds.items() if bound in field]
    return ", ".join(notes)
