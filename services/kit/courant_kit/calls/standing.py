"""Standing: which grants no longer count, who belongs to which spaces, and which modules are suspended.

The router tells a service no more of a caller than session, authid and role, so each service learns the rest from the
site when it joins, and from events after that.
"""

from dataclasses import dataclass, field

NOWHERE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Standing:
    """What a service knows of callers beyond what the router discloses.

    `withdrawn` are authids; `spaces` maps a user name to the keys of the spaces the person belongs to; `suspended` are
    the names of the modules that refuse every call.
    """

    withdrawn: set[str] = field(default_factory=set)
    spaces: dict[str, frozenset[str]] = field(default_factory=dict)
    suspended: frozenset[str] = frozenset()

    def withdraw(self, grants: list[str]) -> None:
        """Refuse these grants from now on."""
        self.withdrawn.update(grants)

    def belongs(self, name: str, spaces: list[str]) -> None:
        """The person belongs to these spaces from now on, and to no others."""
        self.spaces.pop(name, None)
        if spaces:
            self.spaces[name] = frozenset(spaces)

    def suspend(self, modules: list[str]) -> None:
        """These modules are suspended from now on, and no others."""
        self.suspended = frozenset(modules)

    def learn(self, withdrawn: list[str], spaces: dict[str, list[str]]) -> None:
        """Take over what the site knows; a withdrawal that was heard meanwhile stays."""
        self.withdrawn.update(withdrawn)
        self.spaces = {name: frozenset(keys) for name, keys in spaces.items()}

    def spaces_of(self, name: str) -> frozenset[str]:
        """The spaces of the person with this name."""
        return self.spaces.get(name, NOWHERE)
