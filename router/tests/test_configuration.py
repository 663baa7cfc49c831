"""How the configuration gets the addresses of this machine."""

import json
from pathlib import Path
from typing import Any

import pytest
from courant_router.configuration import MissingSecret, configured

TEMPLATE = (Path(__file__).parent.parent / "crossbar.json").read_text()
SECRETS = {f"COURANT_{name}_SECRET": "0123456789abcdef" for name in ("CORE", "BLOG", "WIKI", "WEB", "OPERATOR")}


def transports(environment: dict[str, str]) -> dict[str, Any]:
    """The transports by id, configured for this environment and the secrets."""
    configuration = json.loads(configured(TEMPLATE, SECRETS | environment))
    return {transport["id"]: transport for transport in configuration["workers"][0]["transports"]}


def test_both_ports_are_on_the_loopback_address_unless_told() -> None:
    assert {transport["endpoint"]["interface"] for transport in transports({}).values()} == {"127.0.0.1"}


def test_a_container_listens_on_all_addresses() -> None:
    found = transports({"COURANT_HOST": "0.0.0.0", "COURANT_ROUTER_HOST": "0.0.0.0"})  # noqa: S104 - text
    assert {transport["endpoint"]["interface"] for transport in found.values()} == {"0.0.0.0"}  # noqa: S104 - text


def test_connections_come_from_web_instead_of_a_port_if_it_hands_them_over() -> None:
    usual, found = transports({}), transports({"COURANT_HANDOVER": "/run/handover"})
    assert found["public"].pop("endpoint") == {"type": "twisted", "server_string": "handover:/run/handover"}
    usual["public"].pop("endpoint")
    assert found == usual


def test_the_router_serves_sockets_and_no_pages() -> None:
    assert set(transports({})["public"]["paths"]) == {"ws"}


def test_ports_are_numbers_from_the_environment() -> None:
    found = transports({"PORT": "8000", "COURANT_ROUTER_PORT": "8001"})
    assert [found["public"]["endpoint"]["port"], found["private"]["endpoint"]["port"]] == [8000, 8001]


def test_services_join_at_a_socket_if_there_is_one() -> None:
    endpoint = transports({"COURANT_ROUTER_SOCKET": "/srv/run/router.socket"})["private"]["endpoint"]
    assert endpoint == {"type": "unix", "path": "/srv/run/router.socket", "backlog": 256}


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert transports({"PORT": ""})["public"]["endpoint"]["port"] == 8080


def test_each_service_whose_secret_is_given_joins_with_it_as_a_service() -> None:
    environment = SECRETS | {"COURANT_MY_SHOP_SECRET": "0123456789abcdef", "COURANT_SECRET": "own", "SHOP_SECRET": "x"}
    configuration = json.loads(configured(TEMPLATE, environment))
    (worker,) = configuration["workers"]
    (users,) = (one["auth"]["wampcra"]["users"] for one in worker["transports"] if "wampcra" in one.get("auth", {}))
    assert {name: user["role"] for name, user in users.items()} == {
        "core": "service-core", "web": "service-web", "operator": "admin", "blog": "service", "wiki": "service",
        "my_shop": "service",
    }  # fmt: skip
    assert users["my_shop"]["secret"] == "${COURANT_MY_SHOP_SECRET}"
    (component,) = worker["components"]
    assert component["extra"] == {"installed": ["blog", "my_shop", "wiki"]}


def test_no_secret_is_written_into_the_file() -> None:
    text = configured(TEMPLATE, SECRETS)
    assert "0123456789abcdef" not in text
    assert "${COURANT_BLOG_SECRET}" in text


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_missing_or_short_secret_is_refused_by_name(secret: str) -> None:
    with pytest.raises(MissingSecret, match="COURANT_WIKI_SECRET"):
        configured(TEMPLATE, SECRETS | {"COURANT_WIKI_SECRET": secret})
