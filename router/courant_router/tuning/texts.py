"""JSON is read by Python's compiled parser: a call of 300 bytes in 10 microseconds instead of 82.

autobahn parses every text in Python, to find WAMP's binary strings: those that begin with a zero character. JSON can
only write that character as an escape, so a message without the escape has no such string.
"""

import json
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
        if ZERO in text or any(options.values()):
            return read(text, **options)
        return parse(text)

    return loads
