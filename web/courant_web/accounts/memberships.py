"""Memberships: which spaces a person belongs to, told to the services and carried into each sign-in."""

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
    """The spaces of each person who belongs to any, by user name."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, key in Membership.objects.order_by("space").values_list("user__username", "space"):
        found[name].append(key)
    return dict(found)


@transaction.atomic
def belongs(user: User, keys: Iterable[str]) -> None:
    """Have a person belong to these spaces and no others; raises ValueError when a key cannot name a space.

    Their grants end, so that every open window joins again with what its person belongs to now.
    """
    wanted = {space(key).key for key in keys}
    if wanted == user.spaces:
        return
    user.memberships.exclude(space__in=wanted).delete()
    for key in sorted(wanted - user.spaces):
        Membership.objects.create(user=user, space=key)
    record(MEMBERSHIP, Belongs(name=user.username, spaces=sorted(wanted)))
    grants.withdraw_person(user)
