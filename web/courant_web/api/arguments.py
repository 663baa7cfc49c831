"""The body of a call: a JSON object with the named arguments (no I/O)."""

from typing import Any

import msgspec
from courant_kit.calls.again import KEY
from courant_kit.calls.errors import Invalid, TooLarge

from courant_web.pages.problem import Malformed, NotJson

LARGEST = 1_000_000
"""Bytes of a body, at most."""

DEEPEST = 32
"""How deep values may be nested: the router ends the session that sends 64, which would be web's."""

INTEGERS = range(-(2**63), 2**64)
"""The integers that the router passes on."""


def fields_of(body: bytes, kind: str) -> dict[str, Any]:
    """The arguments in a body whose Content-Type is `kind`; an empty body has none.

    Raises TooLarge, NotJson for another type, Malformed for what is no JSON, and Invalid for what is no object or
    cannot be sent to a module.
    """
    if len(body) > LARGEST:
        raise too_large()
    if not body:
        return {}
    if kind.partition(";")[0].strip().lower() != "application/json":
        raise NotJson("Send the arguments as JSON, with the header “Content-Type: application/json”.")
    try:
        value = msgspec.json.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Malformed("The body is not valid JSON.") from error
    if not isinstance(value, dict):
        raise Invalid("The body should be a JSON object with the named arguments.")
    for name, one in value.items():
        _check(one, name, 1)
    return value


def too_large() -> TooLarge:
    """The error for a body that is too large."""
    return TooLarge(f"The body has more than {LARGEST:,} bytes.")


def with_key(fields: dict[str, Any], header: str | None) -> dict[str, Any]:
    """The arguments with the key of the header Idempotency-Key, quoted or not; raises Invalid if they have another."""
    if header is None:
        return fields
    key = header.strip().strip('"')
    if fields.get(KEY, key) != key:
        raise Invalid("The header Idempotency-Key and the field have different keys.", field=KEY)
    return {**fields, KEY: key}


def _check(value: Any, field: str, depth: int) -> None:
    _check_text(field, field)
    if depth > DEEPEST:
        raise Invalid(f"{field[:60]}: values may be nested {DEEPEST} deep at most.", field=field[:60])
    if isinstance(value, int) and value not in INTEGERS:
        raise Invalid(f"{field[:60]}: a whole number has 64 bits at most.", field=field[:60])
    if isinstance(value, str):
        _check_text(value, field)
    for one in value if isinstance(value, list) else ():
        _check(one, field, depth + 1)
    for name, one in value.items() if isinstance(value, dict) else ():
        _check_text(name, field)
        _check(one, field, depth + 1)


def _check_text(text: str, field: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        name = field.encode(errors="replace").decode()[:60]
        raise Invalid(f"{name}: this is not valid text.", field=name) from error
