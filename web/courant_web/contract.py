"""The contract of web: identifying who opens a socket, and publishing which grants no longer count."""

from courant_kit.calls.caller import SERVICES
from courant_kit.wire.contract import Procedure, page
from courant_kit.wire.payload import Nothing
from courant_kit.wire.site import MEMBERSHIP, WITHDRAWN, Standing
from courant_kit.wire.standard import authenticator

__all__ = ["AUTHENTICATE", "LIST_STANDING", "MEMBERSHIP", "PAGE_APP", "WITHDRAWN"]

AUTHENTICATE = authenticator(
    "courant.web.session.authenticate", "Identifies who opened a socket, by the cookie and origin of its handshake."
)
LIST_STANDING = Procedure(
    "courant.web.grant.list",
    Nothing,
    Standing,
    SERVICES,
    public=False,
    doc="Lists the grants withdrawn in the last 30 days, longer than any socket lives, and each person's spaces.",
)
PAGE_APP = page(
    "courant.web.page.app",
    doc="Marks the routes of mounted Django apps. Their pages exist over HTTP only, and clients fetch them from their "
    "paths; a call is refused with NotFound.",
)
