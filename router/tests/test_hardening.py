"""The hardening of the router's process, on stand-ins for Crossbar's dealer and a serializer."""

import sys
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from autobahn.wamp.exception import ProtocolError
from courant_router.intake import Unacceptable
from twisted.internet.endpoints import UNIXServerEndpoint


class Dealer:
    """A dealer that knows the callee of each call and accepts every error."""

    def __init__(self, **pending: object) -> None:
        self._invocations = {int(name.strip("_")): SimpleNamespace(callee=callee) for name, callee in pending.items()}
        self.taken: list[tuple[object, int]] = []

    def processInvocationError(self, session: object, error: Any) -> None:
        self.taken.append((session, error.request))


class Serializer:
    """Returns the messages it was created with."""

    def __init__(self, *messages: Any) -> None:
        self.messages = messages

    def unserialize(self, payload: bytes) -> list[Any]:
        return list(self.messages)


@pytest.fixture
def hardening(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module, with a stand-in for the one class that it imports from Crossbar."""
    for name in ("crossbar", "crossbar.router", "crossbar.router.dealer"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setattr(sys.modules["crossbar.router.dealer"], "Dealer", Dealer, raising=False)
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
