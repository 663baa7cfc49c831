"""The caller of a call: the role and name that the router discloses, or that web passes on for a person."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from courant_kit.calls.errors import Forbidden, Invalid

CREDENTIAL = "credential-"
"""The prefix of the grants of programs. Their authids are `<name>#<grant>`, as people's are."""

WEB_ROLE = "service-web"
SITE_ROLES = ("service-core", WEB_ROLE)
"""The authroles of core and web, whose role is SERVICE."""


class Role(StrEnum):
    """The role of a caller: first the roles of people, from the fewest rights to the most, then those of programs.

    ROUTER is the router itself when it calls an authenticator, or reports a module. Crossbar gives the authrole
    `trusted` to its own sessions only, and `rights` is that of the component in its process.
    """

    VISITOR = "visitor"
    MEMBER = "member"
    EDITOR = "editor"
    ADMIN = "admin"
    BACKEND = "backend"
    SERVICE = "service"
    ROUTER = "trusted"


PEOPLE = (Role.VISITOR, Role.MEMBER, Role.EDITOR, Role.ADMIN)
EVERYONE = frozenset(Role) - {Role.ROUTER}
"""All people and all programs."""
MEMBERS = frozenset({Role.MEMBER, Role.EDITOR, Role.ADMIN})
"""Everybody who is signed in."""
EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
"""Editors and administrators."""
ADMINS = frozenset({Role.ADMIN})
"""Administrators."""
SERVICES = frozenset({Role.SERVICE})
"""The site's own services and every other module."""
ROUTER = frozenset({Role.ROUTER})
BACKENDS = frozenset({Role.BACKEND, Role.SERVICE, Role.ADMIN})
"""Backends, modules and administrators."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller as the service sees it.

    `name` is the name of the user or program ("" for a visitor); `grant` is the sign-in or credential in use; `module`
    is the name of the calling module if the role is SERVICE; `session` is the router session of the call; `spaces` are
    the keys of the spaces that the person belongs to.

    Calls with the same `source` share a rate limit, over sockets and HTTP alike. It is `person-<user name>`,
    `program-<authid>` for a credential, `address-<hash>` for a visitor, with web's hash of their network, or else
    `socket-<session>`. An `exempt` caller has no rate limit: the site's services and the operator's command line.

    A caller that `reads_only` has a token of the HTTP API that does not cover procedures that write.

    `device` is web's hash of a secret in a visitor's browser, by which it is known again; most visitors have none: web
    sets it when an answer names something of theirs (`Answer.own`).
    """

    role: Role = Role.VISITOR
    name: str = ""
    grant: str = ""
    source: str = ""
    module: str = ""
    session: int | None = None
    spaces: frozenset[str] = frozenset()
    exempt: bool = field(default=False, compare=False)
    reads_only: bool = field(default=False, compare=False)
    device: str = ""

    @property
    def authid(self) -> str:
        """The caller's authid on the router: `<user name>#<grant>` for a person who signed in."""
        return f"{self.name}#{self.grant}" if self.grant else self.name

    @property
    def person(self) -> str:
        """The user name of a person who is signed in; empty for programs, even if one has the name of a person."""
        return "" if self.role not in MEMBERS or self.grant.startswith(CREDENTIAL) else self.name

    def is_(self, allowed: frozenset[Role]) -> bool:
        """Whether the caller's role is one of `allowed`."""
        return self.role in allowed


class OneModule(str):
    """The module with this name, as the only one that may use an entry of a contract."""

    __slots__ = ()

    def admits(self, caller: Caller) -> bool:
        """Whether the caller is this module."""
        return caller.module == self


_ROLES = {role.value: role for role in Role} | {"rights": Role.ROUTER}


def role_of(authrole: str | None) -> Role:
    """The role for a disclosed authrole; `service-core` and `service-web` are SERVICE, an unknown one is VISITOR."""
    if authrole is None:
        return Role.VISITOR
    if authrole.startswith("service"):
        return Role.SERVICE
    return _ROLES.get(authrole, Role.VISITOR)


def authroles(roles: frozenset[Role]) -> list[str]:
    """The authroles on the router for these roles, sorted."""
    return sorted({role.value for role in roles} | set(SITE_ROLES if Role.SERVICE in roles else ()))


@lru_cache(1024)
def disclosed(session: int | None, authid: str | None, authrole: str | None) -> Caller:
    """The caller of a call as the router discloses it (WAMP caller identification).

    The authid is `<user name>#<grant>`, `visitor#<hash of a network>`, with a dot and the hash of a device if web has
    set one, or a program's name, with or without a grant.
    """
    role = role_of(authrole)
    name, _, grant = (authid or "").partition("#")
    if role is Role.VISITOR:
        # A visitor's authid has the hash of their network in the place of a grant.
        network, _, device = grant.partition(".") if authrole == role else ("", "", "")
        return Caller(source=_visitors(network, session), session=session, device=device)
    module = name if role is Role.SERVICE else ""
    # An administrator without a grant did not sign in on the site: this is the operator's command line.
    exempt = role in SERVICES | ROUTER or (role is Role.ADMIN and not grant)
    source = f"socket-{session}"
    if role is Role.BACKEND or grant.startswith(CREDENTIAL):
        source = f"program-{authid}"
    elif role in MEMBERS:
        source = f"person-{name}"
    return Caller(role, name, grant, source, module, session, exempt=exempt)


def on_behalf(person: dict[str, Any], authrole: str | None) -> Caller:
    """The person or backend on whose behalf web calls, which web names in a positional argument.

    Raises Invalid if another caller sent positional arguments, and Forbidden if the role is that of a service.
    """
    if authrole != WEB_ROLE:
        raise Invalid("Fields go by their names, as keyword arguments.")
    role = role_of(str(person.get("role", "")))
    if role not in PEOPLE and role is not Role.BACKEND:
        raise Forbidden("The web service may only call on behalf of people and backends.")
    name, grant = str(person.get("name") or ""), str(person.get("grant") or "")
    source = f"person-{name}" if role in MEMBERS else _visitors(str(person.get("address") or ""), "web")
    if role is Role.BACKEND or grant.startswith(CREDENTIAL):
        source = f"program-{name}#{grant}"
    device = str(person.get("device") or "") if role is Role.VISITOR else ""
    return Caller(role, name, grant, source, reads_only=bool(person.get("reads_only")), device=device)


def _visitors(network: str, session: int | str | None) -> str:
    """The source of a visitor: the hash of their network, or the session if the network is not known."""
    return f"address-{network}" if network else f"socket-{session}"
