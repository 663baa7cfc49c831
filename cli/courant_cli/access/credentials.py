"""Credentials with which modules and programs of other people join the router."""

from typing import Any

from courant_kit.calls.errors import NotFound
from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.access.public_keys import public_key
from courant_cli.installation import Installation, Trouble

CREATE, RENEW, REVOKE, LIST = (f"courant.core.credential.{name}" for name in ("create", "renew", "revoke", "list"))
MODULES, FORGET = "courant.core.module.list", "courant.core.module.forget"

HOW = """\
The secret of the {kind} {name}, which is not shown again. Set it in the environment of the {kind}, together with the
address of the router:

  export COURANT_SECRET={secret}
  export COURANT_ROUTER={router}{more}

It joins the realm `courant` with the authid `{name}`, by {method}."""
KEYED = """\
The {kind} {name} joins with its key. Set the router's address in its environment, and the file with the private key,
which a program on the kit reads:

  export COURANT_ROUTER={router}
  export COURANT_KEY=the-file-with-the-private-key

It joins the realm `courant` with the authid `{name}`, by cryptosign."""
METHODS = {"ticket": "ticket", "wampcra": "WAMP-CRA"}
SIGNED = "\n  export COURANT_AUTH=wampcra"
NONE = "There is no {kind} yet: `courant {kind} add NAME` creates a credential for one."


def made(place: Installation, name: str, kind: str, method: str = "ticket", key: str | None = None) -> str:
    """Create a credential (`module` or `backend`) and return its secret with instructions; raises Trouble.

    `method` is `ticket` or `wampcra`; with a public key (in hexadecimal, or the file with it) it is `cryptosign`.
    """
    fields = {"method": "cryptosign", "key": public_key(key)} if key else {"method": method}

    async def create(session: Session) -> Any:
        return await session.call(CREATE, name=name, kind=kind, **fields)

    return _explained(place, name, kind, at_router(place, create)["secret"], fields["method"])


def renewed(place: Installation, name: str, kind: str, key: str | None = None) -> str:
    """Replace the secret or key of a credential, and return a new secret with instructions; raises Trouble."""
    fields = {"key": public_key(key)} if key else {}

    async def renew(session: Session) -> tuple[str, str]:
        method = await _method(session, name, kind)
        return (await session.call(RENEW, name=name, **fields))["secret"], method

    return _explained(place, name, kind, *at_router(place, renew))


def removed(place: Installation, name: str, kind: str) -> str:
    """Revoke a credential, which ends its sessions, and return what was done; raises Trouble.

    A module that has no credential any more, but is still listed as away, is deleted too.
    """

    async def remove(session: Session) -> None:
        await _method(session, name, kind)
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


async def _method(session: Session, name: str, kind: str) -> str:
    """How this credential joins, `ticket` if there is none; raises Trouble if the name has one of the other kind."""
    found = [one for one in (await session.call(LIST))["credentials"] if one["name"] == name]
    for one in found:
        if one["kind"] != kind:
            raise Trouble(f"{name} is a {one['kind']}, not a {kind}: use `courant {one['kind']}` instead.")
    return str(found[0]["method"]) if found else "ticket"


def _explained(place: Installation, name: str, kind: str, secret: str, method: str) -> str:
    public = place.public.replace("http", "ws", 1) + "/ws"
    if not secret:
        return KEYED.format(kind=kind, name=name, router=public)
    more = SIGNED if method == "wampcra" else ""
    return HOW.format(kind=kind, name=name, secret=secret, router=public, more=more, method=METHODS[method])
