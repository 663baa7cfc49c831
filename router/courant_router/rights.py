"""The rights on the router of everybody except core and web, whose rights are in the configuration.

Crossbar stores a role's wildcard permissions by the part before their first empty component, so of `courant..live.` and
`courant..staff.` the later one replaces the earlier; and a right may depend on more than the role. All decisions are
made in the router's own process, so they do not depend on any service.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from courant_kit.live.audience import Audience
from courant_kit.process.wamp import SESSION_ENDED

#: Modules with roles of their own; nobody with another role may use their names.
SPECIAL = frozenset({"core", "web"})

#: Only the router itself calls these, to authenticate a session.
AUTHENTICATORS = frozenset({"courant.web.session.authenticate", "courant.core.credential.authenticate"})

#: Informs every window that a module joined or left.
FOR_EVERYBODY = "courant.core.module.changed"

#: The name under which core and web offer what every module may rely on.
SITE = "site"

#: The roles whose rights are decided here.
ROLES = frozenset({"visitor", "member", "editor", "admin", "backend", "service"})

#: The roles of people who signed in; only they can belong to spaces.
PEOPLE = frozenset({"member", "editor", "admin"})

#: How programs join; people join by the cookie of their sign-in.
BY_CREDENTIAL = frozenset({"ticket", "wampcra", "cryptosign"})

#: The roles of programs and people that may receive domain events.
LISTENERS = frozenset({"admin", "backend", "service"})


@dataclass(frozen=True, slots=True)
class Client:
    """A session on the router, as audiences see it: its role, the name it joined with, its person and their spaces.

    `by_secret` is true if it joined with a secret that the router itself knows, as installed services do.
    """

    role: str
    name: str = ""
    person: str = ""
    spaces: frozenset[str] = frozenset()
    by_secret: bool = False


def client(session: Mapping[str, Any]) -> Client:
    """The session in Crossbar's question: `authrole`, `authid` (`<name>#<grant>`), and the `authextra` of its sign-in.

    For a visitor, the part after the `#` is not a grant but the hash of a network.
    """
    name, _, grant = str(session.get("authid") or "").partition("#")
    # A program with a person's role joins with a credential, and its name may equal that of a person.
    signed_in = grant and session.get("authrole") in PEOPLE and session.get("authmethod") not in BY_CREDENTIAL
    person = name if signed_in else ""
    extra = session.get("authextra") or {}
    spaces = frozenset(str(key) for key in extra.get("spaces") or ()) if person else frozenset[str]()
    by_secret = (session.get("authmethod"), session.get("authprovider")) == ("wampcra", "static")
    return Client(str(session.get("authrole") or ""), name, person, spaces, by_secret)


def allows(who: Client, action: str, uri: str, installed: Container[str] = (), match: str = "exact") -> bool:
    """Whether a session may `call`, `subscribe`, `register` or `publish` this URI.

    `installed` holds the services whose secrets the router knows. Their names are reserved for them: a session that
    joined `by_secret` has the rights of an installed service, and one that joined by credential those of any other
    module. Only the former hear that a session has ended, so that nothing of it stays with them. Patterns (URIs with an
    empty component, or another `match` than `exact`) are rejected, because they might match anything.
    """
    parts = uri.split(".")
    if uri == SESSION_ENDED:
        return action == "subscribe" and who.role == "service" and who.by_secret and match == "exact"
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
    """Whether the session may receive a module's topics with this third component: an audience, or an event's noun.

    Only services receive topics about the site itself (who counts, who should announce itself).
    """
    if third.known:
        return third.admits(who)
    return who.role in LISTENERS and (module != SITE or who.role == "service")


def authorization(
    session: Mapping[str, Any], uri: str, action: str, options: Mapping[str, Any], installed: Container[str]
) -> dict[str, bool]:
    """Crossbar's form of the answer for a session with these details; `options` are those of the message.

    The `match` of a subscription or registration says how its URI is meant. The router would never drop an answer that
    it may cache, so it caches none.
    """
    allow = allows(client(session), action, uri, installed, options.get("match") or "exact")
    return {"allow": allow, "disclose": allow, "cache": False}
