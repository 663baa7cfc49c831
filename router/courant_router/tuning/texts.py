"""JSON is read by Python's compiled parser: a call of 300 bytes in 10 microseconds instead of 82.

autobahn parses every text in Python, to find WAMP's binary strings: those that begin with a zero character. JSON can
only write that character as an escape, so a message without the escape has no such string. In one that has it, as each
key has that somebody presses in a shared text, they are found afterwards, all in a fifth of the time.
"""

import json
from base64 import b64decode
from typing import Any

from autobahn.wamp import serializer

REPLACES = {
    "autobahn.wamp.serializer:_loads": "6c8bc515",
    "autobahn.wamp.serializer:_WAMPJsonDecoder": "40e23f44",
}

ZERO = "\\u0000"


def tune() -> None:
    """Replace how JSON texts are read; the hardening looks at what is read, as before."""
    module: Any = serializer
    module._loads = _reading(module._loads)


def _reading(read: Any) -> Any:
    parse = json.JSONDecoder().decode

    def loads(text: str, **options: bool) -> Any:
        if any(options.values()):
            return read(text, **options)
        found = parse(text)
        return with_bytes(found) if ZERO in text else found

    return loads


def with_bytes(value: Any) -> Any:
    """The value with its binary strings as bytes; raises binascii.Error. Names in objects stay text, as in autobahn."""
    kind = type(value)
    if kind is str:
        return b64decode(value[1:]) if value[:1] == "\0" else value
    if kind is dict:
        return {name: with_bytes(one) for name, one in value.items()}
    if kind is list:
        return [with_bytes(one) for one in value]
    return value
