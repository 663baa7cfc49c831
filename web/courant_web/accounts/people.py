"""People: create accounts, change roles and passwords, deactivate and list them."""

from courant_kit.calls.caller import Role
from courant_kit.calls.errors import Conflict, Invalid, NotFound
from courant_kit.words import gettext as _
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from courant_web.accounts.grants import withdraw_person
from courant_web.models import ROLES, User

PAGE_SIZE = 50


def add(name: str, password: str, role: str = Role.MEMBER.value, *, strict: bool = True) -> User:
    """Create an account; raises Invalid, with a message for people, if the name or password is not acceptable.

    `strict` checks the password against the rules that apply when people choose one themselves.
    """
    user = User(username=name, role=_role(role))
    try:
        user.clean_fields(exclude=["password"])
        user.validate_unique()
        user.validate_constraints()
        if strict:
            validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(dict.fromkeys(error.messages)), field="name") from error
    user.set_password(password)
    user.save()
    return user


def ensure_admin(password: str, name: str = "admin") -> bool:
    """Create an administrator if there is none, and return whether one was created. Accepts any password."""
    if has_administrator():
        return False
    add(name, password, Role.ADMIN.value, strict=False)
    return True


def has_administrator() -> bool:
    """Whether an administrator exists who can sign in."""
    return User.objects.filter(role=Role.ADMIN, is_active=True).exists()


@transaction.atomic
def set_role(name: str, role: str) -> None:
    """Change a person's role, at once in every open window; raises NotFound, Invalid or Conflict."""
    user = _locked(name)
    wanted = _role(role)
    if user.role == Role.ADMIN and wanted != Role.ADMIN:
        _require_another_admin(user)
    if user.role != wanted:
        user.role = wanted
        user.save(update_fields=["role"])
        withdraw_person(user)


@transaction.atomic
def set_active(name: str, *, active: bool) -> None:
    """Reactivate an account, or deactivate it and sign the person out everywhere; raises NotFound or Conflict."""
    user = _locked(name)
    if not active:
        _require_another_admin(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        withdraw_person(user)


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Change a person's password, which signs them out everywhere."""
    user.set_password(password)
    user.save(update_fields=["password"])
    withdraw_person(user)


def listed(words: str = "", after: str = "") -> tuple[list[User], str]:
    """A page of at most 50 people whose name or e-mail contains `words`, sorted by name, from behind the name `after`.

    Also returns the `after` of the next page, or "" if this is the last.
    """
    found = User.objects.order_by("username").filter(username__gt=after)
    if words:
        found = found.filter(username__icontains=words) | found.filter(email__icontains=words)
    page = list(found[: PAGE_SIZE + 1])
    return page[:PAGE_SIZE], page[PAGE_SIZE - 1].username if len(page) > PAGE_SIZE else ""


def _locked(name: str) -> User:
    user = User.objects.select_for_update().filter(username__iexact=name).first()
    if user is None:
        raise NotFound(_("There is nobody called {name}.").format(name=name), field="name")
    return user


def _role(role: str) -> Role:
    if role not in {str(one) for one in ROLES}:
        raise Invalid(_("A role is one of: {roles}.").format(roles=", ".join(ROLES)), field="role")
    return Role(role)


def _require_another_admin(user: User) -> None:
    admins = User.objects.select_for_update().filter(role=Role.ADMIN, is_active=True)
    if user.role == Role.ADMIN and {admin.pk for admin in admins} <= {user.pk}:
        raise Conflict(_("This is the last administrator who can sign in, and the site needs at least one."))
