"""Which uploads a text may show: those that one of its authors may see.

Where members write pages, somebody who remembers the address of a withdrawn picture must not bring it back.
"""

from collections.abc import Iterable

from courant_kit.calls.caller import Caller, Role
from courant_kit.media import access
from courant_kit.media.uses import Seen

from courant_wiki.contract import UPLOADS
from courant_wiki.reading.places import places
from courant_wiki.rules import READERS


def nothing(names: set[str]) -> set[str]:
    """Of uploads that the page did not show before: none."""
    return set()


def everything(names: set[str]) -> set[str]:
    """All uploads: for those who may see all of them."""
    return names


def seen_by(caller: Caller) -> Seen:
    """What a caller may see."""
    if caller.is_(UPLOADS.librarians):
        return everything
    return access.seen_by(caller, places, READERS, UPLOADS.librarians)


def seen_by_one_of(authors: Iterable[str], seen: Seen = nothing) -> Seen:
    """What `seen` admits, and what one of these people may see as a member: their roles are not known any more."""
    people = [seen_by(Caller(Role.MEMBER, name)) for name in authors]
    return lambda names: seen(names).union(*(one(names) for one in people))
