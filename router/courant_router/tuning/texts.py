"""JSON is read and written by Python's compiled parser and one encoder.

autobahn parses every string itself, in Python, to find WAMP's binary strings: those that begin with a zero character.
JSON can only write that character as an escape, so a message without the escape has no such string.
"""

import json
from typing import Any

from autobahn.wamp import serializer

REPLACES = {
    "autobahn.wamp.serializer:_loads": "6c8bc515",
    "autobahn.wamp.serializer:_dumps": "20eafd47",
    "autobahn.wamp.serializer:_WAMPJsonDecoder": "40e23f44",
    "autobahn.wamp.serializer:_WAMPJsonEncoder": "dea3d89a",
}

ZERO = "\\u0000"


def tune() -> None:
    """Replace how JSON texts are read and written; the hardening looks at what is read, as before."""
    module: Any = serializer
    module._loads = _reading(module._loads)
    module._dumps = _writing(module._dumps, module._WAMPJsonEncoder)


def _reading(read: Any) -> Any:
    parse = json.JSONDecoder().decode

    def loads(text: str, **options: bool) -> Any:
        if ZERO in text or any(options.values()):
            return read(text, **options)
        return parse(text)

    return loads


def _writing(write: Any, encoder: Any) -> Any:
    encode = encoder(separators=(",", ":"), ensure_ascii=False).encode

    def dumps(value: Any, use_binary_hex_encoding: bool = False) -> Any:
        return write(value, use_binary_hex_encoding=True) if use_binary_hex_encoding else encode(value)

    return dumps
