"""How programs join by WAMP-CRA and cryptosign, where Crossbar 26.10 does not fit.

Crossbar derives the key for a salted WAMP-CRA challenge from the secret, so whoever stores the credentials would have
to store secrets. And its cryptosign reads the certificates of a blockchain, which a client may send without having
any, with libraries that this process leaves out.
"""

from functools import cache
from typing import Any

from autobahn.wamp import auth

SALTED = ("salt", "iterations", "keylen")
"""What a client needs to derive the key from its secret."""

FOR_CERTIFICATES = frozenset({"certificates", "trustroot"})


@cache
def let_programs_join() -> None:
    """Make both fit; runs once."""
    from crossbar.router.auth.cryptosign import PendingAuthCryptosign
    from crossbar.router.auth.wampcra import PendingAuthWampCra

    from_a_stored_key(PendingAuthWampCra)
    without_certificates(PendingAuthCryptosign)


def from_a_stored_key(pending: Any) -> None:
    """Let a WAMP-CRA authenticator return the key that is `derived` from a secret, with its salt, for the secret."""
    compute = pending._compute_challenge  # noqa: SLF001 - Crossbar has no hook for it

    def challenge(self: Any, principal: Any) -> tuple[dict[str, Any], str]:
        if "derived" not in principal:
            extra, signature = compute(self, principal)
            return extra, signature
        extra, _ = compute(self, {"secret": ""})
        signature = auth.compute_wcs(principal["derived"].encode(), extra["challenge"].encode()).decode()
        return {**extra, **{name: principal[name] for name in SALTED}}, signature

    pending._compute_challenge = challenge  # noqa: SLF001 - as above


def without_certificates(pending: Any) -> None:
    """Ignore the certificates that a client sends with its key."""
    hello = pending.hello

    def plain(self: Any, realm: str, details: Any) -> Any:
        extra = details.authextra or {}
        details.authextra = {name: value for name, value in extra.items() if name not in FOR_CERTIFICATES}
        return hello(self, realm, details)

    pending.hello = plain
