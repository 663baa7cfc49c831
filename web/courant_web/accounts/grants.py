"""Grants: from a session to the person and the rights it stands for, and taking them back."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from courant_kit.calls.caller import Role
from courant_kit.live.outbox import record
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from courant_web.contract import GRANT_WITHDRAWN, Withdrawn
from courant_web.models import Grant, User

REMEMBERED = timedelta(days=30)
SETTLED = timedelta(seconds=20)
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a browser: a visitor, or a user with the role and the grant of this sign-in."""

    name: str = ""
    role: str = Role.VISITOR.value
    grant: str = ""

    @property
    def authid(self) -> str:
        """The authid on the router."""
        return f"{self.name}#{self.grant}" if self.grant else "visitor"

    def wire(self, address: str) -> dict[str, Any]:
        """The person as services get it in a call that web makes for them, from this network address."""
        return {"name": self.name, "role": self.role, "grant": self.grant, "address": address}


VISITOR = Person()


def person_of(session_key: str | None) -> Person:
    """Who a session belongs to: somebody who may sign in, with the password they signed in with, or a visitor."""
    if not session_key:
        return VISITOR
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    if not isinstance(user, User):
        return VISITOR
    grant = Grant.objects.filter(session=fingerprint(session_key), withdrawn_at=None).first()
    if grant is None or grant.user_id != user.pk or grant.role != user.role:
        return _granted(user, session_key)
    return Person(user.username, grant.role, grant.id)


def fingerprint(session_key: str) -> str:
    """What is kept of a session's key."""
    return hashlib.sha256(session_key.encode()).hexdigest()


@transaction.atomic
def _granted(user: User, session_key: str) -> Person:
    # The locks make a sign-out or a new role that happens meanwhile wait, or be seen here.
    current = User.objects.select_for_update().filter(pk=user.pk, is_active=True, password=user.password).first()
    if current is None or Session.objects.select_for_update().filter(pk=session_key).first() is None:
        return VISITOR
    _withdraw(Grant.objects.filter(session=fingerprint(session_key)).exclude(role=current.role, user=current))
    grant, _ = Grant.objects.get_or_create(
        session=fingerprint(session_key), withdrawn_at=None,
        defaults={"id": secrets.token_hex(8), "user": current, "role": current.role},
    )  # fmt: skip
    return Person(current.username, grant.role, grant.id)


def withdraw_session(session_key: str | None) -> None:
    """Withdraw the grant of a session that is about to end; call it in the transaction that ends it."""
    if session_key:
        _withdraw(Grant.objects.filter(session=fingerprint(session_key)))


def withdraw_person(user: User) -> None:
    """Withdraw every grant of a person; call it in the transaction that changes their rights or password."""
    _withdraw(Grant.objects.filter(user=user))


@transaction.atomic
def withdraw_expired() -> None:
    """End the sessions that have expired, and the grants of sessions that are no more."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    alive = {fingerprint(key) for key in Session.objects.values_list("session_key", flat=True)}
    gone = [grant.pk for grant in Grant.objects.filter(withdrawn_at=None) if grant.session not in alive]
    _withdraw(Grant.objects.filter(pk__in=gone))
    Grant.objects.filter(withdrawn_at__lt=timezone.now() - REMEMBERED, closed=True).delete()


def withdrawn() -> list[str]:
    """The authids of the grants withdrawn lately, newest first."""
    lately = Grant.objects.filter(withdrawn_at__gt=timezone.now() - REMEMBERED)
    return [grant.authid for grant in lately.select_related("user").order_by("-withdrawn_at")[:MOST]]


def unclosed() -> list[str]:
    """The authids whose sockets the router must still be asked to close."""
    return [
        grant.authid for grant in Grant.objects.filter(closed=False).exclude(withdrawn_at=None).select_related("user")
    ]


def settle() -> None:
    """Mark the grants whose sockets are closed: a handshake that was under way at the withdrawal has ended by now."""
    Grant.objects.filter(closed=False, withdrawn_at__lt=timezone.now() - SETTLED).update(closed=True)


def _withdraw(grants: QuerySet[Grant]) -> None:
    counting = list(grants.filter(withdrawn_at=None).select_related("user"))
    if not counting:
        return
    Grant.objects.filter(pk__in=[grant.pk for grant in counting]).update(withdrawn_at=timezone.now())
    record(GRANT_WITHDRAWN, Withdrawn(grants=[grant.authid for grant in counting]))
