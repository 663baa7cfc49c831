"""A stream of writes from several threads, which records the acknowledged ones."""

import queue
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx

from tests.chaos.writing import Write
from tests.site import Site
from tests.wamp import Lost, WampError

#: What a writer meets whose service, router or web is away; whether its words were saved is not known then.
AWAY = (WampError, Lost, OSError, httpx.HTTPError, queue.Empty)
#: Seconds between two writes of one writer, when all is well and when it is not.
PACE, PAUSE = 0.03, 0.2


def killed_midway(site: Site, process: str, writer: Callable[[], Write]) -> set[str]:
    """Kill a process in the middle of a stream of writes; the words that were acknowledged before and after."""
    with Stream(writer) as stream:
        stream.until_more(15)
        site.kill(process)
        stream.until_more(15)
    site.until_ready()
    return set(stream.acknowledged)


class Stream:
    """Writers, each on a thread of its own, that write one thing after another, `pace` seconds apart, until it ends.

    `writer()` makes each its own function that saves words; it raises one of AWAY when it was not told that they are
    saved, and is called with other words then.
    """

    def __init__(self, writer: Callable[[], Write], writers: int = 3, pace: float = PACE) -> None:
        self.acknowledged: list[str] = []
        self.failures: list[str] = []
        self._pace, self._stopping = pace, threading.Event()
        self._news = threading.Condition()
        self._threads = [
            threading.Thread(target=self._run, args=(writer(), number), daemon=True) for number in range(writers)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """End the writers, each after what it is writing."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(30)

    def until_more(self, count: int, timeout: float = 60) -> None:
        """Wait until so many more writes are acknowledged than now."""
        with self._news:
            wanted = len(self.acknowledged) + count
            assert self._news.wait_for(lambda: len(self.acknowledged) >= wanted, timeout), self.failures[-3:]

    def _run(self, save: Write, number: int) -> None:
        pause = self._pace
        while not self._stopping.wait(pause):
            words = f"{time.time_ns()} of writer {number}"
            try:
                save(words)
            except AWAY as error:
                self.failures.append(f"{words}: {error!r}")
                pause = PAUSE
            else:
                self._acknowledge(words)
                pause = self._pace

    def _acknowledge(self, words: str) -> None:
        with self._news:
            self.acknowledged.append(words)
            self._news.notify_all()
