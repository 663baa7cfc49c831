"""The processes of an installation, and the environment of each."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from courant_kit.process.discovery import Service

from courant_cli.installation import Installation, Trouble
from courant_cli.services import OPERATOR, principals, services
from courant_cli.supervision.supervisor import INHERITED, Child
from courant_cli.sync import addresses as repositories

#: Variables that any program may need.
SURROUNDINGS = (
    "PATH", "HOME", "USER", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "OPENBLAS_CORETYPE",
)  # fmt: skip

#: Parts of the names of our variables that are secret, or that the supervisor itself sets.
WITHHELD = (
    "SECRET", "PASSWORD", "COURANT_AUTH", "COURANT_ROUTER", "COURANT_DATA", "COURANT_WEB_PORT", "COURANT_WEB_LISTEN",
    "COURANT_HANDOVER",
)  # fmt: skip

#: The settings of the program that keeps the wiki in a git repository; it reads the others itself.
REPOSITORY, EVERY = "COURANT_SYNC_GIT", "COURANT_SYNC_EVERY"

#: Variables with which it finds the keys for repositories that are reached by ssh.
SSH = ("SSH_AUTH_SOCK", "GIT_SSH_COMMAND", "GIT_SSH")

#: The number of heaps that a process's threads share. Each thread would get one of its own, and Python's threads take
#: turns anyway; measured on a new site, this saves 5 MB.
ARENAS = "1"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the processes meet.

    `router` is the address at which services join the router (`unix:/path`, `tcp://host:port`). `public` is the
    listening socket of the public port, which web inherits. `handover` is the path of the Unix socket on which web
    hands connections to the router.
    """

    router: str
    public: socket.socket | None = None
    handover: str = ""


def router(place: Installation, addresses: Addresses, secrets: Mapping[str, str]) -> Child:
    """The router, which must know every secret that it checks."""
    known = {f"COURANT_{name.upper()}_SECRET": secrets[name] for name in principals()}
    command = [str(place.router_python), "-m", "courant_router", "--node", str(place.node)]
    return Child("router", command, {**_common(place, addresses), **_listening(addresses.router), **known})


def service(place: Installation, which: Service, addresses: Addresses, secrets: Mapping[str, str]) -> Child:
    """An installed service, which knows only its own secret; raises Trouble."""
    name = which.name
    own = {"COURANT_AUTH": "wampcra", "COURANT_SECRET": secrets[name], **_database(place, name)}
    if name == "web":
        own |= {"COURANT_SECRET_KEY": secrets["django"], **_matching(place.environment, "EMAIL_")}
        own |= {"COURANT_WEB_LISTEN": f"fd:{INHERITED}"}
    command = [str(place.python), "-m", which.package]
    return Child(name, command, {**_common(place, addresses), **own}, addresses.public if name == "web" else None)


def all_of(place: Installation, addresses: Addresses, secrets: Mapping[str, str]) -> list[Child]:
    """Every process of the installation, the router first; raises Trouble."""
    running = [router(place, addresses, secrets), *(service(place, one, addresses, secrets) for one in services())]
    return [*running, git_sync(place, addresses, secrets)] if place.environment.get(REPOSITORY) else running


def git_sync(place: Installation, addresses: Addresses, secrets: Mapping[str, str]) -> Child:
    """The program that keeps the wiki in a git repository, as COURANT_SYNC_GIT and its settings say; raises Trouble.

    It joins as the operator, and alone knows the repository's password.
    """
    env = place.environment
    try:
        repositories.checked(env[REPOSITORY])
    except Trouble as problem:
        raise Trouble(f"{REPOSITORY}: {problem}") from None
    every = env.get(EVERY) or "60"
    if not every.isdecimal() or not 5 <= int(every) <= 86_400:
        raise Trouble(f"{EVERY} is {every!r}; it should be a number of seconds from 5 to 86400.")
    own = {"COURANT_AUTH": "wampcra", "COURANT_SECRET": secrets[OPERATOR]}
    own |= {name: env[name] for name in (*SSH, repositories.PASSWORD) if name in env}
    command = [str(place.python), "-m", "courant_cli", "sync", "git", "--every", every]
    return Child("git", command, {**_common(place, addresses), **own})


def _listening(address: str) -> dict[str, str]:
    """The variable with which the router listens for services at this address."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return {"COURANT_ROUTER_SOCKET": parts.path}
    return {"COURANT_ROUTER_PORT": str(parts.port)}


def _common(place: Installation, addresses: Addresses) -> dict[str, str]:
    env = place.environment
    ours = {k: v for k, v in _matching(env, "COURANT_").items() if not any(word in k for word in WITHHELD)}
    return {
        **{name: env[name] for name in SURROUNDINGS if name in env},
        **ours,
        "PYTHONUNBUFFERED": "1",
        "MALLOC_ARENA_MAX": ARENAS,
        "COURANT_DATA": str(place.data),
        "COURANT_HOST": place.host,
        "PORT": str(place.port),
        "COURANT_SITE_URL": place.url,
        "COURANT_ROUTER": addresses.router,
        "COURANT_HANDOVER": addresses.handover,
    }


def _database(place: Installation, name: str) -> dict[str, str]:
    url = place.environment.get("DATABASE_URL")
    if not url:
        return {}
    if "{name}" not in url:
        raise Trouble(
            "DATABASE_URL must hold {name}, since each service has a database of its own: "
            "postgresql://user:password@localhost/courant_{name}"
        )
    return {"DATABASE_URL": url.replace("{name}", name)}


def _matching(environment: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(prefix)}
