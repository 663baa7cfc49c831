"""The contract of web: who opens a socket, which grants no longer count, and the tokens of programs."""

from typing import Annotated

from courant_kit.calls.caller import ADMINS, SERVICES, OneModule
from courant_kit.live.audience import ADMINISTRATORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, page
from courant_kit.wire.payload import Nothing, Payload
from courant_kit.wire.site import MEMBERSHIP, WITHDRAWN, Standing
from courant_kit.wire.standard import authenticator
from msgspec import Meta

__all__ = ["AUTHENTICATE", "LIST_STANDING", "MEMBERSHIP", "PAGE_APP", "WITHDRAWN"]

SINCE = "0.1"
"""The release that has every entry of this contract which names no other."""

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


class NamedToken(Payload):
    """Identifies a token by its number."""

    token: int


class NamedPeople(Payload):
    """People, by their user names."""

    names: Annotated[list[str], Meta(max_length=200)]


class PersonAddress(Payload):
    """Where a person gets mail; `verified` if they have shown that the address is theirs. `role` is theirs."""

    name: str
    mail: str
    verified: bool
    role: str


class PeopleAddresses(Payload):
    """Those who have an address, sorted by name."""

    people: list[PersonAddress]


LIST_ADDRESSES = Procedure(
    "courant.web.person.addresses", NamedPeople, PeopleAddresses, OneModule("mail"), public=False, since="0.2",
    doc="Where people get mail.",
)  # fmt: skip
REVOKE_TOKEN = Procedure(
    "courant.web.token.revoke", NamedToken, Answer, ADMINS, writes=True,
    doc="Revokes a token of the HTTP API: calls with it are rejected at once, and its streams end.",
)  # fmt: skip
RESTORE_TOKEN = Procedure(
    "courant.web.token.restore", NamedToken, Answer, ADMINS, writes=True,
    doc="Restores a token that was revoked within the last hour.",
)  # fmt: skip
TOKENS = Fragment("web.tokens", audience=ADMINISTRATORS_ONLY, doc="The tokens of the HTTP API, without their texts.")
PAGE_APP = page(
    "courant.web.page.app",
    doc="Marks the routes of mounted Django apps. Their pages exist over HTTP only, and clients fetch them from their "
    "paths; a call is refused with NotFound.",
)
