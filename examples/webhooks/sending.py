"""Sending one message over HTTP: to a pinned address, without redirects, with a limit for everything."""

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from types import TracebackType
from typing import Any, Self

import httpx
from addresses import NotAllowed, resolved

LIMITS = httpx.Timeout(10.0, connect=5.0)
WHOLE = 15.0
"""Seconds that a delivery may take in all; LIMITS begin anew with each byte that comes."""

READ = 1000
"""Bytes of an answer that are read; the log shows as much."""

GONE = 410


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try: the HTTP status (0 without one), words for the log, and how long it took (ms).

    `after` is the Retry-After of the answer, in seconds.
    """

    status: int
    words: str
    took: int
    after: int = 0

    @property
    def delivered(self) -> bool:
        """Whether the endpoint has accepted the message: with a status of 200 to 299."""
        return 200 <= self.status < 300


class Watch:
    """Ends a connection when its time is over, however slowly the other side speaks."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._timer.cancel()

    def note(self, event: str, info: dict[str, Any]) -> None:
        """Note the connection's socket (a `trace` of httpx); with TLS it is another one than before."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = info["return_value"].get_extra_info("socket")
            if self.over:
                self._end()

    def _end(self) -> None:
        self.over = True
        with suppress(OSError):  # it has ended by itself
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)


def send(url: str, body: str, headers: dict[str, str]) -> Outcome:
    """Send a message once; it never raises, whatever the other side does."""
    started = time.monotonic()
    with Watch(WHOLE) as watch:
        try:
            status, words, after = _sent(url, body, headers, watch)
        except NotAllowed as error:
            status, words, after = 0, str(error), 0
        except (OSError, httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            status, words, after = 0, f"{type(error).__name__}: {error}"[:READ], 0
            words = f"It took longer than {WHOLE:g} seconds." if watch.over else words
    return Outcome(status, words, round((time.monotonic() - started) * 1000), after)


def _sent(url: str, body: str, headers: dict[str, str], watch: Watch) -> tuple[int, str, int]:
    target = resolved(url)
    head = {"Host": target.host, "Content-Type": "application/json", "User-Agent": "Courant-Webhooks/1", **headers}
    more = {"sni_hostname": target.name, "trace": watch.note}
    # trust_env: a proxy of the environment would resolve the name again.
    with (
        httpx.Client(timeout=LIMITS, trust_env=False, follow_redirects=False) as client,
        client.stream("POST", target.url, content=body.encode(), headers=head, extensions=more) as answer,
    ):
        return answer.status_code, _beginning(answer), _seconds(answer.headers.get("retry-after", ""))


def _beginning(answer: httpx.Response) -> str:
    """What an answer begins with; its status counts even if the rest never comes."""
    data = b""
    with suppress(httpx.HTTPError):
        for chunk in answer.iter_raw():
            data += chunk
            if len(data) >= READ:
                break
    return data[:READ].decode(errors="replace")


def _seconds(text: str) -> int:
    return min(int(text), 86_400) if text.isascii() and text.isdigit() and len(text) < 9 else 0
