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

    def authid(self, network: str) -> str:
        """The authid on the router; `network` is the hash of theirs (`network.mark`), by which visitors count."""
        if self.grant:
            return f"{self.name}#{self.grant}"
        return f"visitor#{network}" if network else "visitor"

    def wire(self, network: str) -> dict[str, Any]:
        """The person as services get it in a call that web makes for them; `network` is the hash of theirs."""
        return {"name": self.name, "role": self.role, "grant": self.grant, "address": network}


VISITOR = Person()
