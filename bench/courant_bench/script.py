"""Records what a real browser window sends on its socket, so that a thousand sockets can send the same."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, WebSocket

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
    with _listening(browser) as (page, connections):
        visit(page, url, live)
        page.wait_for_timeout(SETTLED * 1000)
    return Script([message for message in connections[-1] if json.loads(message)[0] != wamp.GOODBYE])


def spoken_again(browser: Browser, url: str, live: str, interrupt: Callable[[], object]) -> list[bytes]:
    """Open a page, `interrupt` its connection, and return what its window sends on the one that follows."""
    with _listening(browser) as (page, connections):
        visit(page, url, live)
        page.wait_for_timeout(SETTLED * 1000)
        interrupt()
        page.wait_for_selector(live, state="detached")
        page.wait_for_selector(live, state="attached")
        page.wait_for_timeout(SETTLED * 1000)
    return [said for said in connections if said][-1]


@contextmanager
def _listening(browser: Browser) -> Iterator[tuple[Page, list[list[bytes]]]]:
    connections: list[list[bytes]] = []

    def listen(socket: WebSocket) -> None:
        said: list[bytes] = []
        connections.append(said)
        socket.on("framesent", lambda text: said.append(text if isinstance(text, bytes) else text.encode()))

    context = browser.new_context()
    page = context.new_page()
    page.on("websocket", listen)
    yield page, connections
    context.close()
