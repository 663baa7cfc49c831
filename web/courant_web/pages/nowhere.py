"""Addresses that were found to lead nowhere: known for some seconds, so that scanners cost no call for each request.

What was said is forgotten with the next event that may change it, and all of it when web is cut off from the router.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from time import monotonic

from courant_web.upstream.state import invalidation

KEPT = 10.0
"""Seconds for which it is known: a module of others may change what it answers without an event."""

MOST = 5_000
"""How many addresses are known for each event; those that were asked for first are forgotten."""


@dataclass(slots=True)
class Said:
    """When each address was said to lead nowhere, and how often that was forgotten."""

    at: dict[Hashable, float] = field(default_factory=dict)
    forgotten: int = 0


class Nowhere:
    """The addresses that lead nowhere, by what makes that out of date: a fragment's id, or `blog.` for any of blog."""

    def __init__(self) -> None:
        self._said: dict[str, Said] = {}
        invalidation.droppers.append(self._drop)

    def knows(self, until: str, address: Hashable) -> bool:
        """Whether the address was lately found to lead nowhere."""
        said = self._said.get(until)
        return said is not None and monotonic() - said.at.get(address, -KEPT) < KEPT

    def begin(self, until: str) -> int:
        """A mark for `keep`, before the address is asked for."""
        return self._said.setdefault(until, Said()).forgotten

    def keep(self, until: str, address: Hashable, began: int) -> None:
        """Know that the address leads nowhere, unless an event came since `began`."""
        said = self._said[until]
        if began != said.forgotten or invalidation.closed:
            return
        said.at.pop(address, None)
        said.at[address] = monotonic()
        if len(said.at) > MOST:
            del said.at[next(iter(said.at))]

    def _drop(self, need: str | None) -> None:
        for until in list(self._said) if need is None else [need]:
            if said := self._said.get(until):
                said.at.clear()
                said.forgotten += 1


nowhere = Nowhere()
