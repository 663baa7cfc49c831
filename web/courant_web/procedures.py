"""The procedures of web on the router: identify who opened a socket, list withdrawn grants, revoke tokens."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.wire.answers import Answer, Undo
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.wire.site import Standing
from courant_kit.wire.standard import Handshake, Identity
from courant_kit.words import gettext as _

from courant_web import contract
from courant_web.accounts import device, grants, handshake, memberships, network, tokens
from courant_web.accounts.people import mailed
from courant_web.accounts.person import VISITOR
from courant_web.environment import configured
from courant_web.module import module

EXPIRY = 3600.0

module.every(EXPIRY)(grants.withdraw_expired)
module.every(EXPIRY)(tokens.tidy)


@module.handles(contract.AUTHENTICATE)
async def authenticate(caller: Caller, request: Handshake) -> Identity:
    """Identify a browser by its session cookie; raises Forbidden if a page of another site opened the socket."""
    headers = handshake.headers(request.details)
    handshake.check_origin(headers, configured().origins, configured().hosts)
    key = handshake.cookie(headers, configured().session_cookie)
    person = await module.in_thread(grants.person_of, key) if key else VISITOR
    known = device.mark(device.parsed(handshake.cookie(headers, configured().device_cookie)).secret)
    authid = person.authid(network.marked(network.of_socket(request.details, headers, configured().proxies)), known)
    return Identity(realm="courant", role=person.role, authid=authid, extra={"spaces": sorted(person.spaces)})


@module.handles(contract.LIST_STANDING)
def list_standing(caller: Caller, request: Nothing) -> Standing:
    """The grants withdrawn in the last 30 days, and the spaces of each person who belongs to one."""
    return Standing(grants.withdrawn(), memberships.everybody())


@module.handles(contract.LIST_ADDRESSES)
def list_addresses(caller: Caller, request: contract.NamedPeople) -> contract.PeopleAddresses:
    """Where these people get mail; who cannot sign in any more gets none."""
    found = [
        contract.PersonAddress(one.username, one.email, verified, one.role) for one, verified in mailed(request.names)
    ]
    return contract.PeopleAddresses(found)


@module.handles(contract.REVOKE_TOKEN)
def revoke_token(caller: Caller, request: contract.NamedToken) -> Answer:
    """Revoke a token; raises NotFound."""
    token = tokens.revoke(request.token)
    undo = Undo(call=contract.RESTORE_TOKEN.uri, fields={"token": token.pk}, label=_("Restore"))
    return Answer(notice=_("The token “{name}” has been revoked.").format(name=token.name), undo=undo)


@module.handles(contract.RESTORE_TOKEN)
def restore_token(caller: Caller, request: contract.NamedToken) -> Answer:
    """Restore a token; raises NotFound if it was revoked over an hour ago, Invalid if its name is taken."""
    return Answer(notice=_("The token “{name}” counts again.").format(name=tokens.restore(request.token).name))


@module.handles(contract.PAGE_APP)
async def show_app(caller: Caller, request: Nothing) -> Page:
    """Refuse, so that a client that does not know better lets the browser open the address."""
    raise NotFound(_("The pages of this app exist over HTTP only. Fetch them from their addresses."))
