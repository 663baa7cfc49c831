"""Grants: find the person and rights that a session stands for, and withdraw them."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from asgiref.sync import sync_to_async
from courant_kit.live.outbox import record
from courant_kit.process.threads import checked
from courant_kit.wire.site import Withdrawn
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from courant_web.accounts.person import VISITOR, Person
from courant_web.contract import WITHDRAWN
from courant_web.models import Grant, User

REMEMBERED = timedelta(days=30)
HANDSHAKE_TIME = timedelta(seconds=20)
MOST = 10_000

on_withdrawn: list[Callable[[], None]] = []
"""Called after a withdrawal is committed, in the thread that did it."""


def person_of(session_key: str | None) -> Person:
    """The person a session belongs to; a visitor if the account is inactive or its password has changed since."""
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
    return Person(user.username, grant.role, grant.id, user.spaces)


async def requester(request: HttpRequest) -> Person:
    """The person who sent an HTTP request. Without a session cookie, this does not query the database."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return await sync_to_async(checked, thread_sensitive=False)(person_of, (key,)) if key else VISITOR


def delete_stale_cookie(request: HttpRequest, response: HttpResponse, person: Person) -> HttpResponse:
    """Delete the cookie of a session that has ended, so that pages come from the cache again."""
    if person is VISITOR and settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite=settings.SESSION_COOKIE_SAMESITE)
    return response


def fingerprint(session_key: str) -> str:
    """The SHA-256 hash of a session's key, in hexadecimal; the database stores this, not the key."""
    return hashlib.sha256(session_key.encode()).hexdigest()


@transaction.atomic
def _granted(user: User, session_key: str) -> Person:
    # With these locks, a concurrent sign-out or role change either waits or is already visible here.
    current = User.objects.select_for_update().filter(pk=user.pk, is_active=True, password=user.password).first()
    if current is None or Session.objects.select_for_update().filter(pk=session_key).first() is None:
        return VISITOR
    _withdraw(Grant.objects.filter(session=fingerprint(session_key)).exclude(role=current.role, user=current))
    grant, _ = Grant.objects.get_or_create(
        session=fingerprint(session_key), withdrawn_at=None,
        defaults={"id": secrets.token_hex(8), "user": current, "role": current.role},
    )  # fmt: skip
    return Person(current.username, grant.role, grant.id, current.spaces)


def withdraw_session(session_key: str | None) -> None:
    """Withdraw the grant of a session that is about to end; call this in the transaction that ends it."""
    if session_key:
        _withdraw(Grant.objects.filter(session=fingerprint(session_key)))


def withdraw_person(user: User) -> None:
    """Withdraw every grant of a person; call this in the transaction that changes their rights or password."""
    _withdraw(Grant.objects.filter(user=user))


@transaction.atomic
def withdraw_expired() -> None:
    """Delete expired sessions, withdraw grants whose session no longer exists, and delete old withdrawn grants."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    alive = {fingerprint(key) for key in Session.objects.values_list("session_key", flat=True)}
    gone = [grant.pk for grant in Grant.objects.filter(withdrawn_at=None) if grant.session not in alive]
    _withdraw(Grant.objects.filter(pk__in=gone))
    Grant.objects.filter(withdrawn_at__lt=timezone.now() - REMEMBERED, closed=True).delete()


def withdrawn() -> list[str]:
    """The authids of grants withdrawn in the last 30 days, newest first; at most 10,000."""
    lately = Grant.objects.filter(withdrawn_at__gt=timezone.now() - REMEMBERED)
    return [grant.authid for grant in lately.select_related("user").order_by("-withdrawn_at")[:MOST]]


def unclosed() -> list[str]:
    """The authids of withdrawn grants whose sockets the router still has to close."""
    return [
        grant.authid for grant in Grant.objects.filter(closed=False).exclude(withdrawn_at=None).select_related("user")
    ]


def mark_closed() -> None:
    """Mark grants withdrawn over 20 seconds ago as closed: by now no earlier handshake can be under way."""
    Grant.objects.filter(closed=False, withdrawn_at__lt=timezone.now() - HANDSHAKE_TIME).update(closed=True)


def _withdraw(grants: QuerySet[Grant]) -> None:
    counting = list(grants.filter(withdrawn_at=None).select_related("user"))
    if not counting:
        return
    Grant.objects.filter(pk__in=[grant.pk for grant in counting]).update(withdrawn_at=timezone.now())
    record(WITHDRAWN, Withdrawn(grants=[grant.authid for grant in counting]))
    transaction.on_commit(_committed)


def withdraw_deleted(instance: Session, **_: object) -> None:
    """Withdraw the grant of a session that is being deleted, whoever does it (a receiver of Django's `pre_delete`)."""
    withdraw_session(instance.session_key)


def _committed() -> None:
    for act in on_withdrawn:
        act()
