"""Credentials with which modules and programs of other people join the router."""

from typing import Any

from courant_kit.calls.errors import NotFound
from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.installation import Installation, Trouble

CREATE, RENEW, REVOKE, LIST = (f"courant.core.credential.{name}" for name in ("create", "renew", "revoke", "list"))
MODULES, FORGET = "courant.core.module.list", "courant.core.module.forget"

HOW = """\
The secret of the {kind} {name}, which is not shown again. Set it in the environment of the {kind}, together with the
address of the router:

  export COURANT_SECRET={secret}
  export COURANT_ROUTER={router}

It joins the realm `courant` with the authid `{name}`, by ticket."""
NONE = "There is no {kind} yet: `courant {kind} add NAME` creates a credential for one."


def made(place: Installation, name: str, kind: str) -> str:
    """Create a credential (`module` or `backend`) and return its secret with instructions; raises Trouble."""

    async def create(session: Session) -> Any:
        return await session.call(CREATE, name=name, kind=kind)

    return _explained(place, name, kind, at_router(place, create)["secret"])


def renewed(place: Installation, name: str, kind: str) -> str:
    """Replace the secret of a credential, and return the new one with instructions; raises Trouble."""

    async def renew(session: Session) -> Any:
        await _check_kind(session, name, kind)
        return await session.call(RENEW, name=name)

    return _explained(place, name, kind, at_router(place, renew)["secret"])


def removed(place: Installation, name: str, kind: str) -> str:
    """Revoke a credential, which ends its sessions, and return what was done; raises Trouble.

    A module that has no credential any more, but is still listed as away, is deleted too.
    """

    async def remove(session: Session) -> None:
        await _check_kind(session, name, kind)
        try:
            await session.call(REVOKE, name=name)
        except NotFound:
            if kind != "module":
                raise
            await session.call(FORGET, name=name)

    at_router(place, remove)
    return f"The {kind} {name} has been removed. Its data stays where it is."


def listed(place: Installation, kind: str) -> str:
    """A line for each credential of a kind, with the state of a module or the role of a backend; raises Trouble."""

    async def ask(session: Session) -> tuple[list[Any], dict[str, Any]]:
        found = (await session.call(LIST))["credentials"]
        known = (await session.call(MODULES))["modules"]
        return found, {one["module"]: one for one in known}

    found, known = at_router(place, ask)
    own = [one for one in found if one["kind"] == kind]
    lines = [f"{one['name']:<24}{_state(one, known):<16}since {one['created'][:10]}" for one in own]
    return "\n".join(lines) or NONE.format(kind=kind)


def _state(one: Any, known: dict[str, Any]) -> str:
    if one["kind"] != "module":
        return str(one["role"])
    listed = known.get(one["name"])
    if listed is None:
        return "not joined yet"
    return "suspended" if listed["suspended"] else "live" if listed["present"] else "away"


async def _check_kind(session: Session, name: str, kind: str) -> None:
    """Raise Trouble if the name belongs to a credential of the other kind."""
    for one in (await session.call(LIST))["credentials"]:
        if one["name"] == name and one["kind"] != kind:
            raise Trouble(f"{name} is a {one['kind']}, not a {kind}: use `courant {one['kind']}` instead.")


def _explained(place: Installation, name: str, kind: str, secret: str) -> str:
    public = (_noted(place, "public") or place.url).replace("http", "ws", 1).rstrip("/") + "/ws"
    return HOW.format(kind=kind, name=name, secret=secret, router=public)


def _noted(place: Installation, name: str) -> str:
    """A note that the running site wrote about itself, since this command may have another environment."""
    note = place.run / name
    return note.read_text().strip() if note.exists() else ""
