"""An import as a process of its own, for the page in the browser.

What to do comes in as a line of JSON, and how far it is goes out as lines of JSON. It ends when its input does, so it
never outlives the process that started it.
"""

import json
import os
import resource
import signal
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

from courant_cli.imports import command
from courant_cli.imports.report import OUTCOMES, REFUSED, Report
from courant_cli.installation import Trouble, installation

MEMORY = 3 * 1024**3
"""The bytes of memory that it may have."""
FILE = 16 * 1024**3
"""The bytes of the largest file that it may write."""
INTERVAL = 0.2
"""Seconds between two reports of how far it is."""
NICE = 10
_WANTED = {REFUSED, "conflict"}


def main(asked: TextIO = sys.stdin, said: TextIO = sys.stdout) -> int:
    """Import what the first line asks for; the exit status."""
    wanted = json.loads(asked.readline())
    _bound()
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_until_end, args=(asked,), daemon=True).start()
    telling = _Telling(said)
    try:
        report = command.carried(installation(), _wanted(wanted), wanted["target"], telling)
    except Trouble as trouble:
        telling.say(trouble=_named(str(trouble), wanted["path"]))
        return 1
    files = _write(report, Path(wanted["report"]))
    telling.say(summary=report.summary(), counted=report.counted(), files=files)
    return 0


def rows(report: Report) -> Iterator[dict[str, Any]]:
    """A row for each file: what became of it, its address, its notes, and whether a person is wanted."""
    notes = defaultdict(list)
    for note in report.notes:
        notes[note.file].append({"kind": note.kind, "what": note.what})
    carried = {one.file: one for one in report.carried}
    for file in sorted({*carried, *notes}):
        one = carried.get(file)
        outcome = OUTCOMES[one.outcome] if one else "not imported"
        wanted = one is not None and one.outcome in _WANTED
        yield {"file": file, "outcome": outcome, "location": one.location if one else "", "notes": notes[file],
               "wanted": wanted}  # fmt: skip


def _wanted(asked: dict[str, Any]) -> command.Wanted:
    return command.Wanted(
        Path(asked["path"]), asked["source"] or None, asked["site"], asked["below"], dry=asked["dry"],
        public=asked["public"], history=asked.get("history", False),
    )  # fmt: skip


def _named(words: str, path: str) -> str:
    """A sentence for people, who know the file by its name and not by where it is on the server."""
    return words.replace(path, Path(path).name)


def _write(report: Report, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as lines:
        for row in rows(report):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


class _Telling:
    """Writes how far the import is, not more often than somebody can see."""

    def __init__(self, said: TextIO) -> None:
        self._said, self._last, self._what = said, 0.0, ""

    def __call__(self, what: str, done: int, total: int) -> None:
        now = monotonic()
        if what != self._what or done == total or now - self._last >= INTERVAL:
            self._what, self._last = what, now
            self.say(what=what, done=done, total=total)

    def say(self, **said: Any) -> None:
        """Write a line."""
        self._said.write(json.dumps(said, ensure_ascii=False) + "\n")
        self._said.flush()


def _bound() -> None:
    """Bound memory and files, and let the site's own processes go first."""
    os.nice(NICE)
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILE)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _leave(*_: Any) -> None:
    """Leave in order, so that what was unpacked is deleted."""
    sys.exit(1)


def _until_end(asked: TextIO) -> None:
    asked.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
