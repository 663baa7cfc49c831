"""Waits until the site answers requests as a reader would make them."""

import json
from http.client import HTTPConnection, HTTPException
from typing import Any

from twisted.internet import task
from twisted.internet.threads import deferToThread

from courant_cli.console import Console
from courant_cli.installation import Installation

PATIENCE = 60.0
PAUSE = 0.1
TIMEOUT = 5.0


async def until_ready(reactor: Any, place: Installation, console: Console) -> bool:
    """Wait until /readyz on the public port lacks nothing but an administrator; returns whether there is one.

    Prints a line for every minute that this takes.
    """
    told = reactor.seconds() + PATIENCE
    while True:
        status, body = await deferToThread(_status, _reachable(place.host), place.port)
        lacking = lacks(body)
        if status == 200 or not lacking:
            return status == 200
        if reactor.seconds() > told:
            told += PATIENCE
            console.line(f"  Not ready yet: {lacking}. The logs are in {place.logs}")
        await task.deferLater(reactor, PAUSE, lambda: None)


def _status(host: str, port: int) -> tuple[int, str]:
    """The status and the body, or 0 and nothing. Twisted's client would cost the supervisor 5 MB."""
    connection = HTTPConnection(host, port, timeout=TIMEOUT)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace").strip()
    except (OSError, HTTPException):  # not there yet
        return 0, ""
    finally:
        connection.close()


def lacks(body: str) -> str:
    """What the answer of /readyz lacks, in words; "" if nothing but an administrator."""
    try:
        state = json.loads(body)
    except ValueError:
        return "web does not answer"
    if not state["router"]:
        return "web has not joined the router"
    missing = state["missing"]
    return f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not there" if missing else ""


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked, not bound
