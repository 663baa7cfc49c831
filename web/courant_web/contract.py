"""What web offers on the router: who somebody is, and which sign-ins no longer count."""

from courant_kit.calls.caller import SERVICES
from courant_kit.wire.contract import Procedure
from courant_kit.wire.payload import Nothing
from courant_kit.wire.site import MEMBERSHIP, WITHDRAWN, Standing
from courant_kit.wire.standard import authenticator

__all__ = ["AUTHENTICATE", "LIST_STANDING", "MEMBERSHIP", "WITHDRAWN"]

AUTHENTICATE = authenticator(
    "courant.web.session.authenticate", "Says who opened a socket, from the cookie and the origin of its handshake."
)
LIST_STANDING = Procedure(
    "courant.web.grant.list",
    Nothing,
    Standing,
    SERVICES,
    public=False,
    doc="The grants that were withdrawn lately (sockets do not outlive the time it looks back), and who belongs where.",
)
