"""What the services' logs say: when each of them had joined the router."""

import json
from datetime import datetime
from pathlib import Path


def joins(logs: Path, since: float) -> dict[str, float]:
    """Return after how many seconds each service had joined the router, from its structured log."""
    found = {}
    for path in sorted(logs.glob("*.log")):
        for line in path.read_text(errors="replace").splitlines():
            moment = joined_at(line)
            if moment is not None and moment >= since:
                found.setdefault(path.stem, moment - since)
    return found


def joined_at(line: str) -> float | None:
    """Return the moment of a log line that says that the service has joined, as seconds since the epoch."""
    if not line.startswith("{") or '"joined"' not in line:
        return None
    event = json.loads(line)
    joined = event.get("event") == "joined" and "timestamp" in event
    return datetime.fromisoformat(event["timestamp"]).timestamp() if joined else None
