"""Where a follower's position is kept: in a file, at the module, or by the handler together with its work."""

import os
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from courant_kit.following.position import Position, parse

Call = Callable[..., Awaitable[Any]]
"""Calls a procedure with keyword arguments."""


class Keeper(Protocol):
    """Keeps a position. `load` is awaited once, before the first event; `store` whenever the position has moved."""

    async def load(self, call: Call, modules: Iterable[str]) -> Position:
        """The stored position; a module that is not part of it has none yet."""
        ...

    async def store(self, call: Call, position: Position) -> None:
        """Store the position: what it says is finished is not received again."""
        ...


class PositionFile:
    """Keeps the position in a file, which is replaced in one step, and complete even after a power cut."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    async def load(self, call: Call, modules: Iterable[str]) -> Position:
        """The position in the file; empty if there is none. Raises ValueError if it is not a position."""
        return parse(self.path.read_text("ascii")) if self.path.exists() else Position()

    async def store(self, call: Call, position: Position) -> None:
        """Replace the file."""
        fresh = self.path.with_name(f"{self.path.name}.new")
        with fresh.open("w", encoding="ascii") as file:
            file.write(f"{position}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)


class AtModules:
    """Lets each module keep its part, for a program without a disk; `name` tells several of one credential apart."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self._stored = Position()

    async def load(self, call: Call, modules: Iterable[str]) -> Position:
        """The stored position; raises CourantError if a module is away."""
        found = {one: (await call(f"courant.{one}.event.marked", name=self.name))["number"] for one in modules}
        self._stored = Position({module: number for module, number in found.items() if number is not None})
        return self._stored

    async def store(self, call: Call, position: Position) -> None:
        """Store what has moved."""
        for module, number in position.numbers.items():
            if self._stored.numbers.get(module) != number:
                await call(f"courant.{module}.event.mark", name=self.name, number=number, back=True)
                self._stored = self._stored.advance(module, number)


class WithTheWork:
    """The handler stores `event.position` in the transaction of its work, and so does nothing twice, whatever dies.

    `load` returns what it stored last, "" at first.
    """

    def __init__(self, load: Callable[[], str]) -> None:
        self._load = load

    async def load(self, call: Call, modules: Iterable[str]) -> Position:
        """The position that the handler stored last."""
        return parse(self._load())

    async def store(self, call: Call, position: Position) -> None:
        """Nothing: the handler has stored it."""
