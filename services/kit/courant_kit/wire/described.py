"""A module's contract as the module itself describes it, checked before anybody relies on it (no I/O).

A module answers `courant.<module>.contract.show` with it (`schemas.json_schema`). Somebody else may have written the
module, so everything that it says is bounded here. Whoever shows it escapes it.
"""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from courant_kit.calls.errors import Invalid
from courant_kit.wire.fields import DEEPEST, Schema

LARGEST = 400_000
"""The largest description that is read (bytes of JSON)."""

Words = Annotated[str, Meta(max_length=1000)]
Name = Annotated[str, Meta(max_length=200)]
Schemas = Annotated[dict[Name, Schema], Meta(max_length=1000)]


class Declared(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a module says about an entry of its contract; fields that are not known here are ignored."""

    who: Annotated[list[Name], Meta(max_length=20)] = []
    doc: Words = ""
    since: Name = ""
    deprecated: Words = ""


class DeclaredProcedure(Declared, kw_only=True, omit_defaults=True):
    """A procedure: its request and its result, as schemas."""

    request: Schema = {}
    result: Schema = {}
    writes: bool = False
    internal: bool = False


class DeclaredTopic(Declared, kw_only=True, omit_defaults=True):
    """A topic, or a kind of live fragment: the payload of its events, and a fragment's topic."""

    payload: Schema = {}
    topic: Name = ""


class Document(msgspec.Struct, kw_only=True):
    """The contract of a module; its structs are in `structs`."""

    procedures: Annotated[dict[Name, DeclaredProcedure], Meta(max_length=1000)] = {}
    topics: Annotated[dict[Name, DeclaredTopic], Meta(max_length=1000)] = {}
    fragments: Annotated[dict[Name, DeclaredTopic], Meta(max_length=1000)] = {}
    structs: Schemas = msgspec.field(name="$defs", default_factory=dict)


def read(answer: Any) -> Document:
    """The contract in the answer of a module; raises Invalid, with words for administrators, if there is none.

    It is not read either if it is too large, or if more schemas are inside each other than `fields` describes.
    """
    contract = answer.get("contract") if isinstance(answer, dict) else None
    try:
        small = len(msgspec.json.encode(contract)) <= LARGEST and _is_shallow(contract)
        document = msgspec.convert(contract if small else {}, Document)
    except Exception as error:
        raise Invalid("what it says about its contract is not understood") from error
    if not small:
        raise Invalid("its contract is too large to be shown")
    return document


def _is_shallow(value: Any) -> bool:
    """Whether maps, lists and what is in them are at most DEEPEST times inside each other."""
    level = [value]
    for _ in range(DEEPEST - 1):
        level = [inner for one in level for inner in _inside(one)]
    return not any(isinstance(one, dict | list) for one in level)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.values()]
    return value if isinstance(value, list) else []
