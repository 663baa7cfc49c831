"""The hardening of the router's process, on stand-ins for Crossbar's dealer and a serializer."""

import sys
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from autobahn.wamp.exception import ProtocolError
from courant_router.intake import Unacceptable
from twisted.internet.endpoints import UNIXServerEndpoint
from twisted.internet.task import Clock


class Dealer:
    """A dealer that knows the callee of each call and accepts every error."""

    def __init__(self, **pending: object) -> None:
        self._invocations = {int(name.strip("_")): SimpleNamespace(callee=callee) for name, callee in pending.items()}
        self.taken: list[tuple[object, int]] = []

    def processInvocationError(self, session: object, error: Any) -> None:
        self.taken.append((session, error.request))


class Transport:
    """A connection that was not ended yet."""

    def __init__(self) -> None:
        self.ended = False

    def isOpen(self) -> bool:
        return not self.ended

    def abort(self) -> None:
        self.ended = True


class Session:
    """A session that can be sent away once, as Crossbar's."""

    def __init__(self) -> None:
        self._goodbye_sent, self._session_id, self._transport = False, 7, Transport()

    def leave(self, reason: str | None = None, message: str | None = None) -> None:
        assert not self._goodbye_sent
        self._goodbye_sent = True


class Serializer:
    """Returns the messages it was created with."""

    def __init__(self, *messages: Any) -> None:
        self.messages = messages

    def unserialize(self, payload: bytes) -> list[Any]:
        return list(self.messages)


@pytest.fixture
def hardening(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module, with a stand-in for the one class that it imports from Crossbar."""
    for name in ("crossbar", "crossbar.router", "crossbar.router.dealer", "crossbar.router.session"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setattr(sys.modules["crossbar.router.dealer"], "Dealer", Dealer, raising=False)
    monkeypatch.setattr(sys.modules["crossbar.router.session"], "RouterSession", Session, raising=False)
    monkeypatch.delitem(sys.modules, "courant_router.hardening", raising=False)
    yield import_module("courant_router.hardening")
    sys.modules.pop("courant_router.hardening")


@pytest.fixture
def own(hardening: Any) -> type[Dealer]:
    """A dealer that accepts errors only from callees."""
    kind = type("Own", (Dealer,), {})
    hardening._own_errors_only(kind)
    return kind


def test_an_error_is_taken_from_the_session_that_was_asked(own: type[Dealer]) -> None:
    dealer = own(_7="asked")
    dealer.processInvocationError("asked", SimpleNamespace(request=7))
    assert dealer.taken == [("asked", 7)]


def test_an_error_of_another_session_is_refused(own: type[Dealer]) -> None:
    dealer = own(_7="asked")
    with pytest.raises(ProtocolError, match="not this session's"):
        dealer.processInvocationError("another", SimpleNamespace(request=7))
    assert dealer.taken == []


def test_an_error_for_nothing_is_left_to_crossbar(own: type[Dealer]) -> None:
    dealer = own(_7="asked")
    dealer.processInvocationError("another", SimpleNamespace(request=8))
    assert dealer.taken == [("another", 8)]


def test_a_unix_socket_is_for_its_owner(hardening: Any) -> None:
    kind = type("Endpoint", (UNIXServerEndpoint,), {})
    hardening._for_its_owner(kind)
    assert kind(None, "/run/router.socket", backlog=5)._mode == 0o600


def test_every_message_that_is_read_is_looked_over(hardening: Any) -> None:
    kind = type("Looked", (Serializer,), {})
    hardening._look_over(kind)
    assert kind([1], [2]).unserialize(b"") == [[1], [2]]
    with pytest.raises(Unacceptable):
        kind([1], [{1, 2}]).unserialize(b"")


@pytest.fixture
def leaving(hardening: Any) -> tuple[Session, Clock]:
    """A session whose goodbyes are final, and the clock that decides when."""
    kind, clock = type("Leaving", (Session,), {}), Clock()
    hardening._goodbyes_are_final(kind, clock.callLater)
    return kind(), clock


def test_who_ignores_a_goodbye_is_disconnected(hardening: Any, leaving: tuple[Session, Clock]) -> None:
    session, clock = leaving
    session.leave("reason", "message")
    session.leave("again")
    clock.advance(hardening.GOODBYE_TIME / 2)
    assert not session._transport.ended
    clock.advance(hardening.GOODBYE_TIME / 2)
    assert session._transport.ended


def test_a_session_that_joined_after_its_goodbye_stays(hardening: Any, leaving: tuple[Session, Clock]) -> None:
    session, clock = leaving
    session.leave()
    session._session_id = 8
    clock.advance(hardening.GOODBYE_TIME)
    assert not session._transport.ended
