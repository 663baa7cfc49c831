"""What web offers on the router: who somebody is, and which sign-ins no longer count."""

from courant_kit.calls.caller import SERVICES
from courant_kit.wire.contract import Procedure, Topic
from courant_kit.wire.payload import Nothing, Payload
from courant_kit.wire.standard import authenticator


class Withdrawn(Payload):
    """Grants that no longer count: authids, `<user name>#<grant>`."""

    grants: list[str]
    event: int = 0


AUTHENTICATE = authenticator(
    "courant.web.session.authenticate", "Says who opened a socket, from the cookie and the origin of its handshake."
)
LIST_WITHDRAWN = Procedure(
    "courant.web.grant.list",
    Nothing,
    Withdrawn,
    SERVICES,
    public=False,
    doc="The grants that were withdrawn lately; sockets do not outlive the time it looks back.",
)
GRANT_WITHDRAWN = Topic(
    "courant.web.grant.withdrawn",
    Withdrawn,
    doc="People signed out or have other rights now: these grants are refused.",
)
