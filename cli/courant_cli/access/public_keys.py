"""Public keys of programs (Ed25519), as people have them: in hexadecimal, or in a file of OpenSSL or OpenSSH."""

import re
from base64 import b64decode
from binascii import Error
from pathlib import Path

from courant_cli.installation import Trouble

HEXADECIMAL = re.compile("[0-9a-fA-F]{64}")
PEM = re.compile("-----BEGIN PUBLIC KEY-----(.+)-----END PUBLIC KEY-----", re.DOTALL)
SSH = re.compile(r"ssh-ed25519 (\S+)")

BEGINNINGS = (bytes.fromhex("302a300506032b6570032100"), b"\0\0\0\x0bssh-ed25519\0\0\0 ")
"""What precedes the 32 bytes of the key in both kinds of files: RFC 8410, and RFC 8709."""


def public_key(given: str) -> str:
    """The 64 hexadecimal digits of a public key, or of the one in the file of this name; raises Trouble."""
    if HEXADECIMAL.fullmatch(given):
        return given.lower()
    try:
        text = Path(given).read_text().strip()
    except (OSError, ValueError) as error:
        raise Trouble(f"{given} is neither a public key of 64 hexadecimal digits nor a file with one.") from error
    if HEXADECIMAL.fullmatch(text):
        return text.lower()
    return _decoded(text, given)


def _decoded(text: str, name: str) -> str:
    found = PEM.search(text) or SSH.match(text)
    try:
        data = b64decode(found[1] if found else "")
    except Error:
        data = b""
    for beginning in BEGINNINGS:
        if data.startswith(beginning) and len(data) == len(beginning) + 32:
            return data.removeprefix(beginning).hex()
    raise Trouble(f"{name} has no public key for Ed25519: hexadecimal digits, PEM, or a line of OpenSSH.")
