"""What the search finds for the words of an address that leads nowhere, without letting scanners flood the search.

An address costs one search at most. What was found for visitors is remembered for a while, since programs ask for the
same addresses again and again, but no longer than until something happens on the site: it may have been withdrawn.
Visitors together cause a bounded number of searches; beyond that, pages are shown without what was meant.
"""

import re
from time import monotonic
from urllib.parse import unquote

from courant_kit.calls.limits import Limit

MOST_WORDS = 6
KEPT = 10.0
"""Seconds for which it is remembered what was found: the search hears of a change a moment later than web."""
MOST_KEPT = 200
EACH_SECOND, MOST_SEARCHES = 1.0, 10
"""How many searches visitors cause on average, and at once."""

Found = list[dict[str, str]]
"""Addresses with titles, as plain text."""

_WORD = re.compile(r"[^\W\d_]{3,40}")
_NO_WORDS = frozenset({"html", "htm", "php", "index", "www", "the", "and", "blog", "wiki", "page", "post", "tag"})


class Meant:
    """What was found lately, by language and words, and how many searches visitors may cause."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[float, Found]] = {}
        self._searches = Limit(EACH_SECOND, MOST_SEARCHES)

    def known(self, language: str, query: str) -> Found | None:
        """What was found for these words lately; None if that is not known."""
        at, found = self._kept.get((language, query), (0.0, []))
        return found if at and monotonic() - at < KEPT else None

    def keep(self, language: str, query: str, found: Found) -> None:
        """Remember what a visitor may see; what has been kept for the longest time is forgotten."""
        self._kept.pop((language, query), None)
        self._kept[language, query] = monotonic(), found
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    def may_search(self) -> bool:
        """Whether a visitor may cause another search now, which counts as one."""
        now = monotonic()
        if self._searches.left("", now) < 1:
            return False
        self._searches.take("", now)
        return True

    def forget(self, *_: object) -> None:
        """Forget what was found; called when something has happened on the site."""
        self._kept.clear()

    def clear(self) -> None:
        """Begin anew."""
        self._kept.clear()
        self._searches.clear()


def words_of(path: str) -> list[str]:
    """The words of an address that a search may find something for: of its last part that has any."""
    for part in reversed(unquote(path).lower().split("/")):
        if found := [word for word in _WORD.findall(part) if word not in _NO_WORDS]:
            return list(dict.fromkeys(found))[:MOST_WORDS]
    return []
