"""`courant up`: runs the complete site under one supervisor, until Ctrl-C."""

import errno
import os
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from courant_kit.process.environment import SettingError
from twisted.internet import task
from twisted.internet.defer import Deferred, ensureDeferred

from courant_cli import first_start
from courant_cli.access import keys
from courant_cli.console import Console
from courant_cli.installation import Installation, Trouble, port_of
from courant_cli.services import principals
from courant_cli.supervision import journal, lock, ports, processes, sockets, theme
from courant_cli.supervision.readiness import until_ready
from courant_cli.supervision.supervisor import Child, Supervisor


def up(place: Installation) -> None:
    """Run the site until SIGINT or SIGTERM; raises Trouble if it cannot start."""
    _check_environments(place)
    templates = _templates(place)
    os.umask(0o077)  # databases, files and logs hold what is not public: they are for the user who runs the site
    with ExitStack() as stack:
        place.data.mkdir(parents=True, exist_ok=True)
        stack.enter_context(lock.held(place.run / "lock", place.url))
        public = stack.enter_context(_public_port(place))
        where = processes.Addresses(_router(place), public, str(sockets.path_for(place.run, sockets.HANDOVER)))
        secrets = keys.ensured(place.secrets, (*principals(), "django"))
        children = processes.all_of(place, where, secrets)
        _note(place, where)
        task.react(lambda reactor: ensureDeferred(_run(reactor, place, children, templates)))


async def _run(reactor: Any, place: Installation, children: list[Child], templates: Path | None) -> None:
    console = Console()
    console.line(f"Starting Courant with its data in {place.data}")
    supervisor = Supervisor(reactor, children, place.logs, console.says, _joined(console))
    reactor.addSystemEventTrigger("before", "shutdown", supervisor.stop)
    supervisor.startService()
    if templates:
        _follow(reactor, templates, supervisor, [one.name for one in children], console)
    if not await until_ready(reactor, place, console):
        await first_start.administrator(place, console)
    console.line(f"\n  Courant is at {place.url}/  (press Ctrl-C to stop it)\n  Data and logs: {place.data}")
    await first_start.content(reactor, place, console)
    await Deferred()


def _templates(place: Installation) -> Path | None:
    """The folder with the templates of the site's theme; None if it has none. Raises Trouble."""
    if not place.environment.get("COURANT_THEME"):
        return None
    from courant_kit.content import themes  # it imports Django's templates

    try:
        theme_of = themes.chosen(place.environment, themes.installed())
    except SettingError as error:
        raise Trouble(f"{error}.") from None
    return theme_of.templates if theme_of else None


def _follow(reactor: Any, templates: Path, supervisor: Supervisor, names: list[str], console: Console) -> None:
    """Start the processes that use the templates again whenever these change."""
    again = theme.restarts([one for one in names if one != "router"], supervisor.stopProcess, console.line)
    looking = task.LoopingCall(theme.Watch(templates, again).look)
    looking.clock = reactor
    looking.start(theme.SECONDS, now=False)


def _joined(console: Console) -> Any:
    ready: set[str] = set()

    def heard(name: str, line: str) -> None:
        event = journal.structured(line)
        if event and event["event"] == "joined":
            for one in ("router", name):  # nobody joins before the router is there
                if one not in ready:
                    ready.add(one)
                    console.ready(one)

    return heard


def _check_environments(place: Installation) -> None:
    for python in (place.python, place.router_python):
        if not python.exists():
            raise Trouble(f"{python} is missing: run `make setup` in {place.root} first.")


def _public_port(place: Installation) -> socket.socket:
    """The public port, which is open before web is there and while it restarts, so that nobody is turned away."""
    try:
        return ports.listening(place.host, place.port)
    except OSError as error:
        raise Trouble(_why_not(place, error)) from None


def _why_not(place: Installation, error: OSError) -> str:
    if error.errno != errno.EADDRINUSE:
        return f"Courant cannot listen on {place.host}, port {place.port} (COURANT_HOST, PORT): {error.strerror}."
    who = ports.holder(place.port)
    return (
        f"Port {place.port} is already in use{f' by {who}' if who else ''}. "
        f"Stop that program, or choose another port: PORT={place.port + 1} courant up"
    )


def _router(place: Installation) -> str:
    """Where services join: at a socket in the data directory, or on the loopback port in COURANT_ROUTER_PORT."""
    if place.environment.get("COURANT_ROUTER_PORT"):
        return f"tcp://127.0.0.1:{port_of(place.environment, 'COURANT_ROUTER_PORT', 0)}"
    return f"unix:{sockets.path_for(place.run, sockets.SERVICES)}"


def _note(place: Installation, where: processes.Addresses) -> None:
    notes = {"router": where.router, "public": place.url}
    for name, content in notes.items():
        (place.run / name).write_text(content + "\n")
