"""The doorbell: says that a module's log has an event, to whoever reads that log. The log is the source."""

from collections.abc import Callable
from typing import Any

Heard = Callable[[str, int | None], None]
"""Is told the module's name and the number of its event; the number is None if it is not known."""


class Doorbell:
    """Who wants to know; `newest` are the highest numbers heard, by module."""

    def __init__(self) -> None:
        self._listeners: list[Heard] = []
        self.newest: dict[str, int] = {}

    def answer(self, heard: Heard) -> None:
        """Call `heard` at each ring."""
        self._listeners.append(heard)

    def ignore(self, heard: Heard) -> None:
        """Call it no longer."""
        self._listeners.remove(heard)

    def ring(self, module: str, number: Any = None) -> None:
        """A module published an event, or may have while web was away from the router."""
        known = number if type(number) is int else None
        if known is not None:
            self.newest[module] = max(known, self.newest.get(module, 0))
        for heard in list(self._listeners):
            heard(module, known)
