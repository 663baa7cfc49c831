"""Timings: where the time of a save goes. Off, and free, unless the variable COURANT_TIMINGS names a folder.

Each process appends to a file of its own there, `<pid>-<program>.jsonl`, one JSON object a line: `at` (seconds since
the epoch), `what` (a step of `STEPS`), `of` (the procedure, topic or fragment).
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

STEPS = ("received", "started", "committed", "rendered", "published", "acknowledged", "answered")
"""A call is received, starts in a thread, is committed; its fragments are rendered, its events published and
acknowledged; and the call is answered."""


def _nothing(what: str, of: object) -> None:
    """Ignore a step."""


def _recorder(folder: str) -> Callable[[str, object], None]:
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    program = Path(sys.argv[0]).parent.name or "python"
    file = (path / f"{os.getpid()}-{program}.jsonl").open("a", buffering=1, encoding="utf-8")

    def write(what: str, of: object) -> None:
        """Record that a step ended now."""
        file.write(json.dumps({"at": time.time(), "what": what, "of": str(of)}) + "\n")

    return write


mark: Callable[[str, object], None] = (
    _recorder(os.environ["COURANT_TIMINGS"]) if os.environ.get("COURANT_TIMINGS") else _nothing
)
"""Records a step that ends now."""
