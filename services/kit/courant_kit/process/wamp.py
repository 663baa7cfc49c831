"""What the kit asks of a session on the router; `session.py` has the real one, `testing.py` the fake."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What the router says of a caller or publisher: session id, authid and authrole."""

    session: int | None = None
    authid: str | None = None
    authrole: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """To whom an event is published: not to these authids, and to these authroles only (empty: to all)."""

    exclude_authids: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


Endpoint = Callable[[Disclosed, list[Any], dict[str, Any]], Awaitable[Any]]
"""Answers a call: who called, positional and keyword arguments; raises CourantError."""

Listener = Callable[[str, list[Any], dict[str, Any]], Awaitable[None]]
"""Takes an event: its topic, positional and keyword arguments."""


class Session(Protocol):
    """A joined session; every method ends when the router has confirmed, and raises CourantError otherwise."""

    async def call(self, uri: str, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a procedure."""
        ...

    async def publish(self, topic: str, fields: dict[str, Any], publication: Publication | None = None) -> None:
        """Publish an event with keyword arguments."""
        ...

    async def register(self, uri: str, endpoint: Endpoint, *, shared: bool = False) -> None:
        """Answer calls of a procedure."""
        ...

    async def subscribe(self, topic: str, listener: Listener, *, match: str = "exact") -> None:
        """Hear the events of a topic (or of a pattern: `prefix`, `wildcard`)."""
        ...
