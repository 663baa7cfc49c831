"""A backend that records the numbers of the events it receives, as a consumer that must not miss any would."""

import time
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from tests.site import Site


class Listener:
    """Hears one topic until the block ends."""

    def __init__(self, site: Site, topic: str) -> None:
        self._open = ExitStack()
        self._peer = self._open.enter_context(site.operator())
        self._subscription = self._peer.subscribe(topic)
        self.heard: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._open.close()

    def until_heard(self, numbers: list[int], seconds: float = 30) -> None:
        """Wait until each of these was heard at least once; the first time in the order of their numbers."""
        deadline = time.monotonic() + seconds
        while missing := set(numbers) - set(self.heard):
            assert time.monotonic() < deadline, f"never heard: {sorted(missing)}"
            self.heard.append(self._peer.next_event(self._subscription, timeout=seconds)[1]["event"])
        assert list(dict.fromkeys(self.heard)) == sorted(set(self.heard))
