"""Complete pages of one service, kept by the versions of the fragments in them.

A page whose handler says so is made again only when one of its fragments has another version, as with the pages that
web keeps. Whether that is so is one statement; the handler needs one for each of its fragments, and others.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

from courant_kit.live.audience import EVERYBODY
from courant_kit.live.fragment import FragmentId
from courant_kit.live.renderings import Renderings
from courant_kit.wire.page import Page

MOST, LARGEST = 2_000, 8_000_000
"""How many pages are known, and how many characters those have that are kept; others are the first to go."""

Beside = Callable[[Any], Hashable | None]
"""What a page depends on beside its fragments, by its request; None if it is not kept at the moment."""


class Look(NamedTuple):
    """A page that was looked for: its key, the versions of its fragments before it is made, and its answer if kept."""

    key: Hashable
    versions: dict[str, int]
    answer: Any = None


@dataclass(slots=True)
class _Known:
    fragments: list[FragmentId[Any]]
    versions: dict[str, int] = field(default_factory=dict)
    answer: Any = None
    size: int = 0


class Pages:
    """The pages that were asked for last.

    A page is kept when it is made for the second time: only then is it known which versions to read before it is made,
    so that nothing in it is older than they are.
    """

    def __init__(self, renderings: Renderings, most: int = MOST, largest: int = LARGEST) -> None:
        self._renderings, self._most, self._largest = renderings, most, largest
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def look(self, key: Hashable) -> Look:
        """The page with this key; call it in a thread that may use the ORM, before the page is made."""
        with self._lock:
            known = self._known.get(key)
            if known is None:
                return Look(key, {})
            self._known.move_to_end(key)
        versions = self._renderings.versions(known.fragments)
        if known.answer is None or known.versions != versions:
            return Look(key, versions)
        for fragment in known.fragments:
            self._renderings.note(fragment)
        return Look(key, versions, known.answer)

    def keep(self, look: Look, page: Page, answer: Any) -> None:
        """Keep the answer with a page that was made after `look`, if everybody may have it and nothing changed."""
        found = {text: self._renderings.find(text) for text in page.fragments}
        own = [one for one in found.values() if one is not None]
        if page.status != 200 or page.audience != EVERYBODY or not own or len(own) < len(found):
            return
        versions = {one.base: page.fragments[text] for text, one in found.items() if one is not None}
        exact = versions == look.versions
        known = _Known(own, versions, answer if exact else None, len(page.html) if exact else 0)
        with self._lock:
            self._put(look.key, known)

    def clear(self) -> None:
        """Drop all of them."""
        with self._lock:
            self._known.clear()
            self._size = 0

    def _put(self, key: Hashable, known: _Known) -> None:
        before = self._known.pop(key, None)
        self._size += known.size - (before.size if before else 0)
        self._known[key] = known
        while len(self._known) > self._most or self._size > self._largest:
            self._size -= self._known.popitem(last=False)[1].size
