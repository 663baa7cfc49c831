"""Standing: which grants are withdrawn, who belongs to which spaces, and which modules are suspended.

The router discloses only session, authid and role of a caller. Each service learns the rest from the site when it
joins, and afterwards from events.
"""

from dataclasses import dataclass, field

NOWHERE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Standing:
    """The facts about callers and modules that the router does not disclose.

    `withdrawn` are authids; `spaces` maps a user name to the keys of the person's spaces; `suspended` are the names of
    the suspended modules.
    """

    withdrawn: set[str] = field(default_factory=set)
    spaces: dict[str, frozenset[str]] = field(default_factory=dict)
    suspended: frozenset[str] = frozenset()
    _heard: set[str] = field(default_factory=set)

    def ask(self) -> None:
        """Start a question to the site: events that arrive from now on take precedence over its answer."""
        self._heard.clear()

    def withdraw(self, grants: list[str]) -> None:
        """Add these grants to the withdrawn ones."""
        self.withdrawn.update(grants)

    def belongs(self, name: str, spaces: list[str]) -> None:
        """Replace the spaces of a person."""
        self._heard.add(name)
        self.spaces.pop(name, None)
        if spaces:
            self.spaces[name] = frozenset(spaces)

    def suspend(self, modules: list[str]) -> None:
        """Replace the list of suspended modules."""
        self.suspended = frozenset(modules)

    def learn(self, withdrawn: list[str], spaces: dict[str, list[str]]) -> None:
        """Adopt the site's answer. What arrived as events since `ask` remains, since it may be newer."""
        self.withdrawn.update(withdrawn)
        answered = {name: frozenset(keys) for name, keys in spaces.items() if name not in self._heard}
        self.spaces = answered | {name: self.spaces[name] for name in self._heard & self.spaces.keys()}

    def spaces_of(self, name: str) -> frozenset[str]:
        """The spaces of the person with this name."""
        return self.spaces.get(name, NOWHERE)
