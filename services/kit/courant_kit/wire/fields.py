"""The fields of a payload in words, from its JSON Schema."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

Schema = dict[str, Any]
Naming = Callable[[str], str]

DEEPEST = 20
"""How many schemas inside each other are described."""

_BOUNDS = {
    "minLength": "at least {:,} characters", "maxLength": "at most {:,} characters",
    "minItems": "at least {:,} entries", "maxItems": "at most {:,} entries",
    "minimum": "at least {:,}", "maximum": "at most {:,}",
}  # fmt: skip


class Field(NamedTuple):
    """A field of a payload: its name, its type in words, and its bounds and default in words."""

    name: str
    type: str
    note: str


def title(name: str) -> str:
    """A struct's name, with its module's name if several modules have a struct of this name."""
    package, _, short = name.rpartition(".")
    return f"{short} of {package.partition('.')[0].removeprefix('courant_')}" if package else short


def referred(schema: Schema) -> str:
    """The name of the struct that a schema refers to; "" if it refers to none."""
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]


def fields_of(struct: Schema, named: Naming = title, literal: Naming = str) -> list[Field]:
    """Each field of a struct; `named` writes the name of a struct, and `literal` a value."""
    required = struct.get("required", [])
    return [
        Field(name, kind(field, named, literal), _note(field, name in required, literal))
        for name, field in struct.get("properties", {}).items()
    ]


def kind(schema: Schema, named: Naming = title, literal: Naming = str, depth: int = DEEPEST) -> str:
    """The type of a schema's values in words."""
    if depth == 0:
        return "any"
    if "anyOf" in schema:
        return " or ".join(kind(one, named, literal, depth - 1) for one in schema["anyOf"])
    if "$ref" in schema:
        return named(referred(schema))
    if "enum" in schema:
        return " or ".join(literal(str(one)) if one != "" else "empty" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items') or {}, named, literal, depth - 1)}"
    words = "bytes" if schema.get("contentEncoding") else schema.get("format") or schema.get("type")
    return str(words or "any")


def _note(field: Schema, required: bool, literal: Naming) -> str:
    notes = ["required"] if required and "default" not in field else []
    if field.get("default") not in (None, ""):
        notes.append(f"default {literal(_written(field['default']))}")
    bounded = [one for one in (field, *field.get("anyOf", [])) if isinstance(one, dict)]
    for one in bounded:
        notes += [_bound(words, one[name]) for name, words in _BOUNDS.items() if isinstance(one.get(name), int)]
        notes += [f"matching {literal(one['pattern'])}"] if isinstance(one.get("pattern"), str) else []
    return ", ".join(notes)


def _bound(words: str, bound: int) -> str:
    return words.format(bound).replace(" 1 characters", " 1 character").replace(" 1 entries", " 1 entry")


def _written(value: Any) -> str:
    """A value as JSON has it; a text without its quotes."""
    return value if isinstance(value, str) else json.dumps(value)
