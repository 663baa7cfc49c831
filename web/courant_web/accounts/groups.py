"""Django's groups, for mounted apps: everybody is in that of their role. Administrators may give them permissions."""

from typing import Any

from courant_kit.calls.caller import Role
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import post_save

from courant_web.models import User

NAMES = {Role.MEMBER: "members", Role.EDITOR: "editors", Role.ADMIN: "administrators"}


def follow_roles() -> None:
    """Keep everybody in the group of their role from now on, and put those there who are not."""
    post_save.connect(_saved, sender=User, dispatch_uid="courant_web.groups")
    with transaction.atomic():
        for role, name in NAMES.items():
            Group.objects.get_or_create(name=name)
            for user in User.objects.filter(role=role).exclude(groups__name=name):
                put(user)


def put(user: User) -> None:
    """Put a person into the group of their role, and take them out of those of the others."""
    own = NAMES[Role(user.role)]
    user.groups.remove(*Group.objects.filter(name__in=set(NAMES.values()) - {own}))
    user.groups.add(Group.objects.get_or_create(name=own)[0])


def _saved(instance: User, **_: Any) -> None:
    put(instance)
