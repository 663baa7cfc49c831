"""A module's contract as it describes it, checked before a page shows it (no I/O).

Somebody else may have written the module, so whatever it says is bounded here, and escaped where it is shown.
"""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from courant_kit.calls.errors import Invalid
from courant_kit.wire.contract import SITE
from courant_kit.wire.fields import DEEPEST, Field, Schema, fields_of, kind, referred
from msgspec import Meta

LARGEST = 400_000
"""The largest description that is shown (bytes of JSON)."""

MOST_FIELDS = 5_000
"""How many rows the tables of one page have at most."""

SITES = ("core", "web")
"""The modules that answer for the site's own URIs."""

Words = Annotated[str, Meta(max_length=1000)]
Name = Annotated[str, Meta(max_length=200)]
Schemas = Annotated[dict[Name, Schema], Meta(max_length=1000)]


class Declared(msgspec.Struct, kw_only=True):
    """What a module says about an entry of its contract; fields that are not known here are ignored."""

    doc: Words = ""
    since: Name = ""
    deprecated: Words = ""
    who: Annotated[list[Name], Meta(max_length=20)] = []


class DeclaredProcedure(Declared, kw_only=True):
    """A procedure: its request and its result, as schemas."""

    request: Schema = {}
    result: Schema = {}
    writes: bool = False
    internal: bool = False


class DeclaredTopic(Declared, kw_only=True):
    """A topic, or a kind of live fragment: the payload of its events, and a fragment's topic."""

    payload: Schema = {}
    topic: Name = ""


class Document(msgspec.Struct, kw_only=True):
    """The contract of a module; its structs are in `structs`."""

    procedures: Annotated[dict[Name, DeclaredProcedure], Meta(max_length=1000)] = {}
    topics: Annotated[dict[Name, DeclaredTopic], Meta(max_length=1000)] = {}
    fragments: Annotated[dict[Name, DeclaredTopic], Meta(max_length=1000)] = {}
    structs: Schemas = msgspec.field(name="$defs", default_factory=dict)

    def fields(self, schema: Schema) -> list[Field]:
        """The fields of a payload; none if it is no struct."""
        return fields_of(self.structs.get(referred(schema), schema), _name, _value)


def described(name: str, answer: Any) -> Document:
    """The contract in the answer of a module's `contract.show`, without entries that are not the module's.

    Raises Invalid, with words for administrators, if it is none, or too large to be shown.
    """
    document = _read(answer)
    prefixes = (f"courant.{name}.", *((SITE,) if name in SITES else ()))
    return Document(
        procedures={uri: one for uri, one in document.procedures.items() if uri.startswith(prefixes)},
        topics={uri: one for uri, one in document.topics.items() if uri.startswith(prefixes)},
        fragments={one: shown for one, shown in document.fragments.items() if shown.topic.startswith(prefixes)},
        structs=document.structs,
    )


def typed(schema: Schema) -> str:
    """The type of a schema's values in words."""
    return kind(schema, _name, _value)


def _read(answer: Any) -> Document:
    contract = answer.get("contract") if isinstance(answer, dict) else None
    try:
        size, depth = len(msgspec.json.encode(contract)), _depth(contract)
        document = msgspec.convert(contract if size <= LARGEST and depth <= DEEPEST else {}, Document)
        rows = sum(len(table) for table in _tables(document))
    except Exception as error:
        raise Invalid("what it says about its contract is not understood") from error
    if size > LARGEST or depth > DEEPEST or rows > MOST_FIELDS:
        raise Invalid("its contract is too large to be shown")
    return document


def _tables(document: Document) -> Iterator[list[Field]]:
    """Every table of the page; each struct is shown where it is asked for, and once more by itself."""
    yield from (document.fields(one.request) for one in document.procedures.values())
    yield from (document.fields(one.payload) for one in (*document.topics.values(), *document.fragments.values()))
    yield from (fields_of(one, _name, _value) for one in document.structs.values())


def _depth(value: Any) -> int:
    """How many maps and lists are inside each other."""
    depth, level = 0, [value]
    while level and depth <= 2 * DEEPEST:
        depth += 1
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return depth


def _name(struct: str) -> str:
    # The page replaces the brackets by a link.
    return f"⟦{struct}⟧"


def _value(value: str) -> str:
    return f"“{value}”"
