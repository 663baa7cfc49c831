"""Sending one message over HTTP: to a pinned address, without redirects, with a limit for everything."""

import time
from dataclasses import dataclass

import httpx
from addresses import NotAllowed, resolved

LIMITS = httpx.Timeout(10.0, connect=5.0)
WHOLE = 15.0
"""Seconds that a delivery may take in all."""

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


def send(url: str, body: str, headers: dict[str, str]) -> Outcome:
    """Send a message once; it never raises, whatever the other side does."""
    started = time.monotonic()
    try:
        status, words, after = _sent(url, body, headers, started + WHOLE)
    except NotAllowed as error:
        status, words, after = 0, str(error), 0
    except (OSError, httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        status, words, after = 0, f"{type(error).__name__}: {error}"[:READ], 0
    return Outcome(status, words, round((time.monotonic() - started) * 1000), after)


def _sent(url: str, body: str, headers: dict[str, str], end: float) -> tuple[int, str, int]:
    target = resolved(url)
    head = {"Host": target.host, "Content-Type": "application/json", "User-Agent": "Courant-Webhooks/1", **headers}
    # trust_env: a proxy of the environment would resolve the name again.
    with (
        httpx.Client(timeout=LIMITS, trust_env=False, follow_redirects=False) as client,
        client.stream(
            "POST", target.url, content=body.encode(), headers=head, extensions={"sni_hostname": target.name}
        ) as answer,
    ):
        return answer.status_code, _beginning(answer, end), _seconds(answer.headers.get("retry-after", ""))


def _beginning(answer: httpx.Response, end: float) -> str:
    data = b""
    for chunk in answer.iter_raw(READ):
        data += chunk
        if len(data) >= READ or time.monotonic() > end:
            break
    return data[:READ].decode(errors="replace")


def _seconds(text: str) -> int:
    return min(int(text), 86_400) if text.isascii() and text.isdigit() and len(text) < 9 else 0
