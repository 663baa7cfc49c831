"""Tokens, with which programs use the HTTP API: create, find, revoke and restore them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

from courant_kit.calls.caller import CREDENTIAL, PEOPLE, Role
from courant_kit.calls.errors import Forbidden, Invalid, NotFound
from courant_kit.live.outbox import touch, writing
from courant_kit.words import gettext as _
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from courant_web.accounts import scopes, token_text
from courant_web.accounts.person import VISITOR, Person
from courant_web.accounts.scopes import Scopes
from courant_web.contract import TOKENS
from courant_web.models import Token, User

ROLES = (Role.BACKEND, Role.MEMBER, Role.EDITOR, Role.ADMIN)
"""The roles of tokens. A `backend` is a program by itself; with any other role a token acts as who made it."""

USUAL_DAYS, MOST_DAYS = 90, 366
NOTED = timedelta(minutes=1)
"""How exact it is when a token was last used: noting it writes to the database."""

UNDO = timedelta(hours=1)
"""How long a revoked token can be restored."""

KEPT = timedelta(days=30)
"""How long an expired token stays in the list."""

_NAME = re.compile(r"\w(?:[\w .-]{0,38}\w)?")
NOTHING = Scopes(frozenset())

on_revoked: list[Callable[[], None]] = []
"""Called after a token is revoked, in the thread that did it."""


class NotValid(Forbidden):
    """The token is unknown, has expired, is revoked, or whoever made it may no longer do as much."""

    status = 401


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who uses the HTTP API: a person or a program, as far as the scopes of a token go; `token` is 0 without one."""

    token: int = 0
    person: Person = VISITOR
    scopes: Scopes = NOTHING


ANONYMOUS = Bearer()
"""A visitor: somebody without a token."""


def create(name: str, role: str, words: str, maker: User | None, *, days: int = USUAL_DAYS) -> str:
    """Create a token and return its text, which is stored nowhere; raises Invalid, with the field.

    `maker` is an administrator; None is the operator's command line.
    """
    text = token_text.make()
    fields = {"name": _name(name), "role": _role(role), "scopes": str(scopes.parse(words)), "maker": maker}
    expires = timezone.now() + timedelta(days=_days(days))
    try:
        with writing():
            Token.objects.create(
                **fields, expires=expires, handle=token_text.handle(text), digest=token_text.digest(text)
            )
            touch(TOKENS())
    except IntegrityError as error:
        raise Invalid(_("There is already a token “{name}”.").format(name=name), field="name") from error
    return text


def found(text: str) -> Bearer:
    """Who the bearer of a token is; notes that it was used. Raises NotValid."""
    if not token_text.is_token(text):
        raise NotValid(_("This is not a token of this site, or a part of it is missing."))
    token = Token.objects.select_related("maker").filter(handle=token_text.handle(text)).first()
    if token is None or not compare_digest(token.digest, token_text.digest(text)):
        raise NotValid(_("This is not a token of this site."))
    bearer = bearer_of(token)
    _note(token)
    return bearer


def bearer_of(token: Token) -> Bearer:
    """Who the bearer of this token is now; raises NotValid if it does not count any more."""
    if token.revoked_at:
        raise NotValid(_("This token has been revoked."))
    if token.expires <= timezone.now():
        raise NotValid(_("This token has expired."))
    return Bearer(token.pk, _person(token), scopes.parse(token.scopes))


def bearers(numbers: set[int]) -> dict[int, Bearer | NotValid]:
    """Who the bearers of these tokens are now, or why one does not count any more."""
    rows = {token.pk: token for token in Token.objects.select_related("maker").filter(pk__in=numbers)}
    return {number: _now(rows.get(number)) for number in numbers}


def revoke(number: int) -> Token:
    """Revoke a token: no call counts from now on, and its streams end; raises NotFound."""
    with writing():
        token = _locked(Q(pk=number, revoked_at=None))
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        touch(TOKENS())
        transaction.on_commit(_revoked)
    return token


def named(name: str) -> int:
    """The number of the token with this name; raises NotFound."""
    return _locked(Q(name=name, revoked_at=None)).pk


def restore(number: int) -> Token:
    """Restore a token that was revoked within the last hour; raises NotFound, and Invalid if its name is taken."""
    try:
        with writing():
            token = _locked(Q(pk=number, revoked_at__gt=timezone.now() - UNDO))
            token.revoked_at = None
            token.save(update_fields=["revoked_at"])
            touch(TOKENS())
    except IntegrityError as error:
        raise Invalid(_("There is another token of this name now."), field="name") from error
    return token


def listed() -> list[Token]:
    """Every token that is not revoked, by name; those that have expired lately are among them."""
    return list(Token.objects.select_related("maker").filter(revoked_at=None).order_by("name"))


def described(token: Token) -> dict[str, str]:
    """A token in words, for the command line; moments are in ISO 8601, "" for never."""
    return {
        "name": token.name, "begins": f"{token_text.BEGINNING}{token.handle}", "role": token.role,
        "maker": token.maker.username if token.maker else "", "scopes": token.scopes,
        "expires": token.expires.isoformat(), "used": token.last_used.isoformat() if token.last_used else "",
    }  # fmt: skip


def tidy() -> None:
    """Delete tokens that nobody can restore and those that expired long ago, and show which have expired since."""
    now = timezone.now()
    Token.objects.filter(Q(revoked_at__lt=now - UNDO) | Q(expires__lt=now - KEPT)).delete()
    touch(TOKENS())


def _person(token: Token) -> Person:
    maker = token.maker
    most = Role.ADMIN if maker is None else Role(maker.role) if maker.is_active else Role.VISITOR
    if most is Role.VISITOR:
        raise NotValid(_("The account that made this token has been deactivated."))
    if token.role == Role.BACKEND and most is not Role.ADMIN:
        raise NotValid(_("Whoever made this token is no longer an administrator."))
    if token.role == Role.BACKEND or maker is None:
        return Person(token.name, token.role, f"{CREDENTIAL}token-{token.pk}")
    role = min(Role(token.role), most, key=PEOPLE.index)
    return Person(maker.username, role.value, f"token-{token.pk}", maker.spaces)


def _now(token: Token | None) -> Bearer | NotValid:
    if token is None:
        return NotValid(_("This token has been revoked."))
    try:
        return bearer_of(token)
    except NotValid as error:
        return error


def _note(token: Token) -> None:
    now = timezone.now()
    if token.last_used is None or token.last_used < now - NOTED:
        with writing():
            Token.objects.filter(pk=token.pk).update(last_used=now)
            touch(TOKENS())


def _locked(which: Q) -> Token:
    rows: QuerySet[Token] = Token.objects.select_for_update(of=("self",)).select_related("maker")
    with transaction.atomic():
        token = rows.filter(which).first()
    if token is None:
        raise NotFound(_("There is no such token."), field="token")
    return token


def _revoked() -> None:
    for act in on_revoked:
        act()


def _name(name: str) -> str:
    if not _NAME.fullmatch(name.strip()):
        raise Invalid(_("A name has 1 to 40 letters, digits, spaces, dots, “-” and “_”."), field="name")
    return name.strip()


def _role(role: str) -> str:
    if role not in {one.value for one in ROLES}:
        raise Invalid(_("A role is one of: {roles}.").format(roles=", ".join(ROLES)), field="role")
    return role


def _days(days: int) -> int:
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(_("A token is valid for 1 to {most} days.").format(most=MOST_DAYS), field="days")
    return days
