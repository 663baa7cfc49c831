"""The names of our modules are reserved for them everywhere."""

import json
import sys
from importlib import import_module

import pytest
from courant_core import admission
from courant_kit.calls.caller import PEOPLE, Caller, Role
from courant_kit.calls.errors import Invalid
from courant_kit.live.audience import Audience
from courant_kit.process import discovery
from courant_kit.wire.contract import Contract, Procedure, admits
from courant_kit.wire.schemas import complete
from courant_web import usernames
from django.core.exceptions import ValidationError

from tests.router import PRINCIPALS, ROOT


def test_core_and_web_are_special_everywhere_and_nobody_else_is() -> None:
    sys.path.insert(0, str(ROOT / "router"))
    try:
        from courant_router import rights
    finally:
        sys.path.remove(str(ROOT / "router"))
    assert {*discovery.SPECIAL} == rights.SPECIAL
    text = (ROOT / "router" / "crossbar.json").read_text()
    (worker,) = json.loads(text)["workers"]
    (realm,) = worker["realms"]
    roles = {role["name"] for role in realm["roles"] if role["name"].startswith("service")}
    assert roles == {"service", *(f"service-{name}" for name in discovery.SPECIAL)}
    assert all(f"${{COURANT_{name.upper()}_SECRET}}" in text for name in (*discovery.SPECIAL, "operator"))


def test_every_one_of_them_joins_with_a_secret_of_its_own() -> None:
    assert {"blog", "wiki"} <= discovery.names()
    assert set(PRINCIPALS) == discovery.names() | {"operator"}


@pytest.mark.parametrize("name", sorted(discovery.names()))
def test_neither_a_stranger_nor_a_person_takes_the_name_of_an_installed_service(name: str) -> None:
    for kind in ("module", "backend"):
        with pytest.raises(Invalid, match="belongs to the site itself"):
            admission.check_name(name, kind, discovery.names())
    with pytest.raises(ValidationError):
        usernames.check(name.capitalize())


ONLY_READ = {
    "get", "list", "since", "marked", "show", "compare", "preview", "latest", "recent", "find", "documents", "history",
}  # fmt: skip
"""The verbs of procedures that change nothing, besides pages."""

FOR_WINDOWS = {"courant.core.presence.enter"}
"""What is refused to who calls over HTTP, where tokens are."""


@pytest.mark.parametrize("name", sorted(discovery.names()))
def test_what_a_token_for_reading_may_call_changes_nothing(name: str) -> None:
    declared = complete(Contract.of(name, import_module(f"courant_{name}.contract"))).procedures
    reading = {uri for uri, one in declared.items() if one.only_reads and not one.is_page} - FOR_WINDOWS
    reading = {uri for uri in reading if _open(declared[uri])}
    assert {uri for uri in reading if uri.rpartition(".")[2] not in ONLY_READ} == set()


def _open(one: Procedure) -> bool:
    """Whether people or backends may call it; of what is for single people or spaces, that is not known."""
    return isinstance(one.who, Audience) or any(admits(one.who, Caller(role)) for role in (*PEOPLE, Role.BACKEND))
