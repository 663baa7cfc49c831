"""A client of the HTTP API's events that comes back whenever its stream ends, and records what it received."""

import threading
from types import TracebackType
from typing import Self

import httpx
from httpx_sse import connect_sse

from tests.site import Site

PAUSE = 0.2
PATIENCE = 120


class Followed:
    """Follows a topic on a thread; `numbers` are those of the events received, in their order, `ends` of streams."""

    def __init__(self, site: Site, token: str, topic: str) -> None:
        self.numbers: list[int] = []
        self.ends: list[str] = []
        self._url, self._headers = f"{site.url}/api/events?topic={topic}", {"Authorization": f"Bearer {token}"}
        self._position = f"{topic.split('.')[1]}:0"
        self._news, self._stopping = threading.Condition(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._stopping.set()

    def until(self, number: int) -> list[int]:
        """Wait until the event with this number has arrived; all numbers so far."""
        with self._news:
            arrived = self._news.wait_for(lambda: number in self.numbers, PATIENCE)
            assert arrived, (number, self.numbers[-3:], self.ends[-3:])
            return list(self.numbers)

    def _run(self) -> None:
        while not self._stopping.wait(PAUSE):
            try:
                self._follow()
            except httpx.HTTPError as error:
                self.ends.append(repr(error))
            else:
                self.ends.append("closed")

    def _follow(self) -> None:
        headers = {**self._headers, "Last-Event-ID": self._position}
        with httpx.Client(timeout=30) as client, connect_sse(client, "GET", self._url, headers=headers) as source:
            source.response.raise_for_status()
            for event in source.iter_sse():
                self._position = event.id or self._position
                if event.event.startswith("courant."):
                    with self._news:
                        self.numbers.append(event.json()["event"])
                        self._news.notify_all()
                if self._stopping.is_set():
                    return
