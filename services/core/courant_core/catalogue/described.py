"""What a page shows of the contract that a module describes: its own entries, and their fields (no I/O)."""

from collections.abc import Iterator
from typing import Any

from courant_kit.calls.errors import Invalid
from courant_kit.wire.contract import SITE
from courant_kit.wire.described import Document, read
from courant_kit.wire.fields import Field, Schema, fields_of, kind, referred
from courant_kit.words import gettext as _

MOST_FIELDS = 5_000
"""How many rows the tables of one page have at most."""

SITES = ("core", "web")
"""The modules that answer for the site's own URIs."""


def described(name: str, answer: Any) -> Document:
    """The contract in the answer of a module's `contract.show`, without entries that are not the module's.

    Raises Invalid, with words for administrators, if it is none, or too large to be shown.
    """
    document = read(answer)
    if _rows(document) > MOST_FIELDS:
        raise Invalid(_("its contract is too large to be shown"))
    prefixes = (f"courant.{name}.", *((SITE,) if name in SITES else ()))
    return Document(
        procedures={uri: one for uri, one in document.procedures.items() if uri.startswith(prefixes)},
        topics={uri: one for uri, one in document.topics.items() if uri.startswith(prefixes)},
        fragments={one: shown for one, shown in document.fragments.items() if shown.topic.startswith(prefixes)},
        structs=document.structs,
    )


def fields(document: Document, schema: Schema) -> list[Field]:
    """The fields of a payload; none if it is no struct."""
    return fields_of(document.structs.get(referred(schema), schema), _name, _value)


def typed(schema: Schema) -> str:
    """The type of a schema's values in words."""
    return kind(schema, _name, _value)


def _rows(document: Document) -> int:
    try:
        return sum(len(table) for table in _tables(document))
    except Exception as error:
        raise Invalid(_("what it says about its contract is not understood")) from error


def _tables(document: Document) -> Iterator[list[Field]]:
    """Every table of the page; each struct is shown where it is asked for, and once more by itself."""
    yield from (fields(document, one.request) for one in document.procedures.values())
    yield from (fields(document, one.payload) for one in (*document.topics.values(), *document.fragments.values()))
    yield from (fields_of(one, _name, _value) for one in document.structs.values())


def _name(struct: str) -> str:
    # The page replaces the brackets by a link.
    return f"⟦{struct}⟧"


def _value(value: str) -> str:
    return f"“{value}”"
