"""A person at a browser: their name, role, spaces, and the grant of their sign-in (no I/O)."""

from dataclasses import dataclass
from typing import Any

from courant_kit.calls.caller import Role


@dataclass(frozen=True, slots=True)
class Person:
    """A person at a browser: a visitor, or a user with their spaces and the role and grant of this sign-in.

    Over the HTTP API it may be a program, whose role is `backend`; one that `reads_only` has a token for reading.
    """

    name: str = ""
    role: str = Role.VISITOR.value
    grant: str = ""
    spaces: frozenset[str] = frozenset()
    reads_only: bool = False

    @property
    def person(self) -> str:
        """The user name, under the attribute name that audiences read."""
        return self.name

    def authid(self, network: str, device: str = "") -> str:
        """The authid on the router; a visitor's contains the hashes of their network and their `device`, if any."""
        if self.grant:
            return f"{self.name}#{self.grant}"
        known = f"{network}.{device}" if device else network
        return f"visitor#{known}" if known else "visitor"

    def wire(self, network: str, device: str = "") -> dict[str, Any]:
        """The person as services receive it in a call on their behalf, with hashes of their network and `device`."""
        wire: dict[str, Any] = {"name": self.name, "role": self.role, "grant": self.grant, "address": network}
        if device and not self.grant:
            wire["device"] = device
        return {**wire, "reads_only": True} if self.reads_only else wire


VISITOR = Person()
