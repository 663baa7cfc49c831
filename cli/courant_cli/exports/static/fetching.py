"""Pages over HTTP, as a visitor gets them: a connection for each thread, and patience with a site that is busy."""

import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from courant_cli.exports.static.addresses import quoted
from courant_cli.installation import Trouble

PATIENCE = 60
BUSY = frozenset({429, 502, 503, 504})
"""Answers that mean: later. Narrower pictures are made when somebody first asks for them, one after the other."""

LONGEST, LONGEST_WAIT = 360.0, 10.0
"""The seconds after which a site that is busy, or away, is given up, and those between two questions."""

LARGEST = 64_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered: `kind` is the content type without parameters."""

    status: int
    kind: str
    location: str
    body: bytes


class Fetcher:
    """Asks one site."""

    def __init__(self, origin: str, patience: float = LONGEST) -> None:
        """Connect at the first question of each thread; `patience` is in seconds."""
        self._origin, self._patience = origin, patience
        self._own = threading.local()

    def get(self, path: str) -> Answer:
        """The answer for a path; raises Trouble if the site does not answer, or is too busy for too long."""
        problem, until, number = "", time.monotonic() + self._patience, 0
        while True:
            wait = 0.5 * number
            try:
                answer, asked = self._asked(path)
            except (OSError, HTTPException) as error:
                self._own.connection = None
                problem = str(error) or type(error).__name__
            else:
                if answer.status not in BUSY:
                    return answer
                problem, wait = f"it answered {answer.status}", max(asked, wait)
            number += 1
            if time.monotonic() >= until:
                break
            time.sleep(min(LONGEST_WAIT, wait))
        raise Trouble(f"{self._origin}{quoted(path)} could not be read: {problem}. Is every module there?")

    def _asked(self, path: str) -> tuple[Answer, float]:
        connection = getattr(self._own, "connection", None) or self._connected()
        self._own.connection = connection
        connection.request("GET", quoted(path), headers={"User-Agent": "courant-export", "Accept": "*/*"})
        response = connection.getresponse()
        body = response.read(LARGEST)
        kind = (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        wait = response.headers.get("Retry-After") or ""
        answer = Answer(response.status, kind, response.headers.get("Location") or "", body)
        return answer, float(wait) if wait.isdecimal() else 0.0

    def _connected(self) -> HTTPConnection:
        parts = urlsplit(self._origin)
        connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        return connect(parts.hostname or "", parts.port, timeout=PATIENCE)
