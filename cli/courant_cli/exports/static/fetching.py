"""Pages over HTTP, as a visitor gets them: a connection for each thread, and patience with a site that is busy."""

import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from courant_cli.exports.static.addresses import quoted
from courant_cli.installation import Trouble

PATIENCE = 60
TRIES = 5
LONGEST_WAIT = 30.0
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

    def __init__(self, origin: str) -> None:
        """Connect at the first question of each thread."""
        self._origin = origin
        self._own = threading.local()

    def get(self, path: str) -> Answer:
        """The answer for a path; raises Trouble if the site does not answer, or is too busy for too long."""
        problem = ""
        for number in range(TRIES):
            if number:
                time.sleep(min(LONGEST_WAIT, number * 0.5))
            try:
                answer, wait = self._asked(path)
            except (OSError, HTTPException) as error:
                self._own.connection = None
                problem = str(error) or type(error).__name__
                continue
            if answer.status not in {429, 502, 503, 504}:
                return answer
            problem = f"it answered {answer.status}"
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
