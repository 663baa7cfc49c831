"""Payload structs: what a call or an event carries, decoded strictly and refused in words."""

import re
from typing import Any, TypeVar

import msgspec

from courant_kit.errors import Invalid

_AT = re.compile(r" - at `\$\.?([^`]*)`")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")


class Payload(msgspec.Struct, forbid_unknown_fields=True):
    """The base of every request, result and event; unknown fields are refused."""


class Nothing(Payload):
    """A request without fields."""


P = TypeVar("P")


def decode(fields: dict[str, Any], kind: type[P]) -> P:
    """`fields` as a `kind`, strings converted to the declared types; raises Invalid naming the field.

    Line ends of forms (CRLF, HTML living standard 4.10.21.4) become a single line feed.
    """
    try:
        return msgspec.convert({name: _plain(value) for name, value in fields.items()}, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _in_words(str(error)) from None


def encode(value: Any) -> Any:
    """`value` as maps, lists and scalars for any WAMP serializer."""
    return msgspec.to_builtins(value, builtin_types=(bytes,), enc_hook=_unmarked)


def _unmarked(value: Any) -> str:
    # Templates give a subclass of str (SafeString), which serializers refuse.
    if isinstance(value, str):
        return value + ""
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\0", "") if isinstance(value, str) else value


def _in_words(text: str) -> Invalid:
    if found := _UNKNOWN.search(text):
        return Invalid(f"There is no field “{found[1]}” here.", field=found[1])
    if found := _MISSING.search(text):
        return Invalid(f"The field “{found[1]}” is missing.", field=found[1])
    at = _AT.search(text)
    name = at[1].split(".")[0].split("[")[0] if at else None
    reason = _AT.sub("", text)
    return Invalid(f"{name}: {reason}." if name else f"{reason}.", field=name or None)
