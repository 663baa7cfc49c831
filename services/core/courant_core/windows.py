"""Which windows are open and what they show, as backends hear of it (no I/O)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic

from courant_kit.calls.errors import RateLimited
from courant_kit.calls.limits import Limit
from courant_kit.wire.contract import Topic
from courant_kit.wire.payload import Payload

from courant_core.contract import CONNECTED, DISCONNECTED, VIEWED, Viewed, WindowEvent

Found = tuple[Topic, Payload]

EACH_SECOND, AT_ONCE = 100, 1000
"""How many events are published: when the router restarts, every window connects again."""


@dataclass(slots=True)
class Windows:
    """The open windows, by their sessions: the name in events, the person's name, and the role of each.

    At most EACH_SECOND events are made, AT_ONCE at most in a burst. Each says how many were left out before it.
    """

    now: Callable[[], float] = monotonic
    _open: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    _limit: Limit = field(default_factory=lambda: Limit(EACH_SECOND, AT_ONCE))
    _key: str = field(default_factory=lambda: secrets.token_hex(16))
    _missed: int = 0

    def clear(self) -> None:
        """Begin anew: every window will report its page again."""
        self._open.clear()

    def view(self, session: int, name: str, role: str, page: str) -> list[Found]:
        """A window shows a page (its path, or "" if it is not for everybody); the events of it."""
        first = session not in self._open
        window = self._open.setdefault(session, (self._named(session), name, role))
        connected = self._made(CONNECTED, WindowEvent(*window)) if first else []
        return [*connected, *self._made(VIEWED, Viewed(*window, page=page))]

    def is_new(self, session: int) -> bool:
        """Whether the session has shown no page yet: of a window that was just loaded, or whose line was cut."""
        return session not in self._open

    def end(self, session: int) -> list[Found]:
        """A session has ended; the event of it, if it was a window."""
        window = self._open.pop(session, None)
        return self._made(DISCONNECTED, WindowEvent(*window)) if window else []

    def _named(self, session: int) -> str:
        """A name that says nothing but that two events are of one window."""
        return sha256(f"{self._key}{session}".encode()).hexdigest()[:16]

    def _made(self, topic: Topic, event: WindowEvent) -> list[Found]:
        try:
            self._limit.take("", self.now())
        except RateLimited:
            self._missed += 1
            return []
        event.missed, self._missed = self._missed, 0
        return [(topic, event)]
