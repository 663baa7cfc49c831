"""Memberships: the spaces a person belongs to, published to the services and added to each sign-in."""

from collections import defaultdict
from collections.abc import Iterable

from courant_kit.live.audience import space
from courant_kit.live.outbox import record
from courant_kit.wire.site import MEMBERSHIP
from courant_kit.wire.site import Membership as Belongs
from django.db import transaction

from courant_web.accounts import grants
from courant_web.models import Membership, User


def everybody() -> dict[str, list[str]]:
    """The space keys of each person who belongs to a space, by user name."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, key in Membership.objects.order_by("space").values_list("user__username", "space"):
        found[name].append(key)
    return dict(found)


@transaction.atomic
def belongs(user: User, keys: Iterable[str]) -> None:
    """Set the spaces that a person belongs to, replacing all others; raises ValueError if a key cannot name a space.

    If the spaces change, this withdraws the person's grants, so that every open window joins again with the new ones.
    """
    wanted = {space(key).key for key in keys}
    if wanted == user.spaces:
        return
    user.memberships.exclude(space__in=wanted).delete()
    for key in sorted(wanted - user.spaces):
        Membership.objects.create(user=user, space=key)
    record(MEMBERSHIP, Belongs(name=user.username, spaces=sorted(wanted)))
    grants.withdraw_person(user)
