"""Sessions: fields from peers never become arguments of autobahn's functions, and no request waits for ever."""

from base64 import b64encode
from hashlib import pbkdf2_hmac
from types import SimpleNamespace
from typing import Any, cast

import pytest
from autobahn.twisted.rawsocket import WampRawSocketClientProtocol
from autobahn.wamp import auth
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.message import Error, Event, Invocation, Publish, Result, Yield
from autobahn.wamp.types import Challenge
from courant_kit.calls.again import WAITS
from courant_kit.calls.errors import Invalid, Lost, Unavailable, from_wire
from courant_kit.process import session
from courant_kit.process.answering import Answering
from courant_kit.process.login import Login
from courant_kit.process.session import RouterSession, _factory, _Protocol, tamed
from courant_kit.testing import finished
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from twisted.internet.defer import Deferred, ensureDeferred, succeed
from twisted.internet.testing import StringTransport

FIELDS: dict[str, Any] = {"title": 1, "fields": 2}


@pytest.mark.parametrize("message", [Invocation(1, 2, kwargs=dict(FIELDS)), Event(1, 2, kwargs=dict(FIELDS))])
def test_the_fields_of_a_call_or_event_travel_as_one(message: Any) -> None:
    assert tamed(message).kwargs == {"fields": FIELDS}


def test_a_call_without_fields_has_none() -> None:
    assert tamed(Invocation(1, 2)).kwargs == {"fields": {}}


def test_a_caller_who_says_for_whom_it_calls_is_nobody() -> None:
    itself = [{"session": 3, "authid": "ada#1", "authrole": "editor"}]
    disclosed = tamed(Invocation(1, 2, caller=3, caller_authid="ada#1", caller_authrole="editor", forward_for=itself))
    assert (disclosed.caller, disclosed.caller_authid, disclosed.caller_authrole) == (None, None, None)
    honest = tamed(Invocation(1, 2, caller=3, caller_authid="ada#1", caller_authrole="editor"))
    assert (honest.caller, honest.caller_authid, honest.caller_authrole) == (3, "ada#1", "editor")


def test_results_have_one_value_and_errors_no_names_that_clash() -> None:
    assert tamed(Result(1, args=[2], kwargs=dict(FIELDS))).kwargs is None
    error = Error(48, 1, "courant.error.invalid", kwargs={"field": "title", "self": 1, "error": 2})
    assert tamed(error).kwargs == {"field": "title"}
    assert from_wire("courant.error.invalid", ["No."], {**FIELDS, "message": "Yes."}).message == "No."


@pytest.mark.parametrize("name", ["self", "procedure", "options"])
def test_a_field_that_no_procedure_can_have_is_refused_before_it_is_sent(name: str) -> None:
    outcome = ensureDeferred(RouterSession(cast(Any, None)).call("courant.blog.post.list", **{name: "x"}))
    failures: list[Any] = []
    outcome.addErrback(failures.append)
    assert isinstance(failures[0].value, Invalid)
    assert failures[0].value.field == name


