"""The output of the processes: every line goes to a bounded file, and problems also to the console."""

import json
import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

#: The size of a log in bytes at which a new file starts, and the number of older files that remain.
LONGEST, OLDER = 5_000_000, 2

#: Levels of the kit's structured lines that a person should see at once.
PROBLEMS = {"warning", "error", "critical"}

#: The prefix of the router's lines: it prints only problems.
ROUTER = re.compile(r"^\S+ \[Router +\d+\] (?P<text>\S.*)$")

PLAIN = re.compile(r"^(?:WARNING|ERROR|CRITICAL):? +(?P<text>\S.*)$")

#: Parts of longer reports, what ending the router always prints, and answers while others are away, of which the
#: supervisor tells; the log has all of it.
NOISE = re.compile(r"^(?:Traceback|File |Unhandled Error|Received SIG|cannot detach session|Service Unavailable)")


def opened(directory: Path, name: str) -> logging.Logger:
    """The log of the process `name`, which starts a new file when it is full; only the owner can read it."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = logging.getLogger(f"courant.output.{name}")
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(RotatingFileHandler(directory / f"{name}.log", maxBytes=LONGEST, backupCount=OLDER))
    return log


def problem(line: str) -> str:
    """The line as a sentence for the console if it reports a problem, or nothing."""
    told = _told(line)
    return "" if NOISE.match(told) else told


def structured(line: str) -> dict[str, object] | None:
    """The event of a structured log line of the kit, or None for any other line."""
    if not line.startswith("{"):
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


def _told(line: str) -> str:
    event = structured(line)
    if event is not None:
        return _sentence(event) if event.get("level") in PROBLEMS else ""
    found = ROUTER.match(line) or PLAIN.match(line)
    return found["text"] if found else ""


def _sentence(event: dict[str, object]) -> str:
    reasons = [str(event[name]) for name in ("reason", "error", "message") if event.get(name)]
    reasons += str(event.get("exception") or "").strip().splitlines()[-1:]
    return ": ".join(filter(None, (str(event["event"]).strip(), "; ".join(reasons))))
