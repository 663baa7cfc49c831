"""What every generated module is made of: calls of a session, and fields that may be left out."""

from collections.abc import Awaitable, Callable
from enum import Enum
from inspect import iscoroutinefunction
from typing import Any, Final, Literal, Protocol


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "unset"


UNSET: Final[Literal[Unset.UNSET]] = Unset.UNSET
"""The value of a field that is left out: the module then uses its own default."""


class Session(Protocol):
    """What calls: a session of autobahn, or `Http`."""

    @property
    def call(self) -> Callable[..., Awaitable[Any]]:
        """Calls a procedure by its URI with keyword arguments."""
        ...


class Module:
    """A module of a site. Its generated class has a method for each procedure and topic."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def _call(self, procedure: str, fields: dict[str, Any]) -> Any:
        given = {name: value for name, value in fields.items() if value is not UNSET}
        return await self._session.call(procedure, **given)

    async def _subscribe(self, topic: str, act: Callable[[Any], object]) -> Any:
        """Call `act` with the fields of each event; the result is autobahn's subscription."""

        async def waited(**fields: Any) -> None:
            await act(fields)  # type: ignore[misc]  # it is a coroutine function

        def told(**fields: Any) -> None:
            act(fields)

        subscribe: Callable[..., Awaitable[Any]] | None = getattr(self._session, "subscribe", None)
        if subscribe is None:
            raise TypeError("events need a session on the router; over HTTP, read /api/events")
        return await subscribe(waited if iscoroutinefunction(act) else told, topic)
