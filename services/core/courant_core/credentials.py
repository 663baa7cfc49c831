"""Credentials, with which modules and backends that are not part of the site join the router."""

from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Forbidden, Invalid, NotFound
from courant_kit.process import discovery
from courant_kit.process.session import REALM
from courant_kit.wire.payload import Nothing, encode
from courant_kit.wire.site import Withdrawn
from courant_kit.wire.standard import Handshake, Identity
from django.db import IntegrityError, transaction

from courant_core import admission, contract, state
from courant_core.models import Credential
from courant_core.module import module

ROLES = {"module": "service", "backend": "backend"}
"""The default role on the router for each kind of credential."""

WRONG = "This name and secret do not match."


@module.handles(contract.CREATE_CREDENTIAL)
async def create(caller: Caller, request: contract.NewCredential) -> contract.Created:
    """Create a credential with a secret that is returned only once; raises Invalid if its name is taken.

    It is no plain function, since the answer to one is stored if the caller sends an idempotency key.
    """
    admission.check_name(request.name, request.kind, discovery.names())
    if request.kind == "module" and request.role:
        raise Invalid("A module cannot have the role of a person.", field="role")
    secret = token_urlsafe(32)
    await module.in_thread(_create, request, _digest(secret))
    return contract.Created(request.name, secret)


@module.handles(contract.LIST_CREDENTIALS)
def list_credentials(caller: Caller, request: Nothing) -> contract.Credentials:
    """Every credential, without its secret."""
    rows = Credential.objects.filter(revoked=False).order_by("name")
    return contract.Credentials(
        [contract.ListedCredential(row.name, row.kind, row.role, row.created.isoformat()) for row in rows]
    )


@module.handles(contract.RENEW_CREDENTIAL)
async def renew(caller: Caller, request: contract.Named) -> contract.Created:
    """Replace a credential by one with a new secret, and end the sessions of the old one; raises NotFound."""
    secret = token_urlsafe(32)
    old = await module.in_thread(_renew, request.name, _digest(secret))
    await _end(old)
    return contract.Created(request.name, secret)


@module.handles(contract.REVOKE_CREDENTIAL)
async def revoke(caller: Caller, request: contract.Named) -> None:
    """Revoke a credential and end its sessions; a module is no longer listed. Raises NotFound."""
    old = await module.in_thread(_revoke, request.name)
    if old.kind == "module" and old.name in state.registry.known and old.name not in discovery.names():
        module.running.standing.withdraw([old.authid])  # first, or it could announce itself again
        await state.forget_module(old.name)
    await _end(old)


@module.handles(contract.AUTHENTICATE)
def authenticate(caller: Caller, request: Handshake) -> Identity:
    """The identity of a ticket's bearer; raises Forbidden, with the same message for every reason."""
    found = Credential.objects.filter(name=request.authid or "", revoked=False).first()
    digest = _digest(str(request.details.get("ticket") or ""))
    # A credential may be older than the service that was later installed under its name.
    if request.realm != REALM or found is None or found.name in discovery.names():
        raise Forbidden(WRONG)
    if not compare_digest(found.digest, digest):
        raise Forbidden(WRONG)
    return Identity(REALM, found.role, found.authid)


async def _end(old: Credential) -> None:
    """Services reject the sessions of a credential from now on, and the router ends them."""
    module.running.standing.withdraw([old.authid])
    await module.session.publish(contract.WITHDRAWN.uri, encode(Withdrawn([old.authid])))
    await module.session.call("wamp.session.kill_by_authid", old.authid, reason="courant.error.forbidden")


def _create(request: contract.NewCredential, digest: str) -> None:
    role = request.role or ROLES[request.kind]
    try:
        with transaction.atomic():
            Credential.objects.create(name=request.name, kind=request.kind, role=role, digest=digest)
    except IntegrityError as error:
        raise Invalid(f"There is already a credential “{request.name}”.", field="name") from error


@transaction.atomic
def _renew(name: str, digest: str) -> Credential:
    old = _revoke(name)
    Credential.objects.create(name=name, kind=old.kind, role=old.role, digest=digest)
    return old


def _revoke(name: str) -> Credential:
    found = Credential.objects.filter(name=name, revoked=False).first()
    if found is None or not Credential.objects.filter(pk=found.pk, revoked=False).update(revoked=True):
        raise NotFound(f"There is no credential “{name}”.", field="name")
    return found


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
