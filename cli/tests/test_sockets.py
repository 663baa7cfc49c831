"""The path at which the services of this machine join the router."""

from pathlib import Path

import pytest
from courant_cli import up
from courant_cli.installation import Trouble, installation
from courant_cli.supervision.sockets import SERVICES, path_for

LONG = "a" * 80


def test_the_socket_is_in_the_data_directory() -> None:
    assert path_for(Path("/srv/courant/run"), SERVICES) == Path("/srv/courant/run/router.socket")


@pytest.mark.parametrize("run", [f"/{LONG}/{LONG}/run", "/srv/$HOME/run", "/srv/what?/run"])
def test_a_path_that_would_not_do_is_replaced_by_a_short_private_one(
    run: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    found = path_for(Path(run), SERVICES)
    assert found == path_for(Path(run), SERVICES)
    assert found != path_for(Path(f"{run}2"), SERVICES)
    assert found.parent.parent == tmp_path
    assert found.parent.stat().st_mode & 0o777 == 0o700


def test_a_directory_that_others_can_enter_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    run = Path(f"/{LONG}/{LONG}/run")
    path_for(run, SERVICES).parent.chmod(0o755)
    with pytest.raises(Trouble, match="only you can enter"):
        path_for(run, SERVICES)


def test_a_port_is_used_if_the_environment_names_one(tmp_path: Path) -> None:
    place = installation({"COURANT_DATA": str(tmp_path), "COURANT_ROUTER_PORT": "9009"})
    assert up._router(place) == "tcp://127.0.0.1:9009"
    assert up._router(installation({"COURANT_DATA": str(tmp_path)})) == f"unix:{tmp_path}/run/router.socket"
