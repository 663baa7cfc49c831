"""The protocol reference and the JSON Schema, generated from the contracts."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from courant_kit.calls.caller import EVERYONE, PEOPLE, OneModule, Role
from courant_kit.live.audience import Audience
from courant_kit.live.fragment import Fragment
from courant_kit.wire import standard
from courant_kit.wire.contract import Contract, Entry, Procedure, Topic, Who

Schema = dict[str, Any]

AUDIENCES = {"live": "everybody", "members": "members", "staff": "editors", "admin": "administrators"}
"""The audiences that are ranks, in words."""

_REFERRED = re.compile(r"#/\$defs/([\w.]+)")


def complete(contract: Contract) -> Contract:
    """The contract with the procedures and the topic that every module has."""
    full = Contract(contract.module, dict(contract.procedures), dict(contract.topics), contract.fragments)
    for procedure in standard.all_of(contract.module):
        full.procedures.setdefault(procedure.uri, procedure)
    full.add(standard.filled(contract.module))
    return full


def json_schema(contracts: Iterable[Contract]) -> Schema:
    """Every payload of the contracts as JSON Schema (2020-12), with the URIs that carry them.

    `procedures` maps a URI to its request and result, `topics` a URI to its payload, `$defs` has the structs.
    """
    entries = [entry for contract in contracts for entry in complete(contract)]
    kinds = list(dict.fromkeys(kind for entry in entries for kind in _kinds(entry)))
    refs, structs = msgspec.json.schema_components(kinds, schema_hook=_schema, ref_template="#/$defs/{name}")
    schema_of = dict(zip(kinds, refs, strict=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "procedures": {one.uri: _procedure(one, schema_of) for one in entries if isinstance(one, Procedure)},
        "topics": {one.uri: schema_of[one.payload] for one in entries if isinstance(one, Topic)},
        "$defs": structs,
    }


def _schema(kind: type) -> Schema:
    """Msgspec's hook for types that it does not know."""
    if kind is Audience:
        return {"type": "string", "description": "The audience, written as in the third component of a topic."}
    raise NotImplementedError(f"{kind.__name__} has no JSON Schema")


def _procedure(procedure: Procedure, schema_of: dict[Any, Schema]) -> Schema:
    return {"request": schema_of[procedure.request], "result": schema_of.get(procedure.result, {})}


def _kinds(entry: Entry) -> list[Any]:
    if isinstance(entry, Fragment):
        return []
    if isinstance(entry, Topic):
        return [entry.payload]
    return [entry.request, *([entry.result] if entry.result is not None else [])]


def markdown(contracts: Iterable[Contract]) -> str:
    """The reference page: every procedure and topic with its fields and roles, then the structs of the answers."""
    modules = [complete(contract) for contract in contracts]
    schema = json_schema(modules)
    return "\n".join([_HEAD, *(_module(contract, schema) for contract in modules), _structs(schema)])


_HEAD = """# Protocol reference

Generated from the contracts; [The wire](../topics/wire.md) explains the conventions. Every procedure takes its fields
as keyword arguments and answers with one value; every event carries its fields as keyword arguments.
"""


def _module(contract: Contract, schema: Schema) -> str:
    procedures = [one for one in contract.procedures.values() if not one.is_page]
    pages = [one for one in contract.procedures.values() if one.is_page]
    parts = [f"## {contract.module}\n"]
    parts += [_called(one, schema) for one in sorted(procedures, key=lambda one: one.uri)]
    parts += [f"### Pages of {contract.module}\n"] if pages else []
    parts += [_called(one, schema) for one in pages]
    parts += [f"### Events of {contract.module}\n"] if contract.topics else []
    parts += [_heard(one, schema) for one in contract.topics.values()]
    parts += [f"### Live fragments of {contract.module}\n"] if contract.fragments else []
    parts += [_shown(one) for one in contract.fragments.values()]
    return "\n".join(parts)


def _called(procedure: Procedure, schema: Schema) -> str:
    asked, answer = schema["procedures"][procedure.uri].values()
    answers = f"Answers with {_type(answer)}." if procedure.result is not None else ""
    return _entry(procedure, f"{answers} May call", asked, schema)


def _heard(topic: Topic, schema: Schema) -> str:
    return _entry(topic, "May subscribe", schema["topics"][topic.uri], schema)


def _shown(fragment: Fragment[Any]) -> str:
    key = {int: "-<number>", str: "-<key>"}.get(fragment.key, "")
    declared = fragment.audience
    part, words = (
        (declared, AUDIENCES.get(declared, declared))
        if isinstance(declared, str)
        else ("<audience>", "the audience that its key names")
    )
    says = f"{fragment.doc} For {words}."
    topic = f"courant.{fragment.module}.{part}.{fragment.kind}{key}"
    return f"#### `{fragment.name}{key}`\n\n{' '.join(says.split())} Topic: `{topic}`.\n"


def _entry(entry: Procedure | Topic, says: str, payload: Schema, schema: Schema) -> str:
    words = " ".join(f"{entry.doc} {says}: {who(entry.who)}.".split())
    return "\n".join([f"#### `{entry.uri}`\n", words, "", *_fields(_struct(payload, schema))])


def _structs(schema: Schema) -> str:
    """The structs that answers and fields refer to."""
    answers = [one["result"] for one in schema["procedures"].values()]
    names = set(_REFERRED.findall(str([answers, schema["$defs"]])))
    parts = ["## Structs\n"]
    for name in sorted(names, key=_title):
        struct = schema["$defs"][name]
        words = " ".join(struct.get("description", "").split())
        parts.append("\n".join([f"#### {_title(name)}\n", words, "", *_fields(struct)]))
    return "\n".join(parts)


def _struct(payload: Schema, schema: Schema) -> Schema:
    found: Schema = schema["$defs"].get(_name(payload), {})
    return found


def _name(payload: Schema) -> str:
    return str(payload.get("$ref", "")).rsplit("/", 1)[-1]


def _title(name: str) -> str:
    """A struct's name, with its module's name if several modules have a struct of this name."""
    package, _, short = name.rpartition(".")
    return f"{short} of {package.partition('.')[0].removeprefix('courant_')}" if package else short


def who(roles: Who) -> str:
    """An audience, a module or a set of roles in words, people before programs."""
    if isinstance(roles, OneModule):
        return f"the module `{roles}` alone"
    if isinstance(roles, Audience):
        return AUDIENCES.get(roles, roles)
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
        title = _title(_name(field))
        return f"[{title}](#{title.lower().replace(' ', '-')})"
    if "enum" in field:
        return " or ".join(f"`{one}`" if one else "empty" for one in field["enum"])
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
