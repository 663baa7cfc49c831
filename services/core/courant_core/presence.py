"""Who is on which page, pure: one page for each session, and a person with several windows counted once."""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from courant_kit.live.audience import Audience


def key_of(page: str, audience: Audience) -> str:
    """The key under which a page is known: short, however long its path.

    Windows that say different things of a page's audience are on different pages: one that lies about it meets liars.
    """
    return f"{audience}-{sha256(page.encode()).hexdigest()[:16]}"


def seen_by(key: str) -> Audience:
    """Those who may see who is on the page with this key: those who may see the page."""
    return Audience(key.rpartition("-")[0])


@dataclass(slots=True)
class Crowd:
    """Who is on one page: windows of each person by name, and windows of visitors."""

    people: Counter[str] = field(default_factory=Counter)
    visitors: int = 0

    def add(self, name: str) -> bool:
        """Count one more window; whether that shows."""
        if not name:
            self.visitors += 1
            return True
        self.people[name] += 1
        return self.people[name] == 1

    def drop(self, name: str) -> bool:
        """Count one window less; whether that shows."""
        if not name:
            self.visitors -= 1
            return True
        self.people[name] -= 1
        if self.people[name]:
            return False
        del self.people[name]
        return True


NOBODY = Crowd()


class Presence:
    """Where every session is; each operation costs the same however many there are."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[str, str]] = {}
        self._crowds: dict[str, Crowd] = {}

    def clear(self) -> None:
        """Take everybody off their pages."""
        self._places, self._crowds = {}, {}

    def enter(self, session: int, name: str, page: str) -> list[str]:
        """A session shows the page with this key now, and no other; the keys of the pages that look different."""
        if self._places.get(session) == (page, name):
            return []
        changed = self.leave(session)
        self._places[session] = (page, name)
        shows = self._crowds.setdefault(page, Crowd()).add(name)
        return [*changed, page] if shows else changed

    def leave(self, session: int) -> list[str]:
        """A session ended; the keys of the pages that look different."""
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
