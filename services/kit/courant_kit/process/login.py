"""Who joins the router, and with what: a ticket, a secret that signs, or a private key."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

METHODS = ("ticket", "wampcra", "cryptosign")
"""The ways to join, as WAMP names them."""

DIGITS = re.compile(r"\s*([0-9a-fA-F]{64})\s*")
KEY = "COURANT_KEY"


@dataclass(frozen=True, slots=True)
class Login:
    """The router's address and the credential to join it with.

    `router` is `unix:/path` (a socket on this machine), `tcp://host:port` or `ws://host:port/path` (`wss:` for TLS);
    `authmethod` is one of METHODS. For `cryptosign` the secret is a private key (Ed25519): 64 hexadecimal digits, PEM,
    or a file of OpenSSH.
    """

    router: str
    authid: str
    secret: str = field(repr=False)
    authmethod: str = "ticket"

    def extra(self) -> dict[str, str] | None:
        """What HELLO says besides the name: for `cryptosign` the public key; raises ValueError as private_key."""
        if self.authmethod != "cryptosign":
            return None
        return {"pubkey": private_key(self.secret).public_key().public_bytes_raw().hex()}

    def signature(self, challenge: str) -> str:
        """The answer to a challenge of `cryptosign`, both in hexadecimal: the signature, then what was signed."""
        return private_key(self.secret).sign(bytes.fromhex(challenge)).hex() + challenge


def secret_and_method(environment: Mapping[str, str]) -> tuple[str, str]:
    """What the environment proves its name with: COURANT_SECRET by COURANT_AUTH, or the key in the file COURANT_KEY.

    Raises ValueError, which names the variable and says what would be right.
    """
    file = environment.get(KEY, "")
    method = environment.get("COURANT_AUTH") or ("cryptosign" if file else "ticket")
    if method not in METHODS:
        raise ValueError(f"COURANT_AUTH is {method!r}; it should be one of {', '.join(METHODS)}")
    if file and method == "cryptosign":
        return _checked(_content(file), KEY), method
    secret = environment.get("COURANT_SECRET", "")
    return (_checked(secret, "COURANT_SECRET") if method == "cryptosign" else secret), method


def private_key(text: str) -> "Ed25519PrivateKey":
    """The private key in this text; raises ValueError if there is none, or one of another kind or with a password."""
    # Only programs that join by cryptosign load OpenSSL.
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

    if digits := DIGITS.fullmatch(text):
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(digits[1]))
    load = load_ssh_private_key if "BEGIN OPENSSH" in text else load_pem_private_key
    try:
        key = load(text.encode(), password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("the key has a password, or is of a kind that is not known here") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the key is not for Ed25519")  # noqa: TRY004 - what is wrong is the text
    return key


def _content(file: str) -> str:
    try:
        return Path(file).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{KEY} is {os.fspath(file)!r}, which cannot be read: {error}") from error


def _checked(text: str, variable: str) -> str:
    try:
        private_key(text)
    except ValueError as error:
        raise ValueError(
            f"{variable} has no private key for Ed25519 (64 hexadecimal digits, PEM, or OpenSSH without a password)"
        ) from error
    return text
