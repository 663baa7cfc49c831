"""Who may see an upload: decided at each request, by where it stands now. Nobody but its owner sees what is nowhere."""

from dataclasses import dataclass, field

from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.errors import Forbidden
from courant_kit.live.audience import Audience
from courant_kit.media import uses
from courant_kit.media.uses import Places, Seen
from courant_kit.store.models import Media, Upload
from courant_kit.words import gettext as _


@dataclass(frozen=True, slots=True)
class Access:
    """For whom an upload is shown: `audience` is whoever sees the place; None is this caller alone.

    `fragments` are the ids of fragments that change when the audience may not see it any more.
    """

    audience: Audience | None
    fragments: list[str] = field(default_factory=list)


def access(
    caller: Caller, stored: Media, places: Places, widest: Audience, librarians: frozenset[Role]
) -> Access:  # fmt: skip
    """How a caller may see an upload; `widest` is the audience of the module. Raises Forbidden if they may not."""
    standing = places(uses.places_of(stored.name)).values()
    open_to = next((place for place in standing if place.audience == widest), None)
    if open_to and widest.admits(caller):
        return Access(widest, [open_to.fragment] if open_to.fragment else [])
    admitted = any(place.audience.admits(caller) for place in standing)
    if admitted or caller.is_(librarians | {Role.SERVICE}) or _is_theirs(caller, stored):
        return Access(None)
    raise Forbidden(_("This file is not for everybody."), field="name")


def seen_by(caller: Caller, places: Places, widest: Audience, librarians: frozenset[Role]) -> Seen:
    """Which uploads the author of a text may see, for `media.stands`; the arguments are those of `access`."""

    def seen(names: set[str]) -> set[str]:
        found = Media.objects.filter(name__in=names)
        return {one.name for one in found if _admits(caller, one, places, widest, librarians)}

    return seen


def _admits(
    caller: Caller, stored: Media, places: Places, widest: Audience, librarians: frozenset[Role]
) -> bool:  # fmt: skip
    try:
        access(caller, stored, places, widest, librarians)
    except Forbidden:
        return False
    return True


def _is_theirs(caller: Caller, stored: Media) -> bool:
    """Whether the caller uploaded it; somebody else may have uploaded the same before."""
    if not caller.person:
        return False
    return stored.owner == caller.person or Upload.objects.filter(owner=caller.person, name=stored.name).exists()
