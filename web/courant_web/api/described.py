"""The contracts of modules as they describe them, joined for one caller (no I/O).

Of a module that says nothing, the manifest names the pages.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from courant_kit.wire import openapi
from courant_kit.wire.described import DeclaredProcedure, DeclaredTopic, Document
from courant_kit.wire.fields import Schema, referred
from courant_kit.wire.manifest import Manifest, Route
from courant_kit.wire.schemas import REF

ANYTHING = "Anything"
"""The struct of a request of which nothing is known."""

Entry = DeclaredProcedure | DeclaredTopic


def pages(manifest: Manifest) -> Document:
    """What a manifest says: the pages, with the arguments that are in their addresses."""
    everybody = sorted(openapi.CALLERS)
    found = {
        one.procedure: DeclaredProcedure(
            who=everybody, doc="A page.", request={"$ref": f"{REF}{one.procedure}"}, result={"type": "object"}
        )
        for one in manifest.routes
    }
    return Document(procedures=found, structs={one.procedure: _arguments(one) for one in reversed(manifest.routes)})


def joined(contracts: Iterable[tuple[str, Document]], allows: Callable[[str, Entry], bool]) -> Schema:
    """One JSON Schema document for the contracts of these modules, with the entries that `allows` lets through.

    Structs get the name of their module in front, since two modules may have one of the same name.
    """
    found: Schema = {"procedures": {}, "topics": {}, "$defs": {ANYTHING: {"type": "object", "required": []}}}
    for name, contract in contracts:
        structs = {f"{name}.{key}": {"required": [], **_moved(one, name)} for key, one in contract.structs.items()}
        found["$defs"] |= structs
        for kind in ("procedures", "topics"):
            for uri, one in getattr(contract, kind).items():
                if uri.startswith(f"courant.{name}.") and allows(uri, one):
                    found[kind][uri] = _entry(one, name, structs)
    return found


def _entry(one: Entry, name: str, structs: Schema) -> Schema:
    own: Schema = _moved(msgspec.to_builtins(one), name)
    if referred(own.get("request", {})) not in structs:
        own["request"] = {"$ref": f"{REF}{ANYTHING}"}
    return {"doc": "", "since": "", "who": [], "result": {}, "payload": {}, **own}


def _moved(value: Any, name: str) -> Any:
    """A schema whose references are to structs of this module."""
    if isinstance(value, list):
        return [_moved(one, name) for one in value]
    if not isinstance(value, dict):
        return value
    moved = {key: _moved(one, name) for key, one in value.items()}
    target = value.get("$ref")
    if isinstance(target, str) and target.startswith(REF):
        moved["$ref"] = f"{REF}{name}.{target.removeprefix(REF)}"
    return moved


def _arguments(route: Route) -> Schema:
    names = [part.partition(">")[0] for part in route.python.split("(?P<")[1:]]
    fields = {name: {"type": "string"} for name in (*names, *route.query)}
    return {"type": "object", "properties": fields, "required": names}
