"""How programs join by ticket, WAMP-CRA and cryptosign, where Crossbar 26.10 does not fit.

After a restart of the router, core is back a second after the port. Crossbar rejects who comes meanwhile, and some
clients, such as autobahn-js, never try again when they are rejected; so programs wait for core.

Crossbar derives the key for a salted WAMP-CRA challenge from the secret, so whoever stores the credentials would have
to store secrets. And its cryptosign reads the certificates of a blockchain, which a client may send without having
any, with libraries that this process leaves out.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from autobahn.wamp import auth
from twisted.internet.defer import Deferred

SALTED = ("salt", "iterations", "keylen")
"""What a client needs to derive the key from its secret."""

TOLD = frozenset({"authid", "authrole"})
"""What Crossbar's challenges say of who wants to join."""

FOR_CERTIFICATES = frozenset({"certificates", "trustroot"})


PATIENCE, STEP = 4.0, 0.2
"""Seconds to wait for the authenticator, and between looks. Clients wait five seconds or more for their WELCOME."""


@cache
def let_programs_join() -> None:
    """Make all three fit; runs once."""
    from crossbar.router.auth.cryptosign import PendingAuthCryptosign
    from crossbar.router.auth.ticket import PendingAuthTicket
    from crossbar.router.auth.wampcra import PendingAuthWampCra
    from twisted.internet import reactor

    any_reactor: Any = reactor
    for pending in (PendingAuthTicket, PendingAuthWampCra, PendingAuthCryptosign):
        when_there_is_somebody_to_ask(pending, any_reactor.callLater)
    from_a_stored_key(PendingAuthWampCra)
    without_certificates(PendingAuthCryptosign)


def when_there_is_somebody_to_ask(pending: Any, later: Callable[..., Any]) -> None:
    """Let a session that wants to join wait until its authenticator is registered, but not for ever."""
    begin = pending._init_dynamic_authenticator  # noqa: SLF001 - Crossbar has no hook for it

    def begin_when_registered(self: Any) -> Any:
        ready = begin(self)
        return ready.addCallback(lambda error: error or _waited(self, later)) if isinstance(ready, Deferred) else ready

    pending._init_dynamic_authenticator = begin_when_registered  # noqa: SLF001 - as above


def _waited(pending: Any, later: Callable[..., Any]) -> "Deferred[None]":
    return Deferred.fromCoroutine(_until_registered(pending._authenticator_session, pending._authenticator, later))  # noqa: SLF001


async def _until_registered(session: Any, procedure: str, later: Callable[..., Any]) -> None:
    for _ in range(round(PATIENCE / STEP)):
        if await session.call("wamp.registration.match", procedure) is not None:
            return
        pause: Deferred[None] = Deferred()
        later(STEP, pause.callback, None)
        await pause


def from_a_stored_key(pending: Any) -> None:
    """Let a WAMP-CRA authenticator return the key that is `derived` from a secret, with its salt, for the secret."""
    compute = pending._compute_challenge  # noqa: SLF001 - Crossbar has no hook for it

    def challenge(self: Any, principal: Any) -> tuple[dict[str, Any], str]:
        if "derived" not in principal:
            extra, signature = compute(self, principal)
            return extra, signature
        extra, _ = compute(self, {"secret": ""})
        extra["challenge"] = _silent(extra["challenge"])
        signature = auth.compute_wcs(principal["derived"].encode(), extra["challenge"].encode()).decode()
        return {**extra, **{name: principal[name] for name in SALTED}}, signature

    pending._compute_challenge = challenge  # noqa: SLF001 - as above


def _silent(challenge: str) -> str:
    """A challenge that does not say which role and credential a name has, since anybody is challenged."""
    return json.dumps({name: one for name, one in json.loads(challenge).items() if name not in TOLD})


def without_certificates(pending: Any) -> None:
    """Ignore the certificates that a client sends with its key."""
    hello = pending.hello

    def plain(self: Any, realm: str, details: Any) -> Any:
        extra = details.authextra or {}
        details.authextra = {name: value for name, value in extra.items() if name not in FOR_CERTIFICATES}
        return hello(self, realm, details)

    pending.hello = plain
