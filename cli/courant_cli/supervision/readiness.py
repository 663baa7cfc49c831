"""Waits until the site answers requests as a reader would make them."""

from typing import Any

from twisted.internet import task
from twisted.internet.defer import TimeoutError as NoAnswer
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.internet.error import TimeoutError as TimedOut
from twisted.web.client import Agent, ResponseFailed, ResponseNeverReceived, readBody

from courant_cli.console import Console
from courant_cli.installation import Installation

PATIENCE = 60.0
ANSWER = 5.0
PAUSE = 0.1


async def until_ready(reactor: Any, place: Installation, console: Console) -> None:
    """Wait until /readyz answers 200 through the public port; prints a line for every minute that this takes."""
    agent = Agent(reactor, connectTimeout=2)
    url = f"http://{_reachable(place.host)}:{place.port}/readyz".encode()
    told = reactor.seconds() + PATIENCE
    while True:
        status, body = await _status(agent, url, reactor)
        if status == 200:
            return
        if reactor.seconds() > told:
            told += PATIENCE
            console.line(f"  Not ready yet: {body or 'nobody answers'}. The logs are in {place.logs}")
        await task.deferLater(reactor, PAUSE, lambda: None)


async def _status(agent: Agent, url: bytes, reactor: Any) -> tuple[int, str]:
    """Status and body; 0 if there is no answer, as from a port that is open before web is there."""
    try:
        response = await agent.request(b"GET", url).addTimeout(ANSWER, reactor)
        body = await readBody(response)
    except (ConnectError, ConnectionClosed, ResponseFailed, ResponseNeverReceived, TimedOut, NoAnswer):  # not there yet
        return 0, ""
    return response.code, body.decode(errors="replace").strip()[:300]


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - asked, not bound
