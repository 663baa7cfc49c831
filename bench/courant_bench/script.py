"""Records what a real browser window sends on its socket, so that a thousand sockets can send the same."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, WebSocket

from courant_bench import wamp
from courant_bench.browser import visit
from courant_bench.window import Window

SETTLED = 2.0  # seconds after the page is live in which it may still say something


@dataclass(frozen=True)
class Script:
    """The messages that a window sends after it has connected, in order: the first is HELLO."""

    messages: Sequence[bytes]

    def say(self, windows: Sequence[Window]) -> None:
        """Send all messages from each window, and wait for every answer; raises `Refused`."""
        for window in windows:
            window.send(self.messages[0])
        for window in windows:
            wamp.expect(window, {wamp.WELCOME})
            for message in self.messages[1:]:
                window.send(message)
        for window in windows:
            for _ in range(self._answers()):
                wamp.expect(window, {wamp.SUBSCRIBED, wamp.RESULT})

    def _answers(self) -> int:
        return sum(json.loads(message)[0] in {wamp.SUBSCRIBE, wamp.CALL} for message in self.messages)


def spoken_by(browser: Browser, url: str, live: str) -> Script:
    """Open a page, wait until it matches `live` and a little longer, and return what its window has sent."""
    said: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda text: said.append(text if isinstance(text, bytes) else text.encode()))

    context = browser.new_context()
    page = context.new_page()
    page.on("websocket", listen)
    visit(page, url, live)
    page.wait_for_timeout(SETTLED * 1000)
    context.close()
    return Script([message for message in said if json.loads(message)[0] != 6])
