"""The protocol reference, generated from the contracts."""

import re
from collections.abc import Iterable
from typing import Any

from courant_kit.calls.caller import EVERYONE, PEOPLE, OneModule, Role
from courant_kit.live.audience import Audience
from courant_kit.live.fragment import Fragment
from courant_kit.wire.contract import Contract, Procedure, Topic, Who
from courant_kit.wire.fields import fields_of, kind, referred, title
from courant_kit.wire.schemas import Schema, complete, json_schema

AUDIENCES = {"live": "everybody", "members": "members", "staff": "editors", "admin": "administrators"}
"""The audiences that are ranks, in words."""

_REFERRED = re.compile(r"#/\$defs/([\w.]+)")


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
    parts += [_shown(one, schema["fragments"][one.name]) for one in contract.fragments.values()]
    return "\n".join(parts)


def _called(procedure: Procedure, schema: Schema) -> str:
    declared = schema["procedures"][procedure.uri]
    answers = f"Answers with {kind(declared['result'], _linked, _quoted)}." if procedure.result is not None else ""
    return _entry(procedure, f"{answers} May call", declared, declared["request"], schema)


def _heard(topic: Topic, schema: Schema) -> str:
    declared = schema["topics"][topic.uri]
    return _entry(topic, "May subscribe", declared, declared["payload"], schema)


def _shown(fragment: Fragment[Any], declared: Schema) -> str:
    key = {int: "-<number>", str: "-<key>"}.get(fragment.key, "")
    audience = fragment.audience
    part, words = (
        (audience, AUDIENCES.get(audience, audience))
        if isinstance(audience, str)
        else ("<audience>", "the audience that its key names")
    )
    says = f"{fragment.doc} For {words}. {standing(declared)}"
    topic = f"courant.{fragment.module}.{part}.{fragment.kind}{key}"
    return f"#### `{fragment.name}{key}`\n\n{' '.join(says.split())} Topic: `{topic}`.\n"


def _entry(entry: Procedure | Topic, says: str, declared: Schema, payload: Schema, schema: Schema) -> str:
    words = " ".join(f"{entry.doc} {says}: {who(entry.who)}. {standing(declared)}".split())
    return "\n".join([f"#### `{entry.uri}`\n", words, "", *_fields(_struct(payload, schema))])


def standing(declared: Schema) -> str:
    """Since when an entry exists, and what to use if it is deprecated, in words; "" if nobody says so."""
    since = f"Since {declared['since']}." if declared["since"] else ""
    deprecated = f"**Deprecated**: {declared['deprecated'].rstrip('.')}." if "deprecated" in declared else ""
    return " ".join(filter(None, [since, deprecated]))


def _structs(schema: Schema) -> str:
    """The structs that answers and fields refer to."""
    answers = [one["result"] for one in schema["procedures"].values()]
    names = set(_REFERRED.findall(str([answers, schema["$defs"]])))
    parts = ["## Structs\n"]
    for name in sorted(names, key=title):
        struct = schema["$defs"][name]
        words = " ".join(struct.get("description", "").split())
        parts.append("\n".join([f"#### {title(name)}\n", words, "", *_fields(struct)]))
    return "\n".join(parts)


def _struct(payload: Schema, schema: Schema) -> Schema:
    found: Schema = schema["$defs"].get(referred(payload), {})
    return found


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
    rows = [f"| `{one.name}` | {one.type} | {one.note} |" for one in fields_of(struct, _linked, _quoted)]
    return ["| field | type | |", "|---|---|---|", *rows, ""] if rows else []


def _linked(name: str) -> str:
    words = title(name)
    return f"[{words}](#{words.lower().replace(' ', '-')})"


def _quoted(value: str) -> str:
    return "`{}`".format(value.replace("|", "\\|"))
