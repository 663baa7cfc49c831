"""How much of the router's time a stranger's module may use, on a stand-in for a session."""

from types import SimpleNamespace
from typing import Any

import pytest
from courant_router.pacing import BURST, EACH, LITTLE, PART, QUICK, READ, TAKEN, TOLD, Allowance, Pacing
from twisted.internet.task import Clock


class Publish:
    """A message that a session sends of its own accord."""


class Yield:
    """An answer."""


class Connection:
    """A connection that knows whether it is read."""

    def __init__(self) -> None:
        self.bufferSize, self.connected, self.read = 65536, True, True

    def pauseProducing(self) -> None:
        self.read = False

    def resumeProducing(self) -> None:
        self.read = True


class Session:
    """A session of a module, or of whom its role says; with the provider `static` the router has its secret."""

    def __init__(self, role: str = "service", method: str = "ticket", provider: str = "dynamic") -> None:
        self._authrole, self._authmethod, self._authprovider = role, method, provider
        self._authid = "flood#credential-1"
        self._transport = SimpleNamespace(transport=Connection())

    @property
    def connection(self) -> Connection:
        return self._transport.transport


class Paced:
    """A router whose every message takes `cost` seconds."""

    def __init__(self, cost: float = 0.01) -> None:
        self.clock, self.told, self.cost = Clock(), list[str](), cost
        self.processed = 0
        clock = self.clock.seconds
        self.process = Pacing(self.clock.callLater, self.told.append, clock, clock).around(self._work)

    def _work(self, router: Any, session: Any, message: Any) -> None:
        self.processed += 1
        self.clock.rightNow += self.cost

    def send(self, session: Session, message: object, times: int) -> None:
        for _ in range(times):
            self.process(None, session, message)


@pytest.mark.parametrize("method", ["ticket", "wampcra", "cryptosign"])
def test_a_module_that_publishes_without_end_is_read_no_further_until_it_has_waited(method: str) -> None:
    router, session = Paced(), Session(method=method)
    router.send(session, Publish(), 100)
    assert router.processed == 100
    assert not session.connection.read
    router.clock.pump([0.1] * 60)
    assert not session.connection.read
    router.clock.pump([0.1] * 40)
    assert session.connection.read


@pytest.mark.parametrize("method", ["ticket", "wampcra", "cryptosign"])
def test_no_way_to_join_by_credential_leads_around_it(method: str) -> None:
    router, session = Paced(), Session(method=method)
    router.send(session, Publish(), 100)
    assert not session.connection.read


def test_administrators_are_told_once_in_a_while() -> None:
    router, session = Paced(), Session()
    for _ in range(3):
        router.send(session, Publish(), 50)
        router.clock.pump([0.1] * 60)
    assert router.told == ["flood"] * 2
    assert TOLD == 10


@pytest.mark.parametrize(
    ("session", "message"),
    [
        (Session(), Yield()),
        (Session("service", "wampcra", "static"), Publish()),
        (Session("visitor", "anonymous"), Publish()),
    ],
)
def test_answers_our_own_services_and_people_are_not_paced(session: Session, message: object) -> None:
    router = Paced()
    router.send(session, message, 1000)
    assert session.connection.read


def test_a_module_that_sends_much_at_once_is_read_in_little_pieces() -> None:
    router, session = Paced(QUICK / 10), Session()
    router.send(session, Publish(), 3)
    assert session.connection.bufferSize == READ
    router.send(session, Publish(), 10)
    assert session.connection.bufferSize == LITTLE
    assert session.connection.read
    router.clock.pump([0.1] * 30)
    router.send(session, Publish(), 1)
    assert session.connection.bufferSize == READ


def test_a_module_that_sends_little_is_never_paused() -> None:
    router, session = Paced(0.001), Session()
    for _ in range(500):
        router.send(session, Publish(), 1)
        router.clock.advance(0.02)
    assert session.connection.read
    assert router.told == []


def test_a_connection_that_ended_is_not_read_again() -> None:
    router, session = Paced(), Session()
    router.send(session, Publish(), 100)
    session.connection.connected = False
    router.clock.pump([1.0] * 20)
    assert not session.connection.read


def test_an_allowance_grows_to_the_burst_and_no_further() -> None:
    allowance = Allowance(at=0.0)
    assert allowance.spend(BURST, 100.0) == 0
    assert allowance.spend(PART, 100.0) == pytest.approx(1.0 + TAKEN / PART)
    assert EACH > 0
