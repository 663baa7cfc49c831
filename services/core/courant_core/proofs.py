"""How the bearer of a credential proves to be its bearer: by ticket, WAMP-CRA or cryptosign (no I/O).

No secret is stored. A secret is 256 random bits, so nobody can guess it, and a slow password hash would protect
nothing: it would only make every joining module wait.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import pbkdf2_hmac, sha256
from hmac import compare_digest
from hmac import digest as hmac
from secrets import token_hex, token_urlsafe

from courant_kit.calls.errors import Invalid

ITERATIONS, KEY_LENGTH = 1000, 32
"""Rounds of PBKDF2 and bytes of its result: those that WAMP clients assume, and that those in browsers bear."""

PUBLIC_KEY = re.compile("[0-9a-f]{64}")

BY_TICKET, BY_SIGNATURE, BY_KEY = "ticket", "wampcra", "cryptosign"
"""WAMP's names for the methods: the secret is sent, or signs a challenge, or a key signs one."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is stored of a secret or key.

    `digest` is for a ticket the SHA-256 of the secret; for WAMP-CRA the key derived from the secret and the `salt`,
    with which its bearer signs, so it opens the router but does not reveal the secret; for cryptosign the public key.
    """

    method: str
    digest: str
    salt: str = ""

    def fits(self, ticket: str) -> bool:
        """Whether this is the secret of a credential whose bearer sends it."""
        return self.method == BY_TICKET and compare_digest(self.digest, _digest(ticket))


def issued(method: str, key: str = "") -> tuple[Proof, str]:
    """A proof with a new secret, which is "" for cryptosign; raises Invalid if `key` is not what the method needs."""
    if method == BY_KEY:
        return Proof(method, _public_key(key)), ""
    if key:
        raise Invalid("Only a credential that joins by cryptosign has a key.", field="key")
    secret = token_urlsafe(32)
    if method == BY_TICKET:
        return Proof(method, _digest(secret)), secret
    salt = token_hex(16)
    return Proof(method, derived(secret, salt), salt), secret


def decoy(method: str, name: str, key: bytes) -> Proof:
    """What is said to be stored for a name that has no credential of this method: nobody can prove it.

    Its salt is always the same, as that of a credential is; who does not have the `key` cannot tell them apart.
    """
    if method == BY_SIGNATURE:
        return Proof(method, token_urlsafe(32), hmac(key, name.encode(), "sha256").hex()[:32])
    return Proof(method, token_hex(32) if method == BY_KEY else "")


def derived(secret: str, salt: str) -> str:
    """The key with which a client signs a WAMP-CRA challenge that has a salt: PBKDF2 (HMAC-SHA-256) in Base64."""
    return b64encode(pbkdf2_hmac("sha256", secret.encode(), salt.encode(), ITERATIONS, KEY_LENGTH)).decode()


def _public_key(text: str) -> str:
    if not PUBLIC_KEY.fullmatch(text.lower()):
        raise Invalid("A public key is 64 hexadecimal digits (Ed25519).", field="key")
    return text.lower()


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
