"""Lists that come in pieces through the router, and several calls at a time."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any, TypeVar

from courant_kit.process.wamp import Session
from twisted.internet.defer import Deferred, FirstError, gatherResults

T = TypeVar("T")

AT_ONCE = 8


async def listed(
    session: Session, uri: str, things: str, key: str, **fields: Any
) -> AsyncIterator[tuple[dict[str, Any], int]]:  # fmt: skip
    """Each thing of a list that is asked for with `after`, and how many there are; `key` is what `after` names."""
    after: dict[str, Any] = {}
    while True:
        answer = await session.call(uri, **fields, **after)
        for one in answer[things]:
            yield one, answer["total"]
        if not answer["more"] or not answer[things]:
            return
        after = {"after": answer[things][-1][key]}


async def each(items: Iterable[T], work: Callable[[T], Awaitable[None]]) -> None:
    """Do work for every item, several at a time; raises what the first that fails raises."""
    left = iter(items)

    async def worker() -> None:
        for item in left:
            await work(item)

    try:
        await gatherResults([Deferred.fromCoroutine(worker()) for _ in range(AT_ONCE)], consumeErrors=True)
    except FirstError as first:
        raise (first.subFailure.value or first) from first
