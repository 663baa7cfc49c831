"""Who is on which page (no I/O): one page for each session, and a person with several windows counted once."""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from courant_kit.live.audience import Audience

MOST_NAMED = 12
"""How many people a page shows by name."""


def key_of(page: str, audience: Audience) -> str:
    """The key of a page: short, however long its path.

    Windows that name different audiences for a page get different keys, so a window that lies about it meets only
    others that tell the same lie.
    """
    return f"{audience}-{sha256(page.encode()).hexdigest()[:16]}"


def seen_by(key: str) -> Audience:
    """The audience that may see who is on the page with this key: the page's own audience."""
    return Audience(key.rpartition("-")[0])


@dataclass(slots=True)
class Crowd:
    """Who is on one page: the number of windows of each person, by name, and of visitors' windows."""

    people: Counter[str] = field(default_factory=Counter)
    visitors: int = 0

    def add(self, name: str) -> bool:
        """Add a window; returns whether that changes what is shown."""
        if not name:
            self.visitors += 1
            return True
        self.people[name] += 1
        return self.people[name] == 1

    def drop(self, name: str) -> bool:
        """Remove a window; returns whether that changes what is shown."""
        if not name:
            self.visitors -= 1
            return True
        self.people[name] -= 1
        if self.people[name]:
            return False
        del self.people[name]
        return True

    def named(self) -> tuple[list[str], int]:
        """The names to show, in order and at most MOST_NAMED, and how many people are not among them."""
        # A copy first: this runs in a thread while windows come and go.
        names = sorted(list(self.people), key=str.casefold)  # noqa: C414 - a copy
        return names[:MOST_NAMED], len(names[MOST_NAMED:])


NOBODY = Crowd()


class Presence:
    """The page of every session; the cost of each operation does not depend on their number."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[str, str]] = {}
        self._crowds: dict[str, Crowd] = {}

    def clear(self) -> None:
        """Remove everybody from their pages."""
        self._places, self._crowds = {}, {}

    def enter(self, session: int, name: str, page: str) -> list[str]:
        """Move a session to the page with this key; returns the keys of the pages that look different now."""
        if self._places.get(session) == (page, name):
            return []
        changed = self.leave(session)
        self._places[session] = (page, name)
        shows = self._crowds.setdefault(page, Crowd()).add(name)
        return [*changed, page] if shows else changed

    def leave(self, session: int) -> list[str]:
        """Remove a session that has ended; returns the keys of the pages that look different now."""
        page, name = self._places.pop(session, ("", ""))
        crowd = self._crowds.get(page)
        if crowd is None:
            return []
        shows = crowd.drop(name)
        if not crowd.people and not crowd.visitors:
            del self._crowds[page]
        return [page] if shows else []

    def on(self, page: str) -> Crowd:
        """Who is on the page with this key."""
        return self._crowds.get(page, NOBODY)

    def __contains__(self, page: str) -> bool:
        return page in self._crowds
