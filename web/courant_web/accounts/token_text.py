"""The text of a token of the HTTP API (no I/O): `courant_`, 40 random letters and digits, and a checksum of both.

Scanners of secrets find it by its beginning, and know by the checksum that it is one. A token with a typing error is
rejected without a look at the database.
"""

import re
import secrets
import string
from hashlib import sha256
from zlib import crc32

BEGINNING = "courant_"
RANDOM = 40
"""Random characters: 238 bits."""

SUM = 6
"""Characters of the checksum: CRC-32 in base 62, with zeros before it."""

HANDLE = 8
"""How many of the random characters lists show; they identify the token and do not help to guess the others."""

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_PATTERN = re.compile(rf"{BEGINNING}[0-9A-Za-z]{{{RANDOM + SUM}}}")


def make() -> str:
    """A new token."""
    text = BEGINNING + "".join(secrets.choice(_ALPHABET) for _ in range(RANDOM))
    return text + checksum(text)


def checksum(text: str) -> str:
    """The last six characters of the token that begins with this text."""
    number, digits = crc32(text.encode()), ""
    for _ in range(SUM):
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


def is_token(text: str) -> bool:
    """Whether a text has the form and the checksum of a token."""
    return _PATTERN.fullmatch(text) is not None and checksum(text[:-SUM]) == text[-SUM:]


def mentioned(text: str) -> bool:
    """Whether a text, such as a query, has a token in it, or something that is meant to be one."""
    return _PATTERN.search(text) is not None


def handle(text: str) -> str:
    """The part of a token by which it is found and shown."""
    return text[len(BEGINNING) :][:HANDLE]


def digest(text: str) -> str:
    """The SHA-256 hash of a token, in hexadecimal, which is all that is stored of it."""
    return sha256(text.encode()).hexdigest()
