"""Paces what modules of others send: each may use a part of the router's time, and is not read while it has none.

A module that publishes, calls or subscribes without end would delay everybody's messages, since the router has one
thread. Nothing of it is lost: its connection fills up, and it waits. Answers to calls cost it nothing, since others
have asked for them. The router's own services, which join with a secret that it knows, are not paced.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, thread_time
from typing import Any
from weakref import WeakKeyDictionary

PART = 0.1
"""The part of the router's time that one session of a module may use."""

BURST = 0.15
"""Seconds of the router's time that it may use at once."""

EACH = 250e-6
"""Seconds for what one message costs and is not measured.

The router reads it and writes what follows from it (60 microseconds). Whoever receives it takes longer than that: web
receives every event, and core every announcement. So a module may send some 300 small events a second. One that is sent
to a thousand windows costs many times as much here, beside which this does not count.
"""

READ, LITTLE = 4096, 512
"""Bytes that are read of such a session at a time, so that others have their turn after some 30 messages.

A session that has used more than `QUICK` of its burst is read in little pieces: others wait for a few of its messages
here, and where its events arrive. For all others this would only slow down what is large.
"""

TAKEN = 0.004
"""Seconds that a session has again when it is read on: to stop and to begin for each message would take as long."""

QUICK = 0.02
"""Seconds of its burst, some 50 small messages, that a session may use before it is read in little pieces."""

TOLD = 10.0
"""Seconds between two reports of one module."""

PACED = frozenset({"Publish", "Call", "Cancel", "Subscribe", "Unsubscribe", "Register", "Unregister"})
"""The messages that a session sends of its own accord."""

Told = Callable[[str], None]
Later = Callable[..., Any]


@dataclass(slots=True)
class Allowance:
    """What a session may still use, in seconds of the router's time (no I/O)."""

    left: float = BURST
    at: float = 0.0
    paused: bool = False

    def spend(self, seconds: float, now: float) -> float:
        """Use so much; returns for how many seconds the session has to wait, 0 if it has some left."""
        self.left = min(BURST, self.left + (now - self.at) * PART) - seconds
        self.at = now
        return (TAKEN - self.left) / PART if self.left < 0 else 0.0

    def piece(self) -> int:
        """How many bytes of the session are read at a time."""
        return READ if self.left > BURST - QUICK else LITTLE


class Pacing:
    """Paces the sessions of one process: `later(seconds, act)` waits, `told(name)` gets whom it slows down."""

    def __init__(
        self, later: Later, told: Told, clock: Callable[[], float] = monotonic, used: Callable[[], float] = thread_time
    ) -> None:
        self._later, self._told, self._clock, self._used = later, told, clock, used
        self._allowances: WeakKeyDictionary[Any, Allowance] = WeakKeyDictionary()
        self._reported: dict[str, float] = {}

    def around(self, process: Callable[..., None]) -> Callable[..., None]:
        """The router's `process(session, message)`, which measures what the messages of modules cost."""

        def paced(router: Any, session: Any, message: Any) -> None:
            if not (is_a_strangers(session) and type(message).__name__ in PACED):
                return process(router, session, message)
            before = self._used()
            process(router, session, message)
            return self._spent(session, self._used() - before + EACH)

        return paced

    def _spent(self, session: Any, seconds: float) -> None:
        now = self._clock()
        allowance = self._allowances.get(session)
        if allowance is None:
            allowance = self._allowances[session] = Allowance(at=now)
        wait = allowance.spend(seconds, now)
        connection = _connection(session)
        if connection is None:
            return
        connection.bufferSize = allowance.piece()
        if wait and not allowance.paused:
            allowance.paused = True
            connection.pauseProducing()
            self._later(wait, self._resume, session, allowance)
            self._report(session, now)

    def _resume(self, session: Any, allowance: Allowance) -> None:
        """Read on, unless what had been read already cost more meanwhile."""
        wait = allowance.spend(0.0, self._clock())
        connection = _connection(session)
        if connection is None or not connection.connected:
            return
        if wait:
            self._later(wait, self._resume, session, allowance)
        else:
            allowance.paused = False
            connection.resumeProducing()

    def _report(self, session: Any, now: float) -> None:
        name = str(session._authid).partition("#")[0]
        if now - self._reported.get(name, -TOLD) >= TOLD:
            self._reported[name] = now
            self._told(name)


def is_a_strangers(session: Any) -> bool:
    """Whether the session is one of a module that the router has no secret of."""
    by_secret = (session._authmethod, session._authprovider) == ("wampcra", "static")
    return bool(session._authrole == "service" and not by_secret)


def install(later: Later, told: Told) -> None:
    """Pace the sessions of this process's router."""
    from crossbar.router.router import Router

    router: Any = Router
    router.process = Pacing(later, told).around(router.process)


def _connection(session: Any) -> Any:
    """The session's TCP connection, or None if it has ended."""
    return getattr(session._transport, "transport", None)
