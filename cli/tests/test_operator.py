"""What the operator reports when the router rejects it."""

from pathlib import Path

import pytest
from courant_cli.access import operator
from courant_cli.installation import installation

ROUTER = "ws://localhost:8080/ws"


def test_the_variables_of_a_module_are_named(tmp_path: Path) -> None:
    exported = {"COURANT_DATA": str(tmp_path), "COURANT_ROUTER": ROUTER, "COURANT_SECRET": "a module's"}
    assert "sets COURANT_ROUTER and COURANT_SECRET" in operator.rejection(installation(exported), ROUTER)


@pytest.mark.parametrize("value", [None, ""])
def test_without_them_the_data_directory_is_in_question(tmp_path: Path, value: str | None) -> None:
    env = {"COURANT_DATA": str(tmp_path)} | ({} if value is None else {"COURANT_ROUTER": value})
    assert operator.rejection(installation(env), ROUTER).endswith("running on this COURANT_DATA?")
