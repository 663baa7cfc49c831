"""The interface of a session on the router; `session.py` has the real one, `testing.py` a fake."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

SESSION_ENDED = "wamp.session.on_leave"
"""The router's event about a session that has ended; its first argument is the session's number."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The facts that the router discloses about a caller or publisher: session id, authid and authrole."""

    session: int | None = None
    authid: str | None = None
    authrole: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """The receivers of an event: all but those excluded by authid or session, with one of these roles (empty: any).

    With `authids`, only sessions that joined under one of these receive it.
    """

    exclude_authids: list[str] = field(default_factory=list)
    exclude: list[int] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    authids: list[str] = field(default_factory=list)


Endpoint = Callable[[Disclosed, list[Any], dict[str, Any]], Awaitable[Any]]
"""Answers a call: who called, positional and keyword arguments; raises CourantError."""

Listener = Callable[[str, list[Any], dict[str, Any]], Awaitable[None]]
"""Receives an event: its topic, positional and keyword arguments."""


class Session(Protocol):
    """A joined session. Every method returns when the router has confirmed; otherwise it raises CourantError."""

    async def call(self, uri: str, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a procedure."""
        ...

    async def read(self, uri: str, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a procedure that changes nothing: if the replica that was to answer is lost, another is asked.

        `call` does the same only if the call has an idempotency key.
        """
        ...

    def publish(self, topic: str, fields: dict[str, Any], publication: Publication | None = None) -> Awaitable[None]:
        """Publish an event with keyword arguments. It is sent at once, so events keep the order of the calls."""
        ...

    async def register(self, uri: str, endpoint: Endpoint, *, shared: bool = False) -> None:
        """Register an endpoint for a procedure; replicas may share it (`shared`)."""
        ...

    async def withdraw(self) -> None:
        """Unregister all procedures, and wait until every call that had arrived is answered."""
        ...

    async def subscribe(self, topic: str, listener: Listener, *, match: str = "exact") -> None:
        """Subscribe to a topic, or to a pattern of topics if `match` is `prefix` or `wildcard`."""
        ...
