"""A supervisor with the children that its arguments describe (`name=python code`), for tests that kill them.

The child `web` inherits a listening socket.
"""

import socket
import sys
from pathlib import Path

from courant_cli.supervision.supervisor import Child, Supervisor
from twisted.internet import reactor, task
from twisted.internet.defer import Deferred


def main(reactor: object, logs: str, *described: str) -> "Deferred[None]":
    """Run the children; print their output and the supervisor's reports to standard output."""
    parts = [description.partition("=") for description in described]
    listeners = {"web": socket.create_server(("127.0.0.1", 0))}
    children = [Child(name, (sys.executable, "-c", code), {}, listeners.get(name)) for name, _, code in parts]

    def say(name: str, text: str) -> None:
        print(name, text, flush=True)

    supervisor = Supervisor(reactor, children, Path(logs), lambda name, text: say(f"{name}!", text), say)
    supervisor.killTime = 0.5
    reactor.addSystemEventTrigger("before", "shutdown", supervisor.stop)  # type: ignore[attr-defined]  # Twisted calls its reactor an object
    supervisor.startService()
    return Deferred()


if __name__ == "__main__":
    task.react(main, sys.argv[1:], _reactor=reactor)
