"""Inserts this machine's addresses into the router's configuration, because Crossbar can do so for few values only."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

#: A value that is replaced by an environment variable. `${NAME}` is left to Crossbar: secrets stay out of the file.
REFERENCE = re.compile(r"\$([A-Z_]+)")

SECRET = re.compile(r'"\$\{([A-Z_]+)\}"')

#: The variable with the secret of a service; the file itself names those of core, web and the operator.
SERVICE = re.compile(r"COURANT_([A-Z][A-Z0-9_]*)_SECRET")

DEFAULTS = {
    "COURANT_HOST": "127.0.0.1",
    "PORT": "8080",
    "COURANT_ROUTER_HOST": "127.0.0.1",
    "COURANT_ROUTER_PORT": "9001",
}


class MissingSecret(Exception):
    """A service's secret is not in the environment. Crossbar would only warn, and let the service in without one."""


def configured(template: str, environment: Mapping[str, str]) -> str:
    """The configuration file's text for this environment; raises MissingSecret.

    Each service whose secret is in the environment (COURANT_<NAME>_SECRET) joins with it in the role `service`.
    If COURANT_HANDOVER names a Unix socket, the public transport opens no port: web hands its connections over there.
    """
    services = installed(template, environment)
    for name in (*SECRET.findall(template), *services.values()):
        if len(environment.get(name, "")) < 16:
            raise MissingSecret(f"{name} must be set to a secret of at least 16 characters")
    values = {**DEFAULTS, **{k: v for k, v in environment.items() if v}}
    configuration = _public(json.loads(template), environment.get("COURANT_HANDOVER", ""))
    configuration = _with(services, _replace(configuration, values))
    return json.dumps(_listening(configuration, environment.get("COURANT_ROUTER_SOCKET")), indent=2)


def installed(template: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The installed services, each with the variable that holds its secret; core and web are in the template itself."""
    others = sorted(set(environment) - set(SECRET.findall(template)))
    return {found[1].lower(): name for name in others if (found := SERVICE.fullmatch(name))}


def _public(configuration: Any, handover: str) -> Any:
    """The configuration, whose public transport gets its connections from web if `handover` names web's Unix socket."""
    for transport in _transports(configuration):
        if handover and transport["id"] == "public":
            transport["endpoint"] = {"type": "twisted", "server_string": f"handover:{handover}"}
    return configuration


def _with(services: Mapping[str, str], configuration: Any) -> Any:
    """The configuration with a user for each installed service, and with their names for the authorizer."""
    users = {name: {"secret": f"${{{variable}}}", "role": "service"} for name, variable in services.items()}
    for worker in configuration["workers"]:
        for component in worker["components"]:
            component["extra"] = {"installed": [*services]}
    for transport in _transports(configuration):
        if "wampcra" in transport.get("auth", {}):
            transport["auth"]["wampcra"]["users"] |= users
    return configuration


def _listening(configuration: Any, socket: str | None) -> Any:
    """The configuration with the Unix socket at which services join, if there is one, instead of the private port."""
    for transport in _transports(configuration):
        if socket and transport["id"] == "private":
            backlog = transport["endpoint"]["backlog"]
            transport["endpoint"] = {"type": "unix", "path": socket, "backlog": backlog}
    return configuration


def _transports(configuration: Any) -> Iterator[Any]:
    for worker in configuration["workers"]:
        yield from worker["transports"]


def _replace(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _replace(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [_replace(item, values) for item in value]
    match = REFERENCE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    found = values[match[1]]
    return int(found) if found.isdecimal() else found
