"""The output of `courant up` for the person at the terminal: one readable line at a time."""

import sys
import time
from typing import TextIO


class Console:
    """Prints progress and problems, each line with the name of its process."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._began = time.monotonic()
        self._last: tuple[str, str, float] = ("", "", 0.0)

    def says(self, name: str, sentence: str) -> None:
        """Print a line about a process, unless the same line was printed within the last ten seconds."""
        now = time.monotonic()
        if self._last[:2] == (name, sentence) and now - self._last[2] < 10:
            return
        self._last = (name, sentence, now)
        self.line(f"  {name:<7}{sentence}")

    def ready(self, name: str) -> None:
        """Print that a process is ready, and how many seconds that took."""
        self.says(name, f"ready ({time.monotonic() - self._began:.1f} s)")

    def line(self, text: str = "") -> None:
        """Print one line at once."""
        print(text, file=self._out, flush=True)
