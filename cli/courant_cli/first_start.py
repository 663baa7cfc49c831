"""What a new installation gets once: its administrator and its first content."""

import sys
from typing import Any

from twisted.internet.threads import deferToThread
from twisted.internet.utils import getProcessOutputAndValue

from courant_cli import keys, people
from courant_cli.console import Console
from courant_cli.installation import Installation, Trouble

ADMINISTRATOR = "admin"


async def complete(reactor: Any, place: Installation, console: Console) -> None:
    """Do what the marker files say is still to do; a step that fails is told and tried again at the next start.

    COURANT_SEED=0 leaves the site empty.
    """
    steps = {"administrator": _administrator}
    if place.environment.get("COURANT_SEED") != "0":
        steps["content"] = _content
    for marker, step in steps.items():
        done = place.data / f".{marker}-made"
        if done.exists():
            continue
        try:
            await step(reactor, place, console)
        except Trouble as trouble:
            console.line(f"  {trouble}")
        else:
            done.touch()


async def _administrator(reactor: Any, place: Installation, console: Console) -> None:
    given = place.environment.get("COURANT_ADMIN_PASSWORD")
    password = given or keys.password()
    made = await deferToThread(people.ensure_admin, place, password)
    if made and not given:
        console.line(f"\n  Sign in as {ADMINISTRATOR} with the password  {password}\n  It is not shown again.")


async def _content(reactor: Any, place: Installation, console: Console) -> None:
    console.line("  Filling the wiki and the blog with their first pages ...")
    command = ["-m", "courant_cli", "seed"]
    out, err, code = await getProcessOutputAndValue(sys.executable, command, env=_environment(place), reactor=reactor)
    if code:
        words = (err or out).decode(errors="replace").strip().splitlines()
        raise Trouble(f"The first pages could not be made: {words[-1] if words else f'exit status {code}'}")


def _environment(place: Installation) -> dict[str, str]:
    return {**place.environment, "COURANT_DATA": str(place.data)}
