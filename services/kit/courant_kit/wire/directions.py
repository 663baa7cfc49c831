"""Which structs of a contract programs send, and which they receive: defaults may be left out of the first."""

from collections.abc import Iterable, Iterator
from typing import Any

from courant_kit.wire.fields import Schema, referred

GIVEN = "Given"
"""The end of the name of a struct as it is sent, if the same struct is received as well."""


def given_and_received(document: Schema) -> tuple[set[str], set[str]]:
    """The names of the structs in requests, and of those in results and events; internal procedures do not count."""
    called = public(document).values()
    told = [*document["topics"].values(), *document["fragments"].values()]
    given = _reachable([one["request"] for one in called], document)
    return given, _reachable([one["result"] for one in called] + [one["payload"] for one in told], document)


def public(document: Schema) -> dict[str, Schema]:
    """The procedures that are not for the site's own processes."""
    return {uri: one for uri, one in sorted(document["procedures"].items()) if "internal" not in one}


def short(name: str) -> str:
    """The name of a struct in a program; if the module has two of this name, with the file that declares it."""
    *packages, own = name.split(".")
    return own + "".join(part.title() for part in packages[-1:])


def _reachable(schemas: Iterable[Schema], document: Schema) -> set[str]:
    found: set[str] = set()
    waiting = [name for schema in schemas for name in _referred_in(schema)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _referred_in(document["$defs"][name])
    return found


def _referred_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield referred(value)
        for inner in value.values():
            yield from _referred_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _referred_in(inner)
