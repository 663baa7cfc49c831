"""The names of our modules are reserved for them everywhere."""

import json
import sys

import pytest
from courant_core import admission
from courant_kit.calls.errors import Invalid
from courant_kit.process import discovery
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
