"""Asking again: a call whose replica was killed goes to another one, if it changes nothing or has a key (no I/O)."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from courant_kit.calls.errors import Lost

KEY = "idempotency_key"
"""The field with which a caller says that it may send the call again, and that it is to be carried out once."""

WAITS = (0.0, 0.05, 0.2, 0.8)
"""Seconds before a call is sent again: at once, since another replica is there; then later, if it is killed as well."""

T = TypeVar("T")


def backoff(failures: int, chance: float, first: float, longest: float, growth: float = 2) -> float:
    """Seconds to wait after so many failures in a row, of which the first is number 0: longer each time, up to a bound.

    Half of it is chance, so that those who failed at one moment do not come back at one moment; `chance` is between 0
    and 1.
    """
    return min(longest, first * growth ** min(failures, 20)) * (0.5 + chance / 2)


async def asked_again(
    ask: Callable[[], Awaitable[T]], pause: Callable[[float], Awaitable[Any]], waits: Sequence[float] = WAITS
) -> T:
    """The outcome of `ask()`, asked again after each of `waits` if the replica was lost; raises Lost after the last."""
    for wait in waits:
        try:
            return await ask()
        except Lost:
            await pause(wait)
    return await ask()
