# mypy: disable-error-code="no-untyped-call"
"""A stand-in for the services in the client's tests on the real router: it echoes, streams, waits and fails."""

import asyncio
import sys
from typing import Any

from autobahn.asyncio.component import Component, run
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import CallDetails, RegisterOptions


class Backend:
    """The procedures `courant.blog.test.*` and, for the cookie of the handshake, who a browser is."""

    def __init__(self) -> None:
        """Begin with no cancelled calls."""
        self.cancellations = asyncio.Semaphore(0)
        self.session: Any = None

    async def joined(self, session: Any, _details: object) -> None:
        """Register all procedures once joined, and report that to the process that started this one."""
        self.session = session
        for verb in ("echo", "count", "slow", "cancelled", "measure", "fail", "tell"):
            options = RegisterOptions(details_arg="details")
            await session.register(getattr(self, verb), f"courant.blog.test.{verb}", options)
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    async def echo(self, value: Any = None, details: CallDetails | None = None) -> Any:
        """Return the argument."""
        return value

    async def count(self, to: int, details: CallDetails) -> int:
        """Send progressive results from 1, then return `to`."""
        for number in range(1, to):
            if details.progress:
                details.progress(number)
        return to

    def slow(self, details: CallDetails | None = None) -> "asyncio.Future[None]":
        """Never answer; record when the call is cancelled."""
        # A coroutine that is cancelled before its first step would record nothing.
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(lambda _: self.cancellations.release())
        return answer

    async def cancelled(self, details: CallDetails | None = None) -> None:
        """Return once for each cancelled call of `slow`."""
        await self.cancellations.acquire()

    async def measure(self, data: bytes, details: CallDetails | None = None) -> dict[str, Any]:
        """Return the received bytes, and how they look here."""
        return {"type": type(data).__name__, "length": len(data), "back": data[::-1]}

    async def fail(self, details: CallDetails | None = None) -> None:
        """Raise an error as the services do."""
        raise ApplicationError("courant.error.invalid", "The title is too long.", field="title")

    async def tell(self, number: int, details: CallDetails | None = None) -> None:
        """Publish on a live topic, and return once the router has acknowledged it."""
        self.session.publish("courant.blog.live.test-1", number=number)


def main(url: str, secret: str) -> None:
    """Join the router's private port as the blog."""
    backend = Backend()
    component = Component(
        transports=[{"type": "rawsocket", "url": url.replace("tcp:", "rs:"), "serializer": "cbor"}],
        realm="courant",
        authentication={"wampcra": {"authid": "blog", "secret": secret}},
    )
    component.on("join", backend.joined)
    run([component], log_level="error")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
