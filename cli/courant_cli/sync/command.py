"""`courant sync git`."""

import logging
import sys
from pathlib import Path
from typing import Any

import click

from courant_cli.installation import Installation, Trouble, installation

ROUTER = "ws://localhost:8080/ws"


@click.group()
def sync() -> None:
    """Keep the site the same as something elsewhere."""


@sync.command(name="git")
@click.argument("repository", envvar="COURANT_SYNC_GIT")
@click.option(
    "--branch", default="main", show_default=True, envvar="COURANT_SYNC_BRANCH", help="The branch that has the pages."
)
@click.option(
    "--every", type=click.IntRange(5, 86_400), default=60, show_default=True, envvar="COURANT_SYNC_EVERY",
    help="Seconds between two looks at the repository. What is saved on the site is pushed at once.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Make both sides equal, and end.")
@click.option(
    "--authors", type=click.Path(exists=True, dir_okay=False, path_type=Path), envvar="COURANT_SYNC_AUTHORS",
    help="A file with lines such as `ada = Ada Lovelace <ada@example.org>`: who wrote commits (default: an address "
    "that gives nothing away).",
)  # fmt: skip
@click.option(
    "--name",
    default="",
    help="The name of its own credential, with COURANT_SECRET (default: it joins as the operator).",
)
@click.option(
    "--closed-wiki", "closed", is_flag=True, envvar="COURANT_SYNC_CLOSED_WIKI",
    help="Push a wiki that not everybody may read.",
)  # fmt: skip
@click.option("--accept-rewritten", "accept", is_flag=True, help="Go on after the branch's history was rewritten.")
def git(repository: str, branch: str, every: int, authors: Path | None, name: str, **flags: bool) -> None:
    """Keep the wiki and a branch of REPOSITORY (a path or an address) the same, until Ctrl-C.

    What is saved on the site becomes commits of its authors; what is pushed becomes revisions. COURANT_GIT_USER and
    COURANT_GIT_PASSWORD are for a server that asks for them. With COURANT_SYNC_GIT, the repository, `courant up` runs
    it; then COURANT_SYNC_BRANCH, COURANT_SYNC_EVERY, COURANT_SYNC_AUTHORS and COURANT_SYNC_CLOSED_WIKI are its options.
    """
    from courant_cli.sync import remote
    from courant_cli.sync.repository import Repository
    from courant_cli.sync.sides import Choice

    place = installation()
    source = remote.remote(repository, branch, place.environment)
    choice = Choice(flags["closed"], flags["accept"], _people(authors), place.public)
    copy = Repository(place.data / "git-sync", source)
    if flags["once"]:
        click.echo(_once(place, copy, choice))
    else:
        _on(_login(place, name), copy, choice, float(every))


def _login(place: Installation, name: str) -> Any:
    from courant_kit.process.login import Login, secret_and_method

    from courant_cli.access import operator

    if not name:
        return operator.login(place)
    try:
        return Login(place.environment.get("COURANT_ROUTER") or ROUTER, name, *secret_and_method(place.environment))
    except ValueError as problem:
        raise Trouble(f"{problem}.") from None


def _people(authors: Path | None) -> Any:
    from courant_cli.sync import people

    try:
        return people.read(authors.read_text("utf-8")) if authors else people.People()
    except (people.Unclear, UnicodeDecodeError) as problem:
        raise Trouble(f"{authors}: {problem}") from None


def _once(place: Installation, copy: Any, choice: Any) -> str:
    from courant_cli.access.operator import at_router
    from courant_cli.sync import program
    from courant_cli.sync.remote import Unreachable
    from courant_cli.sync.sides import Stopped

    try:
        done = at_router(place, lambda session: program.once(session, copy, choice))
    except (Stopped, Unreachable) as problem:
        raise Trouble(str(problem)) from None
    return f"{done.came} commit{'s' * (done.came != 1)} came, {done.went} went; both sides are the same."


def _on(login: Any, copy: Any, choice: Any, every: float) -> None:
    from courant_kit.process import log
    from courant_kit.process.session import Connection
    from twisted.internet import reactor as installed

    from courant_cli.sync.program import Program

    reactor: Any = installed
    log.configure("git-sync", "info")
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # a round says in words what its attempts came to
    running = Program(reactor, copy, choice, every)
    connection = Connection(reactor, login, running.joined, running.left)
    reactor.callWhenRunning(connection.start)
    reactor.addSystemEventTrigger("before", "shutdown", connection.stop)
    reactor.run()
    sys.stdout.flush()
