"""Payload structs: the fields of calls and events, decoded strictly and rejected with a sentence for people."""

import re
from typing import Any, TypeVar

import msgspec

from courant_kit import words
from courant_kit.calls.errors import CourantError, Invalid, TooLarge
from courant_kit.live.audience import Audience

LONGEST_NAME = 60
"""How many characters of an unknown field's name are repeated in the error and in the log."""

_AT = re.compile(r" - at `\$\.?([^`]*)`")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_BOUND = re.compile(r"Expected `(\w+)`(?: of length)? (<=|>=) (\d+)")
_TYPE = re.compile(r"Expected `(\w+)[^`]*`, got `(\w+)`")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_COUNTED = {"str", "bytes", "array", "object"}
_BOUNDS = {
    ("<=", ""): words.marked("{label}at most {bound:,}."),
    (">=", ""): words.marked("{label}at least {bound:,}."),
    ("<=", "str"): words.marked("{label}at most {bound:,} characters."),
    (">=", "str"): words.marked("{label}at least {bound:,} characters."),
    ("<=", "bytes"): words.marked("{label}at most {bound:,} bytes."),
    (">=", "bytes"): words.marked("{label}at least {bound:,} bytes."),
    ("<=", "array"): words.marked("{label}at most {bound:,} entries."),
    (">=", "array"): words.marked("{label}at least {bound:,} entries."),
    ("<=", "object"): words.marked("{label}at most {bound:,} entries."),
    (">=", "object"): words.marked("{label}at least {bound:,} entries."),
}
_WANTED = {
    "int": words.marked("{label}this should be a whole number."),
    "float": words.marked("{label}this should be a number."),
    "bool": words.marked("{label}this should be yes or no."),
    "str": words.marked("{label}this should be text."),
    "array": words.marked("{label}this should be a list."),
    "object": words.marked("{label}this should be named fields."),
    "bytes": words.marked("{label}this should be a file."),
    "datetime": words.marked("{label}this should be a date and time."),
}
_ANOTHER = words.marked("{label}this should be {wanted}.")


class Payload(msgspec.Struct, forbid_unknown_fields=True):
    """The base of every request, result and event; unknown fields are rejected."""


class Nothing(Payload):
    """A request without fields."""


P = TypeVar("P")


def decode(fields: dict[str, Any], kind: type[P]) -> P:
    """`fields` as a `kind`, strings converted to the declared types; raises Invalid or TooLarge naming the field.

    Line breaks of forms (CRLF, HTML living standard 4.10.21.4) become a single line feed. Control characters, which
    XML does not allow in a feed (XML 1.0, 2.2), are removed.
    """
    try:
        return msgspec.convert(
            {name: _plain(name, value) for name, value in fields.items()}, kind, strict=False, dec_hook=marked
        )
    except msgspec.ValidationError as error:
        raise _in_words(str(error)) from None


def encode(value: Any) -> Any:
    """`value` as maps, lists and scalars for any WAMP serializer.

    Raises OverflowError on a number of more than 64 bits: the router would end the session that sends one.
    """
    plain = msgspec.to_builtins(value, builtin_types=(bytes,), enc_hook=_unmarked)
    msgspec.msgpack.encode(plain)
    return plain


def marked(kind: type, value: Any) -> Any:
    """Msgspec's hook for types that it does not know: an audience is written as its word."""
    if kind is Audience and isinstance(value, str):
        return Audience(value)
    raise NotImplementedError(f"{kind.__name__} cannot be received")


def _unmarked(value: Any) -> str:
    # Serializers reject subclasses of str, such as SafeString and Audience.
    if isinstance(value, str):
        return value + ""
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(name, one) for one in value]
    if not isinstance(value, str):
        return value
    if _SURROGATE.search(value):
        raise Invalid(words.gettext("{label}: this is not valid text.").format(label=_label(name)), field=name)
    return _CONTROL.sub("", value.replace("\r\n", "\n"))


def _in_words(text: str) -> CourantError:
    if found := _UNKNOWN.search(text):
        name = found[1][:LONGEST_NAME]
        return Invalid(words.gettext("There is no field “{name}” here.").format(name=name), field=name)
    if found := _MISSING.search(text):
        return Invalid(words.gettext("{label} is missing.").format(label=_label(found[1])), field=found[1])
    at = _AT.search(text)
    name = at[1].split(".")[0].split("[")[0] if at else ""
    return _refused(_AT.sub("", text), name)


def _refused(reason: str, name: str) -> CourantError:
    label = f"{_label(name)}: " if name else ""
    if found := _BOUND.match(reason):
        kind, sign, bound = found.groups()
        error = TooLarge if sign == "<=" and kind in _COUNTED else Invalid
        said = words.gettext(_BOUNDS[sign, kind if kind in _COUNTED else ""])
        return error(said.format(label=label, bound=int(bound)), field=name or None)
    if found := _TYPE.match(reason):
        said = words.gettext(_WANTED.get(found[1], _ANOTHER))
        return Invalid(said.format(label=label, wanted=found[1]), field=name or None)
    return Invalid(f"{label}{reason}.", field=name or None)


def _label(name: str) -> str:
    """The name of a field in words; the catalogs of a service have those of its forms."""
    return words.gettext(name.replace("_", " ").capitalize())
