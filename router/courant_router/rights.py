"""Who may do what on the router, for the roles that one wildcard permission cannot describe.

Crossbar keeps a role's wildcard permissions by what stands before their first empty component, so that of
`courant..live.` and `courant..staff.` the later replaces the earlier. Visitors and members need one only and have it
in the configuration. The roles here need more, or rights that depend on who asks; they are decided in the router's own
process, so that they do not depend on any service.
"""

from collections.abc import Callable, Container, Mapping

#: Modules that have roles of their own; nobody with another role may take their names.
SPECIAL = frozenset({"core", "web"})

#: Only the router itself asks these who somebody is.
AUTHENTICATORS = frozenset({"courant.web.session.authenticate", "courant.core.credential.authenticate"})

#: Tells every window that a module came or went.
FOR_EVERYBODY = "courant.core.module.changed"

#: What each role may hear of other modules, from the topic's third component.
HEARS: Mapping[str, Callable[[str], bool]] = {
    "editor": {"live", "staff"}.__contains__,
    "admin": lambda _: True,
    "backend": "staff".__ne__,
    "service": "staff".__ne__,
}


def allows(
    role: str, authid: str, action: str, uri: str, installed: Container[str] = (), *, by_secret: bool = False
) -> bool:  # fmt: skip
    """Whether a session of this role and authid may `call`, `subscribe`, `register` or `publish` this URI.

    `installed` are the services whose secrets the router knows: their names are theirs alone, so that who joined
    `by_secret` has the rights of an installed service, and who joined by ticket those of any other module.
    Patterns (URIs with an empty component) are refused: what they would match cannot be told from here.
    """
    parts = uri.split(".")
    if len(parts) != 4 or not all(parts) or parts[0] != "courant":
        return False
    module = authid.partition("#")[0]
    genuine = module not in SPECIAL and (module in installed) == by_secret
    own = role == "service" and parts[1] == module and genuine
    if action == "call":
        return role in HEARS and uri not in AUTHENTICATORS
    if action == "subscribe":
        return role in HEARS and (own or uri == FOR_EVERYBODY or HEARS[role](parts[2]))
    return own
