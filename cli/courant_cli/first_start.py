"""What a new installation gets once: an administrator and its first content."""

import sys
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.error import ProcessDone
from twisted.internet.protocol import ProcessProtocol
from twisted.internet.threads import deferToThread
from twisted.python.failure import Failure

from courant_cli.access import keys, people
from courant_cli.console import Console
from courant_cli.installation import Installation, Trouble
from courant_cli.supervision.leash import on_leash

ADMINISTRATOR = "admin"


async def administrator(place: Installation, console: Console) -> None:
    """Create the account `admin`, and print its password if it was generated. If this fails, print the reason."""
    try:
        await _administrator(place, console)
    except Trouble as trouble:
        console.line(f"  {trouble}")


async def content(reactor: Any, place: Installation, console: Console) -> None:
    """Fill the wiki and the blog unless that has been done; COURANT_SEED=0 leaves them empty."""
    if place.environment.get("COURANT_SEED") != "0":
        await _content_once(reactor, place, console)


async def _content_once(reactor: Any, place: Installation, console: Console) -> None:
    """If this fails, print the reason; the next start tries again."""
    done = place.data / ".content-made"
    if done.exists():
        return
    try:
        await _content(reactor, place, console)
    except Trouble as trouble:
        console.line(f"  {trouble}")
    else:
        done.touch()


async def _administrator(place: Installation, console: Console) -> None:
    given = place.environment.get("COURANT_ADMIN_PASSWORD")
    password = given or keys.password()
    made = await deferToThread(people.ensure_admin, place, password)
    if made and not given:
        console.line(f"\n  Sign in as {ADMINISTRATOR} with the password  {password}\n  It is not shown again.")


async def _content(reactor: Any, place: Installation, console: Console) -> None:
    console.line("\n  Filling the wiki with the documentation and the blog with first posts ...")
    seeding = _Seeding(console)
    command = on_leash([sys.executable, "-m", "courant_cli", "seed"])
    environment = {**place.environment, "COURANT_DATA": str(place.data)}
    reactor.spawnProcess(seeding, command[0], command, env=environment, path=str(Path.cwd()))
    await seeding.ended
    console.line(f"\n  Done. Read the documentation at {place.url}/wiki/courant/")


class _Seeding(ProcessProtocol):
    """`courant seed` as a process: its output is printed, and its failure is raised."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._complaint = b""
        self.ended: Deferred[None] = Deferred()

    def outReceived(self, data: bytes) -> None:
        for line in filter(None, data.decode(errors="replace").splitlines()):
            self._console.says("seed", line)

    def errReceived(self, data: bytes) -> None:
        self._complaint += data

    def processEnded(self, reason: Failure) -> None:
        if reason.check(ProcessDone):
            self.ended.callback(None)
            return
        words = self._complaint.decode(errors="replace").strip().splitlines()
        last = words[-1].removeprefix("courant: ") if words else "it ended early"
        self.ended.errback(Trouble(f"The first pages could not be created; the next start will try again: {last}"))
