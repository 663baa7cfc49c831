"""Makes screens importable, with a database of its own and a clock that tests move."""

import os
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-screens-")
os.environ["SCREENS_TIME_ZONE"] = "Europe/Berlin"
sys.path.insert(0, str(Path(__file__).parent.parent))

from courant_kit import setup

setup("screens", "courant_screens")

from courant_screens import clock  # noqa: E402 - Django is set up first


class Clock:
    """The module's clock, which stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = datetime.fromisoformat("2027-03-27T11:00:00+00:00")

    def move(self, **by: float) -> None:
        """Move it forward, as timedelta has it."""
        self.time += timedelta(**by)


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that says noon in Berlin, the day before clocks go forward."""
    found = Clock()
    monkeypatch.setattr(clock, "now", lambda: found.time)
    return found
