"""The HTML of the API browser."""

import re
from typing import Any, NamedTuple

from courant_kit.content.templates import draw
from courant_kit.live.fragment import Item
from courant_kit.wire.described import Declared, DeclaredProcedure, DeclaredTopic, Document
from courant_kit.wire.fields import Schema, title
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from courant_core.catalogue.described import fields, typed
from courant_core.registry import Known

ADMIN = "admin"

_STRUCT = re.compile(r"⟦([\w.]+)⟧")


class Row(NamedTuple):
    """A row of a table of fields, in HTML."""

    name: str
    type: SafeString
    note: str


def modules(rows: str) -> str:
    """The page of modules with their contracts, around its live rows (trusted HTML)."""
    return draw("core/api.html", rows=rows)


def module_row(known: Known) -> Item:
    """The row of one module, with a link to its contract."""
    key = f"api-{known.manifest.module}"
    return Item(key, draw("core/api_row.html", key=key, known=known, manifest=known.manifest))


def one_module(known: Known, document: Document, why: str) -> str:
    """The contract of a module; `why` says what is missing."""
    called = [_called(uri, one, document) for uri, one in sorted(document.procedures.items())]
    told = {**document.topics, **document.fragments}
    structs = [(name, title(name), _rows(document, one)) for name, one in sorted(document.structs.items())]
    return draw(
        "core/api_module.html", manifest=known.manifest, why=why, calls=[one for one in called if not one["page"]],
        pages=[one for one in called if one["page"]],
        topics=[_told(name, one, document) for name, one in sorted(told.items())], structs=structs,
    )  # fmt: skip


def _called(uri: str, one: DeclaredProcedure, document: Document) -> dict[str, Any]:
    return _common(uri, one) | {
        "page": uri.split(".")[2] == "page",
        "writes": one.writes,
        "rows": _rows(document, one.request),
        "answer": "" if one.result.get("type") == "null" else _typed(typed(one.result)),
        "answered": _rows(document, one.result),
    }


def _told(name: str, one: DeclaredTopic, document: Document) -> dict[str, Any]:
    return _common(name, one) | {"topic": one.topic or name, "rows": _rows(document, one.payload)}


def _common(name: str, one: Declared) -> dict[str, Any]:
    mine = any(who == ADMIN or who.startswith("audience:") for who in one.who)
    return {"name": name, "entry": one, "mine": mine, "who": ", ".join(one.who)}


def _rows(document: Document, schema: Schema) -> list[Row]:
    return [Row(one.name, _typed(one.type), one.note) for one in fields(document, schema)]


def _typed(words: str) -> SafeString:
    """A type in words, with links to structs; a module's own words are escaped."""
    escaped = str(conditional_escape(words))
    return mark_safe(_STRUCT.sub(_link, escaped))  # noqa: S308 - escaped above


def _link(found: re.Match[str]) -> str:
    return format_html('<a href="#struct-{}">{}</a>', found[1], title(found[1]))
