"""For whom something is: one idea, for services, router and web alike.

This file imports nothing but the standard library, since the router's authorizer runs it in an environment of its own.
"""

import re
from typing import Protocol

ROLES = {
    "members": frozenset({"member", "editor", "admin"}),
    "staff": frozenset({"editor", "admin"}),
    "admin": frozenset({"admin"}),
}
"""The roles that an audience of a whole rank consists of."""

_KNOWN = re.compile(r"live|members|staff|admin|(?:space|person)-[A-Za-z0-9_-]+")
_WITHIN = {
    "live": frozenset({"live", "members", "staff", "admin", "space", "person"}),
    "members": frozenset({"members", "staff", "admin", "space", "person"}),
    "staff": frozenset({"staff", "admin"}),
    "admin": frozenset({"admin"}),
}


class Viewer(Protocol):
    """Somebody who may be admitted: a caller of a service, a session on the router, a reader of a page."""

    @property
    def role(self) -> str:
        """The role's name: visitor, member, editor, admin, backend, service."""
        ...

    @property
    def person(self) -> str:
        """The user name of a person who is signed in; empty for visitors and programs."""
        ...

    @property
    def spaces(self) -> frozenset[str]:
        """The keys of the spaces that the person belongs to."""
        ...


class Audience(str):
    """The people that a rendering is for, written as the third component of the topics that carry it.

    `live` is everybody; `members`, `staff` (editors) and `admin` (administrators) are ranks; `space-<key>` is the
    people of a space and `person-<key>` one person. A word that is none of these admits nobody.
    """

    __slots__ = ()

    @property
    def kind(self) -> str:
        """What kind of audience it is: its first word."""
        return self.partition("-")[0]

    @property
    def key(self) -> str:
        """Which space or person; empty for the others."""
        return self.partition("-")[2]

    @property
    def known(self) -> bool:
        """Whether it is one of the words above, so that fragments can be published to it."""
        return _KNOWN.fullmatch(self) is not None

    def admits(self, viewer: Viewer) -> bool:
        """Whether the viewer belongs to it."""
        if self == "live":
            return True
        if self in ROLES:
            return viewer.role in ROLES[self]
        if viewer.role not in ROLES["members"] or not self.known:
            return False
        return self.key in viewer.spaces if self.kind == "space" else key_of(viewer.person) == self.key

    def includes(self, other: "Audience") -> bool:
        """Whether all of the other audience belongs to this one."""
        return other in (self, PERSONAL) or other.kind in _WITHIN.get(self, ())


EVERYBODY = Audience("live")
"""Everybody."""
MEMBERS_ONLY = Audience("members")
"""Everybody who is signed in."""
EDITORS_ONLY = Audience("staff")
"""Editors and administrators."""
ADMINISTRATORS_ONLY = Audience("admin")
"""Administrators."""
PERSONAL = Audience("personal")
"""The one person who asked. A page for it is never cached, and a fragment cannot have it."""

RANKS = (EVERYBODY, MEMBERS_ONLY, EDITORS_ONLY, ADMINISTRATORS_ONLY)
"""The audiences that everybody or a role belongs to, from the widest to the narrowest."""


def space(key: str | int) -> Audience:
    """The people of a space; raises ValueError when the key is not made of letters, digits, `_` and `-`."""
    return _keyed("space", str(key))


def person(name: str) -> Audience:
    """The person with this user name; raises ValueError when it is empty."""
    return _keyed("person", key_of(name))


def key_of(name: str) -> str:
    """A user name as part of a topic: what is no letter, digit or `-` becomes `_` and its code in hexadecimal."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: "".join(f"_{byte:02x}" for byte in found[0].encode()), name)


def rank(viewer: Viewer) -> Audience:
    """The narrowest audience of a whole rank that admits the viewer."""
    return next(one for one in reversed(RANKS) if one.admits(viewer))


def _keyed(kind: str, key: str) -> Audience:
    found = Audience(f"{kind}-{key}")
    if not found.known:
        raise ValueError(f"{key!r} cannot name a {kind}: letters, digits, _ and - are allowed")
    return found
