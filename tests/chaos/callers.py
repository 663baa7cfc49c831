"""A program that calls a module as backends do, so many times a second: half save with a key, half read a page.

`python -m tests.chaos.callers SAVE PAGE RATE`, with the environment of a credential. It calls until its input ends,
waits for the answers, and prints one JSON object: how many calls it made, the texts that it saved, what failed, and how
long the slowest took.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass, field
from secrets import token_hex
from time import monotonic
from typing import Any, cast

from courant_kit.calls.errors import CourantError
from courant_kit.process import log
from courant_kit.process.login import Login
from courant_kit.process.session import Connection
from courant_kit.process.wamp import Session
from twisted.internet import reactor, stdio
from twisted.internet.defer import ensureDeferred
from twisted.internet.protocol import Protocol
from twisted.internet.task import LoopingCall

MOST_OPEN = 100
"""How many calls wait for their answers at a time: a machine that is too slow for the rate gets fewer calls."""


@dataclass
class Outcome:
    """What came of the calls; seconds of the slowest that was answered."""

    made: int = 0
    saved: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    slowest: float = 0.0


class Callers(Protocol):
    """Calls `rate` times a second from the join on, until its input ends."""

    def __init__(self, save: str, page: str, rate: float) -> None:
        self._save, self._page = save, page
        self._session: Session | None = None
        self.outcome, self._open = Outcome(), 0
        self._calling = LoopingCall.withCount(self._due)
        self._every = 1 / rate

    async def joined(self, session: Session) -> None:
        """Begin."""
        self._session = session
        _say("calling")
        self._calling.start(self._every)

    def connectionLost(self, reason: Any = None) -> None:
        """Stop when the input has ended."""
        self._calling.stop()
        self._end()

    def _due(self, count: int) -> None:
        for _ in range(min(count, MOST_OPEN - self._open)):
            ensureDeferred(self._one(self.outcome.made))
            self.outcome.made += 1

    async def _one(self, number: int) -> None:
        self._open += 1
        started = monotonic()
        try:
            await (self._read() if number % 2 else self._store(f"call {number}"))
        except CourantError as error:
            self.outcome.failed.append(f"{number}: {error.uri} {error.message}")
        self.outcome.slowest = max(self.outcome.slowest, monotonic() - started)
        self._open -= 1
        if not self._calling.running:
            self._end()

    async def _store(self, text: str) -> None:
        await cast(Session, self._session).call(self._save, text=text, idempotency_key=token_hex(16))
        self.outcome.saved.append(text)

    async def _read(self) -> None:
        page = await cast(Session, self._session).read(self._page)
        if page["status"] != 200:
            self.outcome.failed.append(f"a page was answered with {page['status']}")

    def _end(self) -> None:
        if not self._open:
            _say(json.dumps(asdict(self.outcome)))
            cast(Any, reactor).stop()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(save: str, page: str, rate: str) -> None:
    """Join as the environment says, and call."""
    log.configure("callers", "error")
    callers = Callers(save, page, float(rate))
    login = Login(os.environ["COURANT_ROUTER"], "operator", os.environ["COURANT_SECRET"], "wampcra")
    Connection(reactor, login, callers.joined, lambda: None).start()
    cast(Any, stdio).StandardIO(callers)
    cast(Any, reactor).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
