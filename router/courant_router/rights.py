"""Who may do what on the router, for everybody but core and web, whose rights stand in the configuration.

Crossbar keeps a role's wildcard permissions by what stands before their first empty component, so that of
`courant..live.` and `courant..staff.` the later replaces the earlier; and a right may depend on more than the role. All
is decided in the router's own process, so that it does not depend on any service.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from courant_kit.live.audience import Audience

#: Modules that have roles of their own; nobody with another role may take their names.
SPECIAL = frozenset({"core", "web"})

#: Only the router itself asks these who somebody is.
AUTHENTICATORS = frozenset({"courant.web.session.authenticate", "courant.core.credential.authenticate"})

#: Tells every window that a module came or went.
FOR_EVERYBODY = "courant.core.module.changed"

#: The name under which core and web answer and tell what every module may rely on.
SITE = "site"

#: The roles of those whose rights are decided here.
ROLES = frozenset({"visitor", "member", "editor", "admin", "backend", "service"})

#: Of these, the people who signed in: they alone belong to spaces.
PEOPLE = frozenset({"member", "editor", "admin"})

#: Of these, the programs and people who may hear domain events.
LISTENERS = frozenset({"admin", "backend", "service"})


@dataclass(frozen=True, slots=True)
class Client:
    """A session on the router, as audiences see it: its role, the name it joined with, its person and their spaces.

    `by_secret` says that it joined with a secret that the router itself knows, as installed services do.
    """

    role: str
    name: str = ""
    person: str = ""
    spaces: frozenset[str] = frozenset()
    by_secret: bool = False


def client(session: Mapping[str, Any]) -> Client:
    """The session that Crossbar asks about: `authrole`, `authid` (`<name>#<grant>`), `authextra` of its sign-in.

    What stands behind the `#` of a visitor is no grant but the hash of a network.
    """
    name, _, grant = str(session.get("authid") or "").partition("#")
    # A program with the rights of a person joins with a ticket, and may be called like somebody.
    signed_in = grant and session.get("authrole") in PEOPLE and session.get("authmethod") != "ticket"
    person = name if signed_in else ""
    extra = session.get("authextra") or {}
    spaces = frozenset(str(key) for key in extra.get("spaces") or ()) if person else frozenset[str]()
    by_secret = (session.get("authmethod"), session.get("authprovider")) == ("wampcra", "static")
    return Client(str(session.get("authrole") or ""), name, person, spaces, by_secret)


def allows(who: Client, action: str, uri: str, installed: Container[str] = (), match: str = "exact") -> bool:
    """Whether a session may `call`, `subscribe`, `register` or `publish` this URI.

    `installed` are the services whose secrets the router knows: their names are theirs alone, so that who joined
    `by_secret` has the rights of an installed service, and who joined by ticket those of any other module.
    Patterns (URIs with an empty component, or another `match` than `exact`) are refused: what they would match cannot
    be told from here.
    """
    parts = uri.split(".")
    if len(parts) != 4 or not all(parts) or parts[0] != "courant" or who.role not in ROLES or match != "exact":
        return False
    genuine = who.name not in SPECIAL | {SITE} and (who.name in installed) == who.by_secret
    own = who.role == "service" and parts[1] == who.name and genuine
    if action == "call":
        return uri not in AUTHENTICATORS
    if action == "subscribe":
        return own or uri == FOR_EVERYBODY or hears(who, parts[1], Audience(parts[2]))
    return own


def hears(who: Client, module: str, third: Audience) -> bool:
    """Whether the session may hear a module's topics with this third component: an audience, or an event's noun.

    What happens to the site itself (who counts, who should announce itself) is for services.
    """
    if third.known:
        return third.admits(who)
    return who.role in LISTENERS and (module != SITE or who.role == "service")
