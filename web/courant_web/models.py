"""People, their memberships, their grants, and the tokens of programs."""

from typing import Any, ClassVar

from courant_kit.calls.caller import Role
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from courant_web import usernames

ROLES = (Role.MEMBER, Role.EDITOR, Role.ADMIN)


class Users(BaseUserManager["User"]):
    """Finds and creates people."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields: Any) -> "User":
        """Create and save a person; the default role is member."""
        user = self.model(username=username, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this name, ignoring case."""
        return self.get(username__iexact=username)


def _whether(*roles: Role) -> "models.GeneratedField":
    """A column that the database derives from the role."""
    true = models.When(role__in=[role.value for role in roles], then=models.Value(value=True))
    case = models.Case(true, default=models.Value(value=False), output_field=models.BooleanField())
    return models.GeneratedField(expression=case, output_field=models.BooleanField(), db_persist=True)


class User(AbstractBaseUser, PermissionsMixin):
    """A person: a name, a password, and one role.

    What Django's own apps and others ask of a user follows from the role: editors and administrators are staff, and
    administrators are superusers. Groups and permissions are for mounted apps; the site itself asks for the role.
    """

    username = models.CharField(
        "user name", max_length=usernames.LONGEST, unique=True, validators=usernames.validators,
        error_messages={"unique": "This name is taken. Please choose another."},
    )  # fmt: skip
    email = models.EmailField("e-mail", blank=True)
    role = models.CharField(max_length=10, choices=[(role, role.value) for role in ROLES], default=Role.MEMBER)
    language = models.CharField(max_length=20, blank=True, default="", db_default="")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    is_staff = _whether(Role.EDITOR, Role.ADMIN)
    is_superuser = _whether(Role.ADMIN)  # a column of its own in PermissionsMixin

    first_name = last_name = ""

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """Names are unique ignoring case: Ada and ada are the same name."""

        constraints = (models.UniqueConstraint(Lower("username"), name="web_one_name_in_any_case"),)

    @property
    def spaces(self) -> frozenset[str]:
        """The keys of the person's spaces."""
        return frozenset(self.memberships.values_list("space", flat=True))

    def get_full_name(self) -> str:
        """The user name; people have no other."""
        return self.username

    get_short_name = get_full_name

    def __str__(self) -> str:
        """The user name, by which mails address the person."""
        return self.username


class Membership(models.Model):
    """Records that a person belongs to a space; `space` is the key of the space."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    space = models.CharField(max_length=100)

    class Meta:
        """A person belongs to a space at most once."""

        constraints = (models.UniqueConstraint(fields=["user", "space"], name="web_one_membership"),)


class Grant(models.Model):
    """One sign-in with one set of rights; on the router its authid is `<user name>#<id>`.

    `session` is the SHA-256 hash of the session's key, because the key is a secret. `closed` is true once web has
    asked the router for the last time to close the grant's sockets.
    """

    id = models.CharField(max_length=24, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    session = models.CharField(max_length=64, db_index=True)
    role = models.CharField(max_length=10)
    created = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, db_index=True)
    closed = models.BooleanField(default=False)

    class Meta:
        """A session has at most one grant that is not withdrawn."""

        constraints = (
            models.UniqueConstraint(fields=["session"], condition=models.Q(withdrawn_at=None), name="web_one_grant"),
        )

    @property
    def authid(self) -> str:
        """The grant's authid on the router."""
        return f"{self.user.username}#{self.id}"


class Token(models.Model):
    """Lets a program use the HTTP API; `maker` is the administrator who made it, or null for the operator.

    `handle` are the first characters behind `courant_`, by which it is found; `digest` is the SHA-256 hash of the
    complete text. The text has 238 random bits, so nobody can guess it from its hash.
    """

    name = models.CharField(max_length=40)
    handle = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    maker = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="tokens")
    role = models.CharField(max_length=10)
    scopes = models.TextField()
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Revoking a token frees its name."""

        constraints = (
            models.UniqueConstraint(fields=["name"], condition=models.Q(revoked_at=None), name="web_one_token"),
        )

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.expires <= timezone.now()


class AnnouncedFeed(models.Model):
    """A feed that names the hub (WebSub): its path, and a hash of the content of which the hub was last told."""

    path = models.CharField(max_length=500, unique=True)
    digest = models.CharField(max_length=64)
    listed = models.BooleanField(default=False)
