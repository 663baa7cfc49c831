"""Our own modules' names are kept for them alone, in every place that must know them."""

import json
import sys

from courant_core.rules import OWN_MODULES

from tests.router import PRINCIPALS, ROOT


def test_core_and_the_router_keep_the_same_names() -> None:
    sys.path.insert(0, str(ROOT / "router"))
    try:
        from courant_router import rights
    finally:
        sys.path.remove(str(ROOT / "router"))
    assert rights.OWN_MODULES == OWN_MODULES


def test_every_one_of_them_has_a_role_and_a_secret_of_its_own_on_the_router() -> None:
    text = (ROOT / "router" / ".crossbar" / "config.json").read_text()
    (worker,) = json.loads(text)["workers"]
    (realm,) = worker["realms"]
    assert {f"service-{name}" for name in OWN_MODULES} <= {role["name"] for role in realm["roles"]}
    assert set(PRINCIPALS) == OWN_MODULES | {"operator"}
    assert all(f"${{COURANT_{name.upper()}_SECRET}}" in text for name in PRINCIPALS)
