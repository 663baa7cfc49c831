"""The WAMP messages that a window of the generator needs, in JSON: hello, subscribe, call (WAMP basic profile)."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from courant_bench.window import Refused, Window

HELLO, WELCOME, ABORT, GOODBYE, ERROR = 1, 2, 3, 6, 8
SUBSCRIBE, SUBSCRIBED, CALL, RESULT = 32, 33, 48, 50
ROLES = {"caller": {}, "subscriber": {"features": {"pattern_based_subscription": True}}}
EVENT_PREFIX, RESULT_PREFIX, ERROR_PREFIX = b"[36,", b"[50,", b"[8,"


def knock(port: int, cookie: str = "") -> Window:
    """Connect to the router as a browser does."""
    return Window(port, "/ws", "wamp.2.json", cookie)


def enter(windows: Iterable[Window], topics: Iterable[str] = (), realm: str = "courant") -> None:
    """Join the realm from each window and subscribe to `topics`, as a page does; raises `Refused`."""
    windows, topics = list(windows), list(topics)
    for window in windows:
        _send(window, [HELLO, realm, {"roles": ROLES, "authmethods": ["anonymous"]}])
    for window in windows:
        expect(window, {WELCOME})
        for request, topic in enumerate(topics, 1):
            _send(window, [SUBSCRIBE, request, {}, topic])
    for window in windows:
        for _ in topics:
            expect(window, {SUBSCRIBED})


def call_message(request: int, procedure: str, arguments: Mapping[str, Any], args: Sequence[Any] = ()) -> bytes:
    """Return the message that calls `procedure`."""
    return json.dumps([CALL, request, {}, procedure, list(args), arguments], separators=(",", ":")).encode()


def expect(window: Window, kinds: Container[int]) -> list[Any]:
    """Wait for a message of one of these kinds, skipping events; raises `Refused` if the answer is an error."""
    message: list[Any] = json.loads(window.receive())
    while message[0] not in kinds:
        if message[0] in {ABORT, GOODBYE, ERROR}:
            raise Refused(json.dumps(message))
        message = json.loads(window.receive())
    return message


class Session:
    """A session that calls procedures and waits for their results."""

    def __init__(self, port: int, cookie: str = "") -> None:
        """Join; raises `Refused`."""
        self._window = knock(port, cookie).opened()
        enter([self._window])
        self._request = 0

    def call(self, procedure: str, **arguments: Any) -> Any:
        """Return the one positional result; raises `Refused` with the error's message."""
        self._request += 1
        self._window.send(call_message(self._request, procedure, arguments))
        answer = expect(self._window, {RESULT})
        return answer[3][0] if len(answer) > 3 and answer[3] else None

    def close(self) -> None:
        """Leave without a goodbye."""
        self._window.close()


def _send(window: Window, message: list[Any]) -> None:
    window.send(json.dumps(message, separators=(",", ":")).encode())
