"""The open streams of events: how many there may be, and ending those whose token does not count any more."""

import asyncio
from collections import Counter
from collections.abc import Mapping

from courant_kit.calls.errors import CourantError, RateLimited, Unavailable

from courant_web.accounts import tokens
from courant_web.accounts.tokens import Bearer, NotValid
from courant_web.module import module

PER_TOKEN, PER_NETWORK, IN_ALL = 10, 50, 2000
"""Streams at once with one token, from one network, and of all together."""

AGAIN = 5.0


class Stream:
    """An open stream: whose it is, and a bell that wakes it. It ends with the error in `over`."""

    def __init__(self, bearer: Bearer, network: str) -> None:
        self.bearer, self.network = bearer, network
        self.bell = asyncio.Event()
        self.over: CourantError | None = None

    def end(self, error: CourantError) -> None:
        """End it, with this error as its last words."""
        self.over = self.over or error
        self.bell.set()


class Streams:
    """All streams of this process."""

    def __init__(self) -> None:
        self.open: list[Stream] = []

    def add(self, bearer: Bearer, network: str) -> Stream:
        """One more stream; raises RateLimited if there are too many, and Unavailable if the site has too many."""
        of_token = Counter(one.bearer.token for one in self.open)[bearer.token]
        if of_token >= PER_TOKEN or Counter(one.network for one in self.open)[network] >= PER_NETWORK:
            raise RateLimited("There are too many open streams; close one first.", retry_after=AGAIN)
        if len(self.open) >= IN_ALL:
            raise Unavailable("This site has too many open streams at the moment.", retry_after=AGAIN)
        self.open.append(Stream(bearer, network))
        return self.open[-1]

    def remove(self, stream: Stream) -> None:
        """A stream has ended."""
        if stream in self.open:
            self.open.remove(stream)

    @property
    def tokens(self) -> set[int]:
        """The tokens with which somebody has a stream open."""
        return {one.bearer.token for one in self.open}

    def learn(self, bearers: Mapping[int, Bearer | NotValid]) -> None:
        """End the streams of tokens that do not count any more; the others are read with the rights of now."""
        for stream in self.open:
            now = bearers.get(stream.bearer.token, stream.bearer)
            if isinstance(now, NotValid):
                stream.end(now)
            else:
                stream.bearer = now

    def end_all(self) -> None:
        """The process stops: clients come back by themselves."""
        for stream in self.open:
            stream.end(Unavailable("The site is being restarted; come back in a moment."))


streams = Streams()


async def look() -> None:
    """Look whether the tokens of the open streams still count."""
    if numbers := streams.tokens:
        streams.learn(await module.in_thread(tokens.bearers, numbers))
