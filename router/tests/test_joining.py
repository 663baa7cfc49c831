"""Joining by WAMP-CRA and cryptosign, on stand-ins for what Crossbar does with a session that wants to join."""

from types import SimpleNamespace
from typing import Any

from autobahn.wamp import auth
from courant_router.joining import PATIENCE, from_a_stored_key, when_there_is_somebody_to_ask, without_certificates
from twisted.internet.defer import Deferred, succeed
from twisted.internet.task import Clock

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


def test_a_challenge_says_nothing_of_whom_it_is_for() -> None:
    class Pending:
        def _compute_challenge(self, user: dict[str, Any]) -> tuple[dict[str, Any], str]:
            return {"challenge": '{"authid": "mailer#credential-7", "authrole": "admin", "nonce": "x"}'}, ""

    from_a_stored_key(Pending)
    untyped: Any = Pending()
    stored = {"derived": "key", "salt": "pepper", "iterations": 1000, "keylen": 32}
    assert untyped._compute_challenge(stored)[0]["challenge"] == CHALLENGE


def test_a_service_signs_with_its_secret_as_before() -> None:
    found = pending()
    from_a_stored_key(found)
    extra, signature = found()._compute_challenge({"secret": "a secret"})
    assert extra == {"challenge": CHALLENGE}
    assert signature == auth.compute_wcs(b"a secret", CHALLENGE.encode()).decode()


class Node:
    """A router on which a procedure is registered after so many questions for it."""

    def __init__(self, questions: int) -> None:
        self.questions = questions

    def call(self, uri: str, procedure: str) -> "Deferred[int | None]":
        assert (uri, procedure) == ("wamp.registration.match", "courant.door.key.authenticate")
        self.questions -= 1
        return succeed(None if self.questions >= 0 else 7)


def begun(node: Node, clock: Clock) -> list[None]:
    """Has an element once Crossbar may ask the authenticator."""

    class Pending:
        _authenticator_session, _authenticator = node, "courant.door.key.authenticate"

        def _init_dynamic_authenticator(self) -> "Deferred[None]":
            return succeed(None)

    untyped: Any = Pending
    when_there_is_somebody_to_ask(untyped, clock.callLater)
    ready: list[None] = []
    untyped()._init_dynamic_authenticator().addCallback(ready.append)
    return ready


def test_who_comes_before_core_waits_for_it() -> None:
    clock = Clock()
    assert begun(Node(0), clock)
    ready = begun(Node(2), clock)
    clock.advance(0.2)
    assert not ready
    clock.advance(0.2)
    assert ready


def test_nobody_waits_for_ever() -> None:
    clock = Clock()
    ready = begun(Node(1_000_000), clock)
    clock.pump([0.2] * round(PATIENCE / 0.2))
    assert ready


def test_certificates_are_ignored() -> None:
    found = pending()
    without_certificates(found)
    sent = {"pubkey": "ab", "certificates": [], "trustroot": ""}
    assert found().hello("courant", SimpleNamespace(authextra=sent)) == {"pubkey": "ab"}
    assert found().hello("courant", SimpleNamespace(authextra=None)) == {}
