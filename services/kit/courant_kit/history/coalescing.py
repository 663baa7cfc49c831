"""Which revisions become one (no I/O): the stretches of a session of editing, so that keystrokes do not fill a history.

What people save or name themselves always stays as it is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from courant_kit.history import authors

STRETCH = timedelta(minutes=30)
"""How long a single revision of a session may be, from its first text to its last."""

PAUSE = timedelta(minutes=10)
"""After so long without a new text, the next one is another revision."""


class Kind(StrEnum):
    """How a revision came about."""

    SAVE = "save"
    SESSION = "session"
    IMPORT = "import"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What decides whether a revision goes on in the next one: from when to when it was written, and by whom."""

    kind: str
    author: str
    name: str
    began: datetime
    ended: datetime


def joins(last: Stretch, following: Stretch) -> bool:
    """Whether the following text goes on with the last revision, and replaces it."""
    same = last.kind == following.kind == Kind.SESSION and not last.name
    together = set(authors.names(last.author)) == set(authors.names(following.author))
    pause, stretch = following.began - last.ended, following.ended - last.began
    return same and together and pause <= PAUSE and stretch <= STRETCH
