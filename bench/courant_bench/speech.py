"""What a browser window says when it joins the router again, and when it says each of it (no I/O)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from courant_bench import wamp

#: Answers after which the client repeats a call later (web/client/src/fragments/catch-up.ts).
PASSING = (
    "wamp.error.no_such_procedure", "wamp.error.canceled", "courant.error.rate_limited", "courant.error.unavailable",
    "courant.error.internal",
)  # fmt: skip
MODULES, ENTER, CHANGED, MENU = (
    "courant.core.module.list", "courant.core.presence.enter", "courant.core.module.changed", "courant.core.live.menu"
)  # fmt: skip


@dataclass(frozen=True)
class Speech:
    """A window's messages: the first, those after the welcome, and `live.since`, which awaits the subscriptions."""

    hello: bytes
    at_once: Sequence[bytes]
    since: Sequence[bytes]

    @classmethod
    def of(cls, said: Sequence[bytes]) -> "Speech":
        """Sort what a window has said on one connection; a call that it repeated counts once."""
        at_once, since, calls = [], [], set[str]()
        for text in said[1:]:
            message = json.loads(text)
            if message[0] == wamp.CALL:
                if message[3] not in calls:
                    (since if message[3].endswith(".live.since") else at_once).append(text)
                calls.add(message[3])
            elif message[0] == wamp.SUBSCRIBE:
                at_once.append(text)
        return cls(said[0], at_once, since)


@dataclass
class Conversation:
    """One connection of a window, from its welcome on: what it says to each message that arrives.

    `later` has the calls to repeat after a pause, `subscribed` says whether every topic is confirmed, and `answered`
    counts the modules that have said what was missed.
    """

    speech: Speech
    later: list[bytes] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    _open: dict[int, bytes] = field(default_factory=dict)
    _topics: dict[int, str] = field(default_factory=dict)
    _waiting: int = 0
    _request: int = 1_000_000

    def begin(self) -> list[bytes]:
        """Return what follows the welcome."""
        for text in self.speech.at_once:
            message = json.loads(text)
            self._open[message[1]] = text
            self._waiting += message[0] == wamp.SUBSCRIBE
        return [*self.speech.at_once]

    @property
    def current(self) -> bool:
        """Whether every topic is confirmed and every module has said what was missed."""
        return self._waiting == 0 and len(self.answered) == len({_procedure(text) for text in self.speech.since})

    def hear(self, text: bytes) -> list[bytes]:
        """Return what the window says to a message from the router."""
        if text.startswith(b"[33,"):
            return self._confirmed(json.loads(text))
        if text.startswith(b"[50,"):
            asked = self._open.pop(json.loads(text)[1], b"")
            self.answered |= {_procedure(asked)} if asked in self.speech.since or b".live.since" in asked else set()
        elif text.startswith(b"[8,"):
            return self._refused(json.loads(text))
        elif text.startswith(b"[36,"):
            return self._event(text)
        return []

    def again(self, text: bytes) -> bytes:
        """Return the same call under a new number."""
        self._request += 1
        message = json.loads(text)
        repeated = json.dumps([message[0], self._request, *message[2:]], separators=(",", ":")).encode()
        self._open[self._request] = repeated
        return repeated

    def _confirmed(self, message: list[Any]) -> list[bytes]:
        topic = json.loads(self._open.pop(message[1]))[3]
        if topic in {CHANGED, MENU}:
            self._topics[message[2]] = topic
        return self._one_less()

    def _one_less(self) -> list[bytes]:
        self._waiting -= 1
        return [self.again(text) for text in self.speech.since] if self._waiting == 0 else []

    def _refused(self, message: list[Any]) -> list[bytes]:
        asked = self._open.pop(message[2], b"")
        if message[1] == wamp.SUBSCRIBE:
            return self._one_less()
        repeats = PASSING if b".live.since" in asked else ("courant.error.rate_limited",)
        if asked and message[4] in repeats:
            self.later.append(asked)
        return []

    def _event(self, text: bytes) -> list[bytes]:
        if not self._topics:
            return []
        topic = self._topics.get(int(text[4 : text.index(b",", 4)]))
        if topic is None:
            return []
        asked = [text for text in self.speech.at_once if _procedure(text) == MODULES]
        changed = json.loads(text)[5] if topic == CHANGED else {}
        if changed.get("present"):
            asked += [text for text in self.speech.since if _procedure(text).split(".")[1] == changed["module"]]
            if changed["module"] == "core":
                asked += [text for text in self.speech.at_once if _procedure(text) == ENTER]
        return [self.again(text) for text in asked]


def _procedure(text: bytes) -> str:
    message = json.loads(text)
    return str(message[3]) if message[0] == wamp.CALL else ""
