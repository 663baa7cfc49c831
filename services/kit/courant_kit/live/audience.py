"""Audiences: who may see something. Services, router and web share this file.

It imports only the standard library, because the router's authorizer runs it in a separate environment.
"""

import re
from typing import Protocol

ROLES = {
    "members": frozenset({"member", "editor", "admin"}),
    "staff": frozenset({"editor", "admin"}),
    "admin": frozenset({"admin"}),
}
"""The roles that each rank admits."""

_KNOWN = re.compile(r"live|members|staff|admin|(?:space|person)-[A-Za-z0-9_-]+")
_WITHIN = {
    "live": frozenset({"live", "members", "staff", "admin", "space", "person"}),
    "members": frozenset({"members", "staff", "admin", "space", "person"}),
    "staff": frozenset({"staff", "admin"}),
    "admin": frozenset({"admin"}),
}


class Viewer(Protocol):
    """Somebody whom an audience may admit: a caller of a service, a session on the router, a reader of a page."""

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
    """The people who may see a rendering, written as the third component of the topics that carry it.

    `live` is everybody; `members`, `staff` (editors) and `admin` (administrators) are ranks; `space-<key>` is the
    people of a space and `person-<key>` is one person. Any other word admits nobody.
    """

    __slots__ = ()

    @property
    def kind(self) -> str:
        """The kind of audience: its first word."""
        return self.partition("-")[0]

    @property
    def key(self) -> str:
        """The key of the space or person; empty for other audiences."""
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
        """Whether everybody in the other audience belongs to this one."""
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
"""The audiences that depend on the role alone, from the widest to the narrowest."""


def space(key: str | int) -> Audience:
    """The people of a space; raises ValueError if the key has other characters than letters, digits, `_` and `-`."""
    return _keyed("space", str(key))


def person(name: str) -> Audience:
    """The person with this user name; raises ValueError if it is empty."""
    return _keyed("person", key_of(name))


def key_of(name: str) -> str:
    """A user name as part of a topic. Each byte but letters, digits and `-` becomes `_` and its hexadecimal code."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: "".join(f"_{byte:02x}" for byte in found[0].encode()), name)


def rank(viewer: Viewer) -> Audience:
    """The narrowest rank that admits the viewer."""
    return next(one for one in reversed(RANKS) if one.admits(viewer))


def _keyed(kind: str, key: str) -> Audience:
    found = Audience(f"{kind}-{key}")
    if not found.known:
        raise ValueError(f"{key!r} cannot name a {kind}: letters, digits, _ and - are allowed")
    return found
