"""Joining by WAMP-CRA and cryptosign, on stand-ins for what Crossbar does with a session that wants to join."""

from types import SimpleNamespace
from typing import Any

from autobahn.wamp import auth
from courant_router.joining import from_a_stored_key, without_certificates

CHALLENGE = '{"nonce": "x"}'


def pending() -> Any:
    """A class as Crossbar's: it signs with the secret of a principal, and returns what it is greeted with."""

    class Pending:
        def _compute_challenge(self, user: dict[str, Any]) -> tuple[dict[str, Any], str]:
            return {"challenge": CHALLENGE}, auth.compute_wcs(user["secret"].encode(), CHALLENGE.encode()).decode()

        def hello(self, realm: str, details: Any) -> Any:
            return details.authextra

    return Pending


def test_who_has_the_secret_signs_as_the_router_does_with_the_stored_key() -> None:
    found = pending()
    from_a_stored_key(found)
    derived = auth.derive_key("a secret", "pepper", 1000, 32)
    stored = {"derived": derived.decode(), "salt": "pepper", "iterations": 1000, "keylen": 32}
    extra, signature = found()._compute_challenge(stored)
    assert extra == {"challenge": CHALLENGE, "salt": "pepper", "iterations": 1000, "keylen": 32}
    assert auth.compute_wcs(derived, CHALLENGE.encode()).decode() == signature


def test_a_service_signs_with_its_secret_as_before() -> None:
    found = pending()
    from_a_stored_key(found)
    extra, signature = found()._compute_challenge({"secret": "a secret"})
    assert extra == {"challenge": CHALLENGE}
    assert signature == auth.compute_wcs(b"a secret", CHALLENGE.encode()).decode()


def test_certificates_are_ignored() -> None:
    found = pending()
    without_certificates(found)
    sent = {"pubkey": "ab", "certificates": [], "trustroot": ""}
    assert found().hello("courant", SimpleNamespace(authextra=sent)) == {"pubkey": "ab"}
    assert found().hello("courant", SimpleNamespace(authextra=None)) == {}
