# mypy: disable-error-code="no-untyped-call"
"""A stand-in for services, for the client's tests against the real router: echoes, streams, waits, fails."""

import asyncio
import sys
from typing import Any

from autobahn.asyncio.component import Component, run
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import CallDetails, RegisterOptions


class Backend:
    """The procedures `courant.blog.test.*` and, for the cookie of the handshake, who a browser is."""

    def __init__(self) -> None:
        """Nothing was cancelled yet."""
        self.cancellations = asyncio.Semaphore(0)
        self.session: Any = None

    async def joined(self, session: Any, _details: object) -> None:
        """Offer everything once the router has let us in, and tell whoever started us."""
        self.session = session
        for verb in ("echo", "count", "slow", "cancelled", "measure", "fail", "tell"):
            options = RegisterOptions(details_arg="details")
            await session.register(getattr(self, verb), f"courant.blog.test.{verb}", options)
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    async def echo(self, value: Any = None, details: CallDetails | None = None) -> Any:
        """The same value."""
        return value

    async def count(self, to: int, details: CallDetails) -> int:
        """Progress from 1, then `to` itself."""
        for number in range(1, to):
            if details.progress:
                details.progress(number)
        return to

    async def slow(self, details: CallDetails | None = None) -> None:
        """Never answers; notes when it is cancelled."""
        try:
            await asyncio.Event().wait()
        finally:
            self.cancellations.release()

    async def cancelled(self, details: CallDetails | None = None) -> None:
        """Answers once for each call of `slow` that was cancelled."""
        await self.cancellations.acquire()

    async def measure(self, data: bytes, details: CallDetails | None = None) -> dict[str, Any]:
        """What bytes look like from here, and back again."""
        return {"type": type(data).__name__, "length": len(data), "back": data[::-1]}

    async def fail(self, details: CallDetails | None = None) -> None:
        """An error as the services raise it."""
        raise ApplicationError("courant.error.invalid", "The title is too long.", field="title")

    async def tell(self, number: int, details: CallDetails | None = None) -> None:
        """Publish on a live topic; acknowledged before the answer."""
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
