"""Credentials with which modules and programs of other people join the router."""

from typing import Any

from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.installation import Installation

CREATE = "courant.core.credential.create"

HOW = """\
The credential of the {kind} {name} (it is not shown again):

  COURANT_SECRET={secret}

Set it in the environment of the {kind}, together with the address of the router:

  on this machine   COURANT_ROUTER={router}
  elsewhere         COURANT_ROUTER={public}

It joins the realm `courant` with the authid `{name}`, by ticket."""


def made(place: Installation, name: str, kind: str) -> str:
    """Create a credential (`module` or `backend`) and return its secret with instructions; raises Trouble."""

    async def create(session: Session) -> Any:
        return await session.call(CREATE, name=name, kind=kind)

    secret = at_router(place, create)["secret"]
    router = _noted(place, "router") or "tcp://127.0.0.1:9001"
    public = (_noted(place, "public") or place.url).replace("http", "ws", 1).rstrip("/") + "/ws"
    return HOW.format(kind=kind, name=name, secret=secret, router=router, public=public)


def _noted(place: Installation, name: str) -> str:
    """A note that the running site wrote about itself, since this command may have another environment."""
    note = place.run / name
    return note.read_text().strip() if note.exists() else ""
