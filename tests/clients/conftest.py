"""A running site, and what each client does on it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.clients.probing import Probing
from tests.clients.programs import CLIENTS, Client, tried
from tests.prepared import prepared
from tests.site import Site
from tests.wamp import Peer, WebSocketWire

#: A pair of keys for Ed25519: the first of the test vectors in RFC 8032.
SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

METHODS = ("ticket", "wampcra", "cryptosign")


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A whole site without people."""
    started = prepared(people=False)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def router(site: Site) -> str:
    """Where clients join."""
    return f"ws://localhost:{site.port}/ws"


def credential(operator: Peer, name: str, method: str, kind: str = "module") -> dict[str, str]:
    """A new credential for a client; `secret` is the secret or the private key."""
    fields = {"method": method, **({"key": PUBLIC} if method == "cryptosign" else {})}
    made = operator.call("courant.core.credential.create", name=name, kind=kind, **fields)
    return {"authid": name, "secret": made["secret"] or SEED, "pubkey": PUBLIC if fields.get("key") else ""}


@pytest.fixture(scope="session")
def findings(site: Site, router: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """What each installed client does, by its name: the findings of its probe, and what it complained of."""
    with site.operator() as operator:
        ticket = credential(operator, "probing", "ticket")
        probing = Probing(WebSocketWire(router), authid="probing", method="ticket", secret=ticket["secret"])
        probing.serve(operator)
        installed = [client for client in CLIENTS if client.installed]
        given = {
            client.name: {method: credential(operator, client.key + method[0], method) for method in METHODS}
            for client in installed
        }
        folder = tmp_path_factory.mktemp("probes")

        def findings_of(client: Client) -> dict[str, Any]:
            return _findings(client, folder, router, given[client.name])

        with ThreadPoolExecutor(2) as pool:
            yield dict(zip((one.name for one in installed), pool.map(findings_of, installed), strict=True))
        probing.close()


def _findings(client: Client, folder: Path, router: str, credentials: dict[str, Any]) -> dict[str, Any]:
    probe = json.dumps({"router": router, "credentials": credentials})
    printed, complaints = tried(client, folder, {"PROBE": probe})
    seen = {}
    for line in printed.splitlines():
        if line.startswith('{"what"'):
            one = json.loads(line)
            seen[one["what"]] = one["seen"]
    return {"seen": seen, "complaints": complaints}
