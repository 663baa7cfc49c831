"""People and their grants."""

from typing import Any, ClassVar

from courant_kit.calls.caller import Role
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from courant_web import usernames

ROLES = (Role.MEMBER, Role.EDITOR, Role.ADMIN)


class Users(BaseUserManager["User"]):
    """Finds and makes people."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields: Any) -> "User":
        """A new person, saved; a member unless `role` says otherwise."""
        user = self.model(username=username, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person of this name, in whatever case it is written."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person: a name, a way to sign in, and one role."""

    username = models.CharField(
        "user name", max_length=usernames.LONGEST, unique=True, validators=usernames.validators,
        error_messages={"unique": "This name is taken. Please choose another."},
    )  # fmt: skip
    email = models.EmailField("e-mail", blank=True)
    role = models.CharField(max_length=10, choices=[(role, role.value) for role in ROLES], default=Role.MEMBER)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """Ada and ada are one name."""

        constraints = (models.UniqueConstraint(Lower("username"), name="web_one_name_in_any_case"),)

    @property
    def spaces(self) -> frozenset[str]:
        """The keys of the spaces that the person belongs to."""
        return frozenset(self.memberships.values_list("space", flat=True))

    def __str__(self) -> str:
        """The name, as mails address the person."""
        return self.username


class Membership(models.Model):
    """A person belongs to a space, which is known by its key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    space = models.CharField(max_length=100)

    class Meta:
        """Once each."""

        constraints = (models.UniqueConstraint(fields=["user", "space"], name="web_one_membership"),)


class Grant(models.Model):
    """One sign-in with one set of rights; on the router its authid is `<user name>#<id>`.

    `session` is the SHA-256 of the session's key, which is a secret; `closed` says that the router has been asked to
    close the grant's sockets for the last time.
    """

    id = models.CharField(max_length=24, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    session = models.CharField(max_length=64, db_index=True)
    role = models.CharField(max_length=10)
    created = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, db_index=True)
    closed = models.BooleanField(default=False)

    class Meta:
        """A session has at most one grant that counts."""

        constraints = (
            models.UniqueConstraint(fields=["session"], condition=models.Q(withdrawn_at=None), name="web_one_grant"),
        )

    @property
    def authid(self) -> str:
        """The grant's authid on the router."""
        return f"{self.user.username}#{self.id}"
