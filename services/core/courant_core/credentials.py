"""Credentials, with which modules and backends that are not part of the site join the router."""

from functools import cache
from secrets import token_bytes

from courant_kit.calls.caller import CREDENTIAL, Caller, Role
from courant_kit.calls.errors import Forbidden, Invalid, NotFound
from courant_kit.process import discovery, environment
from courant_kit.process.session import REALM
from courant_kit.wire.payload import Nothing, encode
from courant_kit.wire.site import Withdrawn
from courant_kit.wire.standard import Handshake, Identity, Keyed, Salted
from django.db import IntegrityError, transaction

from courant_core import admission, contract, proofs, state
from courant_core.models import Credential
from courant_core.module import module
from courant_core.proofs import Proof

ROLES = {"module": "service", "backend": "backend"}
"""The default role on the router for each kind of credential."""

NOBODY = Role.VISITOR.value
"""The role of a name without a credential. No signature fits, so it never joins; a visitor would do no harm."""

WRONG = "This name and secret do not match."


@module.handles(contract.CREATE_CREDENTIAL)
async def create(caller: Caller, request: contract.NewCredential) -> contract.Created:
    """Create a credential with a secret that is returned only once; raises Invalid if its name is taken.

    It is no plain function, since the answer to one is stored if the caller sends an idempotency key.
    """
    admission.check_name(request.name, request.kind, discovery.names())
    if request.kind == "module" and request.role:
        raise Invalid("A module cannot have the role of a person.", field="role")
    proof, secret = proofs.issued(request.method, request.key)
    await module.in_thread(_create, request, proof)
    return contract.Created(request.name, secret)


@module.handles(contract.LIST_CREDENTIALS)
def list_credentials(caller: Caller, request: Nothing) -> contract.Credentials:
    """Every credential, without its secret."""
    rows = Credential.objects.filter(revoked=False).order_by("name")
    return contract.Credentials(
        [contract.ListedCredential(row.name, row.kind, row.role, row.created.isoformat(), row.method) for row in rows]
    )


@module.handles(contract.RENEW_CREDENTIAL)
async def renew(caller: Caller, request: contract.Renewal) -> contract.Created:
    """Replace a credential by one with a new secret or key, and end the sessions of the old one; raises NotFound.

    The method stays. Raises Invalid if it needs a key and there is none, or the other way round.
    """
    old, secret = await module.in_thread(_renew, request)
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
    """The identity of a credential's bearer; raises Forbidden, with the same message for every reason.

    A ticket is checked here. For the other methods the router asks first, and then checks a signature with what it got.
    Whoever asks for a name without such a credential is challenged too, so that nobody learns which names have one.
    """
    if request.realm != REALM:
        raise Forbidden(WRONG)
    name, method = request.authid or "", str(request.details.get("authmethod"))
    found = Credential.objects.filter(name=name, method=method, revoked=False).first()
    # A credential may be older than the service that was later installed under its name.
    if found is None or name in discovery.names():
        return _challenging(NOBODY, f"{name}#{CREDENTIAL}0", proofs.decoy(method, name, _key()))
    if method == proofs.BY_TICKET and not found.proof.fits(str(request.details.get("ticket") or "")):
        raise Forbidden(WRONG)
    return _challenging(found.role, found.authid, found.proof)


def _challenging(role: str, authid: str, proof: Proof) -> Identity:
    if proof.method == proofs.BY_SIGNATURE:
        rounds, length = proofs.ITERATIONS, proofs.KEY_LENGTH
        return Salted(REALM, role, authid, {}, proof.digest, proof.salt, rounds, length)
    if proof.method == proofs.BY_KEY:
        return Keyed(REALM, role, authid, {}, proof.digest)
    if role == NOBODY:
        raise Forbidden(WRONG)
    return Identity(REALM, role, authid)


@cache
def _key() -> bytes:
    """The key of salts for names without a credential, which stay the same as those of others do."""
    return environment.load(module.name).secret.encode() or token_bytes(32)


async def _end(old: Credential) -> None:
    """Services reject the sessions of a credential from now on, and the router ends them."""
    module.running.standing.withdraw([old.authid])
    await module.session.publish(contract.WITHDRAWN.uri, encode(Withdrawn([old.authid])))
    await module.session.call("wamp.session.kill_by_authid", old.authid, reason="courant.error.forbidden")


def _create(request: contract.NewCredential, proof: Proof) -> None:
    role = request.role or ROLES[request.kind]
    try:
        with transaction.atomic():
            _store(request.name, request.kind, role, proof)
    except IntegrityError as error:
        raise Invalid(f"There is already a credential “{request.name}”.", field="name") from error


@transaction.atomic
def _renew(request: contract.Renewal) -> tuple[Credential, str]:
    old = _revoke(request.name)
    proof, secret = proofs.issued(old.method, request.key)
    _store(old.name, old.kind, old.role, proof)
    return old, secret


def _store(name: str, kind: str, role: str, proof: Proof) -> None:
    Credential.objects.create(
        name=name, kind=kind, role=role, method=proof.method, digest=proof.digest, salt=proof.salt
    )


def _revoke(name: str) -> Credential:
    found = Credential.objects.filter(name=name, revoked=False).first()
    if found is None or not Credential.objects.filter(pk=found.pk, revoked=False).update(revoked=True):
        raise NotFound(f"There is no credential “{name}”.", field="name")
    return found
