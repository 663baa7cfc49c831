"""What web answers on the router: who opened a socket, and which grants no longer count."""

from courant_kit.calls.caller import Caller
from courant_kit.wire.payload import Nothing
from courant_kit.wire.standard import Handshake, Identity

from courant_web import contract
from courant_web.accounts import grants, handshake
from courant_web.accounts.person import VISITOR
from courant_web.module import module
from courant_web.settings import configured


@module.handles(contract.AUTHENTICATE)
async def authenticate(caller: Caller, request: Handshake) -> Identity:
    """Let a browser in as who its session cookie says; raises Forbidden when another site opened the socket."""
    headers = handshake.headers(request.details)
    handshake.check_origin(headers, configured().origins, configured().hosts)
    key = handshake.cookie(headers, configured().session_cookie)
    person = await module.dispatch.run(grants.person_of, key) if key else VISITOR
    return Identity(realm="courant", role=person.role, authid=person.authid)


@module.handles(contract.LIST_WITHDRAWN)
def list_withdrawn(caller: Caller, request: Nothing) -> contract.Withdrawn:
    """The grants withdrawn lately."""
    return contract.Withdrawn(grants=grants.withdrawn())
