"""Somebody at a browser, pure: their name, their role, and the grant of their sign-in."""

from dataclasses import dataclass
from typing import Any

from courant_kit.calls.caller import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a browser: a visitor, or a user with the role and the grant of this sign-in, and their spaces."""

    name: str = ""
    role: str = Role.VISITOR.value
    grant: str = ""
    spaces: frozenset[str] = frozenset()

    @property
    def person(self) -> str:
        """The user name, as audiences ask for it."""
        return self.name

    @property
    def authid(self) -> str:
        """The authid on the router."""
        return f"{self.name}#{self.grant}" if self.grant else "visitor"

    def wire(self, address: str) -> dict[str, Any]:
        """The person as services get it in a call that web makes for them, from this network address."""
        return {"name": self.name, "role": self.role, "grant": self.grant, "address": address}


VISITOR = Person()