@pytest.mark.parametrize("character", ["x", "é", "😀"])
def test_an_answer_that_cannot_be_sent_is_an_error_at_once(monkeypatch: pytest.MonkeyPatch, character: str) -> None:
    monkeypatch.setattr(session, "LARGEST", 40)

    async def answer(html: str) -> dict[str, Any]:
        return {"html": html, "version": 1}

    most = character * (40 // len(character.encode()))
    assert finished(session._as_wamp(answer(most)))["html"] == most
    with pytest.raises(ApplicationError, match="more than can be sent") as refused:
        finished(session._as_wamp(answer(most + character)))
    assert refused.value.error == "courant.error.too_large"


class Line(StringTransport):
    """A connection that records whether Nagle's algorithm was switched off."""

    at_once = False

    def setTcpNoDelay(self, enabled: bool) -> None:
        self.at_once = enabled


def test_a_service_sends_at_once() -> None:
    protocol = _factory("tcp://127.0.0.1:1", cast(Any, None)).buildProtocol(None)
    line = Line()
    protocol.makeConnection(line)
    assert line.at_once


def test_a_unix_socket_has_no_such_option_to_set() -> None:
    protocol = _factory("unix:/run/router.socket", cast(Any, None)).buildProtocol(None)
    line = Line()
    protocol.makeConnection(line)
    assert not line.at_once


@pytest.mark.parametrize(
    ("message", "connected", "ending", "flushed"),
    [
        (Yield(1, args=[2]), True, False, 1), (Yield(1, args=[2]), False, False, 0),
        (Yield(1, args=[2]), True, True, 0), (Publish(1, "courant.blog.live.latest"), True, False, 0),
    ],
)  # fmt: skip
def test_an_answer_leaves_at_once_and_what_may_be_one_of_many_with_the_others(
    monkeypatch: pytest.MonkeyPatch, message: Any, connected: bool, ending: bool, flushed: int
) -> None:
    protocol = _factory("unix:/run/router.socket", cast(Any, None)).buildProtocol(None)
    steps = list[str]()
    monkeypatch.setattr(WampRawSocketClientProtocol, "send", lambda *_: steps.append("written"))
    protocol.transport = SimpleNamespace(
        connected=connected, disconnecting=ending, doWrite=lambda: steps.append("flushed")
    )
    protocol.send(message)
    assert steps == ["written", *["flushed"] * flushed]


def test_a_challenge_with_a_salt_is_signed_with_the_key_that_is_derived_from_the_secret() -> None:
    protocol = _Protocol(cast(Any, None), Login("", "shelf", "secret", "wampcra"), cast(Any, None), lambda: None)
    salted = {"challenge": "{}", "salt": "ab", "iterations": 1000, "keylen": 32}
    key = b64encode(pbkdf2_hmac("sha256", b"secret", b"ab", 1000, 32))
    assert protocol.onChallenge(Challenge("wampcra", salted)) == auth.compute_wcs(key, b"{}")
    assert protocol.onChallenge(Challenge("wampcra", {"challenge": "{}"})) == auth.compute_wcs(b"secret", b"{}")


def test_a_program_with_a_private_key_names_its_public_half_and_signs_the_challenge() -> None:
    key = Ed25519PrivateKey.generate()
    login = Login("", "mailer", key.private_bytes_raw().hex(), "cryptosign")
    protocol = _Protocol(cast(Any, None), login, cast(Any, None), lambda: None)
    signed = str(protocol.onChallenge(Challenge("cryptosign", {"challenge": "ab" * 32})))
    assert login.extra() == {"pubkey": key.public_key().public_bytes_raw().hex()}
    assert signed[128:] == "ab" * 32
    key.public_key().verify(bytes.fromhex(signed[:128]), bytes.fromhex("ab" * 32))


@pytest.mark.parametrize(("offered", "asked"), [("cryptosign", "ticket"), ("wampcra", "ticket"), ("ticket", "wampcra")])
def test_the_secret_goes_to_nobody_who_asks_for_it_otherwise_than_offered(offered: str, asked: str) -> None:
    login = Login("", "mailer", "ab" * 32, offered)
    protocol = _Protocol(cast(Any, None), login, cast(Any, None), lambda: None)
    with pytest.raises(ValueError, match="was not offered"):
        protocol.onChallenge(Challenge(asked, {"challenge": "ab" * 32}))
    assert "abab" not in repr(login)


def test_what_waits_for_the_router_ends_when_the_session_does() -> None:
    left: list[str] = []
    protocol = _Protocol(cast(Any, None), Login("", "blog", ""), cast(Any, None), lambda: left.append("left"))
    protocol._transport = SimpleNamespace(send=lambda _: None, isOpen=lambda: True)
    protocol._session_id = 1
    session = RouterSession(protocol)
    failures: list[Any] = []
    for waiting in (session.publish("courant.blog.live.index", {}), session.call("courant.core.module.list")):
        ensureDeferred(waiting).addErrback(failures.append)
    protocol.onClose(wasClean=False)
    assert left
    assert [type(failure.value) for failure in failures] == [Unavailable, Unavailable]


class Replicas:
    """What autobahn does for a session whose callees are lost a few times before one answers."""

    def __init__(self, lost: int, error: str = "wamp.error.canceled") -> None:
        self.left, self.error = lost, error
        self.sent: list[dict[str, Any]] = []

    async def call(self, uri: str, *args: Any, **fields: Any) -> str:
        self.sent.append(fields)
        if len(self.sent) <= self.left:
            raise ApplicationError(self.error, "callee disconnected from in-flight request")
        return "answered"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wait between two calls."""
    monkeypatch.setattr(session, "_pause", lambda _: succeed(None))


KEYED = {"idempotency_key": "0123456789abcdef"}


@pytest.mark.usefixtures("at_once")
def test_another_replica_is_asked_when_one_is_lost_if_the_call_has_a_key_or_changes_nothing() -> None:
    keyed, read = Replicas(2), Replicas(1)
    assert finished(RouterSession(cast(Any, keyed)).call("courant.blog.comment.add", **KEYED)) == "answered"
    assert keyed.sent == [KEYED] * 3
    assert finished(RouterSession(cast(Any, read)).read("courant.blog.page.index")) == "answered"


@pytest.mark.usefixtures("at_once")
def test_a_call_without_a_key_is_sent_once_and_nothing_is_sent_without_end() -> None:
    plain, hopeless, absent = Replicas(1), Replicas(99), Replicas(99, "wamp.error.no_such_procedure")
    with pytest.raises(Lost):
        finished(RouterSession(cast(Any, plain)).call("courant.blog.comment.add", text="once"))
    with pytest.raises(Lost):
        finished(RouterSession(cast(Any, hopeless)).call("courant.blog.comment.add", **KEYED))
    with pytest.raises(Unavailable):
        finished(RouterSession(cast(Any, absent)).read("courant.blog.page.index"))
    assert (len(plain.sent), len(hopeless.sent), len(absent.sent)) == (1, len(WAITS) + 1, 1)


def test_a_session_withdraws_when_what_had_arrived_is_answered() -> None:
    answer: Deferred[str] = Deferred()
    answering = Answering()
    passed: list[str] = []
    answering.follow(answer).addCallback(passed.append)
    left: list[str] = []
    answering.idle().addCallback(lambda _: left.append("idle"))
    assert not left
    answer.callback("the last")
    assert (passed, left) == (["the last"], ["idle"])
    answering.idle().addCallback(lambda _: left.append("at once"))
    assert left[-1] == "at once"
