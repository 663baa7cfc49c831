"""Authenticators: the router calls them with positional arguments, and nobody else may call them."""

import pytest
from courant_kit.calls.caller import EVERYONE, Caller, Role
from courant_kit.calls.errors import Forbidden
from courant_kit.module import Module
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import Stage, finished
from courant_kit.wire.contract import Contract
from courant_kit.wire.standard import Handshake, Identity, authenticator

pytestmark = pytest.mark.django_db(transaction=True)

WHO = authenticator("courant.door.key.authenticate", "Says who somebody is.")


@pytest.fixture
def stage() -> Stage:
    module = Module("door", "Door", Contract.of("door", {"WHO": WHO}))

    @module.handles(WHO)
    def who(caller: Caller, request: Handshake) -> Identity:
        return Identity("courant", "backend", f"{request.authid} with {request.details['ticket']}")

    return Stage(module)


def test_the_router_asks_with_positional_arguments(stage: Stage) -> None:
    ask = stage.session.procedures[WHO.uri]
    answer = finished(ask(Disclosed(3, None, "trusted"), ["courant", "ada", {"ticket": "t"}], {}))
    assert answer == {"realm": "courant", "role": "backend", "authid": "ada with t", "extra": {}}


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_nobody_else_may_ask(stage: Stage, role: Role) -> None:
    with pytest.raises(Forbidden):
        stage.call(WHO, role, "eve", realm="courant", authid="ada", details={"ticket": "t"})
