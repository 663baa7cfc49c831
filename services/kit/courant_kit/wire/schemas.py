"""The contracts as data: every payload as JSON Schema, with the names that carry it and who may use them."""

from collections.abc import Iterable
from typing import Any

import msgspec

from courant_kit.calls.caller import EVERYONE, OneModule
from courant_kit.live.audience import EVERYBODY, ROLES, Audience
from courant_kit.live.delivery import Delivery
from courant_kit.live.fragment import Fragment
from courant_kit.wire import standard
from courant_kit.wire.contract import Contract, Entry, Procedure, Topic, Who

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REF = "#/$defs/"
"""How a schema refers to a struct."""


def complete(contract: Contract) -> Contract:
    """The contract with the procedures and the topic that every module has."""
    full = Contract(
        contract.module, dict(contract.procedures), dict(contract.topics), contract.fragments, contract.since
    )
    for procedure in standard.all_of(contract.module):
        full.procedures.setdefault(procedure.uri, procedure)
    full.add(standard.filled(contract.module))
    return full


def json_schema(contracts: Iterable[Contract]) -> Schema:
    """The contracts as a JSON Schema document (2020-12).

    `procedures` maps a URI to `request` and `result`, `topics` to `payload`, `fragments` a name to `topic`, `key` and
    `payload`; `$defs` has the structs. Each entry has `who` (as in `admitted`), `doc`, `since`, and, where it is true,
    `deprecated`, `writes` and `internal`: an internal procedure is for the site's own processes.
    """
    modules = [complete(contract) for contract in contracts]
    entries = [(contract, entry) for contract in modules for entry in contract]
    schema_of, structs = _components(entry for _, entry in entries)
    found: Schema = {"$schema": DIALECT, "procedures": {}, "topics": {}, "fragments": {}, "$defs": structs}
    for contract, entry in entries:
        common = _common(contract, entry)
        if isinstance(entry, Fragment):
            found["fragments"][entry.name] = common | {"payload": schema_of[Delivery]} | _shown(entry)
        elif isinstance(entry, Topic):
            found["topics"][entry.uri] = common | {"payload": schema_of[entry.payload], "who": admitted(entry.who)}
        else:
            found["procedures"][entry.uri] = common | _called(entry, schema_of)
    return found


def admitted(who: Who) -> list[str]:
    """Who may use an entry, sorted: names of roles, or else `module:<name>` or `audience:<name>`."""
    if isinstance(who, OneModule):
        return [f"module:{who}"]
    if not isinstance(who, Audience):
        return sorted(role.value for role in who)
    if who == EVERYBODY:
        return sorted(role.value for role in EVERYONE)
    return sorted(ROLES[who]) if who in ROLES else [f"audience:{who}"]


def standing(declared: Schema) -> str:
    """Who may use an entry, since when it exists, and what to use if it is deprecated, in sentences."""
    parts = [f"For: {', '.join(declared['who'])}."]
    parts += [f"Since {declared['since']}."] if declared["since"] else []
    parts += [f"Deprecated: {declared['deprecated'].rstrip('.')}."] if "deprecated" in declared else []
    return " ".join(parts)


def fragment_topic(fragment: Fragment[Any]) -> str:
    """The topic of a declaration's fragments, with `{audience}` and `{key}` where they vary."""
    audience = fragment.audience if isinstance(fragment.audience, str) else "{audience}"
    key = "-{key}" if fragment.key in (int, str) else ""
    return f"courant.{fragment.module}.{audience}.{fragment.kind}{key}"


def _components(entries: Iterable[Entry]) -> tuple[dict[Any, Schema], dict[str, Schema]]:
    kinds = list(dict.fromkeys(kind for entry in entries for kind in _kinds(entry)))
    refs, structs = msgspec.json.schema_components(kinds, schema_hook=_schema, ref_template=REF + "{name}")
    return dict(zip(kinds, refs, strict=True)), {name: _in_plain(struct) for name, struct in structs.items()}


def _kinds(entry: Entry) -> list[Any]:
    if isinstance(entry, Fragment):
        return [Delivery]
    if isinstance(entry, Topic):
        return [entry.payload]
    return [entry.request, *([entry.result] if entry.result is not None else [])]


def _schema(kind: type) -> Schema:
    """Msgspec's hook for types that it does not know."""
    if kind is Audience:
        return {"type": "string", "description": "The audience, written as in the third component of a topic."}
    raise NotImplementedError(f"{kind.__name__} has no JSON Schema")


def _in_plain(struct: Schema) -> Schema:
    """A struct whose description, a docstring, has no indents."""
    if "description" not in struct:
        return struct
    return struct | {"description": "\n".join(line.strip() for line in struct["description"].splitlines())}


def _common(contract: Contract, entry: Entry) -> Schema:
    found: Schema = {"doc": " ".join(entry.doc.split()), "since": contract.since_of(entry)}
    return found | ({"deprecated": entry.deprecated} if entry.deprecated else {})


def _called(procedure: Procedure, schema_of: dict[Any, Schema]) -> Schema:
    found: Schema = {
        "request": schema_of[procedure.request],
        "result": {"type": "null"} if procedure.result is None else schema_of[procedure.result],
        "who": admitted(procedure.who),
    }
    flags = {"writes": procedure.writes, "internal": not procedure.public}
    return found | {name: True for name, flag in flags.items() if flag}


def _shown(fragment: Fragment[Any]) -> Schema:
    audience = fragment.audience
    return {
        "topic": fragment_topic(fragment),
        "key": {int: "integer", str: "string"}.get(fragment.key, ""),
        "who": admitted(audience) if isinstance(audience, Audience) else ["audience:of its key"],
    }
