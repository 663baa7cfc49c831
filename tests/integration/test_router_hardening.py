"""Our rules are installed where Crossbar looks for them in the router's process; a new version may move these."""

import json
import os
import subprocess
from typing import Any

import pytest

from tests.router import PYTHON, ROOT

pytestmark = pytest.mark.router

SCRIPT = """
import json
from courant_router.hardening import SERIALIZERS, harden
harden()
from autobahn.wamp.serializer import SERID_TO_OBJSER
from crossbar.router.dealer import Dealer, InvocationRequest
from crossbar.router.session import RouterSession
print(json.dumps({
    "reads": {name: SERID_TO_OBJSER[name].unserialize.__module__ for name in SERIALIZERS},
    "errors": Dealer.processInvocationError.__module__,
    "callee": "callee" in InvocationRequest.__slots__,
    "goodbyes": RouterSession.leave.__module__,
    "pending": "_invocations" in Dealer.__init__.__code__.co_names,
}))
"""


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What stands in a process that was hardened as the router is."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "router")}
    told = subprocess.check_output([PYTHON, "-c", SCRIPT], env=environment, text=True, timeout=60)
    answer: dict[str, Any] = json.loads(told.splitlines()[-1])
    return answer


def test_every_serializer_that_the_router_speaks_is_looked_over(found: dict[str, Any]) -> None:
    configuration = json.loads((ROOT / "router" / "crossbar.json").read_text())
    assert set(spoken(configuration)) == set(found["reads"])
    assert set(found["reads"].values()) == {"courant_router.hardening"}


def spoken(part: Any) -> list[str]:
    """Every serializer that a part of the configuration names."""
    if isinstance(part, dict):
        own = part.get("serializers", [])
        return [*own, *(name for one in part.values() for name in spoken(one))]
    return [name for one in part for name in spoken(one)] if isinstance(part, list) else []


def test_errors_are_taken_from_who_was_asked(found: dict[str, Any]) -> None:
    assert (found["errors"], found["callee"], found["pending"]) == ("courant_router.hardening", True, True)


def test_goodbyes_are_final(found: dict[str, Any]) -> None:
    assert found["goodbyes"] == "courant_router.hardening"
