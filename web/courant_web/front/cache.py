"""The caches of rendered answers: limited in size; an event drops the answers that show what it changes."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import time
from typing import Generic, NamedTuple, Protocol, TypeVar

from courant_kit.live import languages
from courant_kit.live.audience import EVERYBODY, RANKS, Audience, Viewer, person, rank, space
from courant_kit.wire.page import Page

from courant_web.front.cache_policy import CachePolicy
from courant_web.front.invalidation import REMEMBERED, Invalidation
from courant_web.front.response import Moment, StoredResponse

MEGABYTE = 1024 * 1024

EARLY, DATE_AGE = 10, 2
"""By how many seconds Last-Modified is early, and by how many a Date may be late (uvicorn makes one each second)."""


class Key(NamedTuple):
    """The cache key of a page: its audience, its language, and its path with the query."""

    audience: Audience
    language: str
    path: bytes


class Sized(Protocol):
    """A value that can be cached."""

    @property
    def size(self) -> int:
        """Its approximate size in bytes."""
        ...


V = TypeVar("V", bound=Sized)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A Page as its module returned it; each reader gets it in a separate shell."""

    page: Page

    @property
    def size(self) -> int:
        """Its approximate size in bytes."""
        return len(self.page.html.encode()) + 2000


class Cache(Generic[V]):
    """Answers by key: at most `most` of them and `size` bytes in all; the least recently used are dropped first."""

    def __init__(self, invalidation: Invalidation, most: int, size: int) -> None:
        self._invalidation, self._most, self._size = invalidation, most, size
        self._bytes = 0
        self._answers: OrderedDict[Key, V] = OrderedDict()
        self._needs: dict[Key, frozenset[str]] = {}
        self._users: defaultdict[str, set[Key]] = defaultdict(set)
        invalidation.droppers.append(self._drop_all)

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Key) -> V | None:
        """The answer cached under `key`, or None."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: Key, policy: CachePolicy, stored: V) -> bool:
        """Cache an answer unless it may already be out of date; returns whether it was cached."""
        if not self._invalidation.allows(policy):
            return False
        self._drop(key)
        self._answers[key], self._needs[key] = stored, policy.needs
        for need in policy.needs:
            self._users[need].add(key)
        self._bytes += stored.size
        while len(self._answers) > self._most or self._bytes > self._size:
            self._drop(next(iter(self._answers)))
        return key in self._answers

    def _drop_all(self, need: str | None) -> None:
        for key in list(self._answers if need is None else self._users.get(need, ())):
            self._drop(key)

    def _drop(self, key: Key) -> None:
        stored = self._answers.pop(key, None)
        if stored is None:
            return
        self._bytes -= stored.size
        for need in self._needs.pop(key):
            self._users[need].discard(key)
            if not self._users[need]:
                del self._users[need]


class Caches:
    """All cached answers.

    `files` never expire. Answers for everybody and for visitors are cached as complete responses. For people who are
    signed in, only the Page is cached, because the shell around it depends on the person.
    """

    def __init__(self, files: Mapping[bytes, StoredResponse], invalidation: Invalidation) -> None:
        self.invalidation, self._files = invalidation, files
        self._moments: OrderedDict[bytes, int] = OrderedDict()  # the last Last-Modified of each path
        self._shared: Cache[StoredResponse] = Cache(invalidation, most=2_000, size=48 * MEGABYTE)
        self._visitors: Cache[StoredResponse] = Cache(invalidation, most=5_000, size=96 * MEGABYTE)
        self._pages: Cache[StoredPage] = Cache(invalidation, most=2_000, size=48 * MEGABYTE)

    def found(self, path: bytes, language: str, *, visitor: bool) -> StoredResponse | None:
        """The response cached for a path with its query and the reader's language, or None."""
        if visitor and (response := self._visitors.get(Key(EVERYBODY, language, path))) is not None:
            return response
        return self._files.get(path) or self._shared.get(_shared_by_all(path))

    def put(self, path: bytes, policy: CachePolicy, stored: StoredResponse, language: str) -> bool:
        """Cache a response in the shared or the visitors' cache; returns whether it was cached."""
        if policy.shared:
            return self._shared.put(_shared_by_all(path), policy, stored)
        return self._visitors.put(Key(EVERYBODY, language, path), policy, stored)

    def moment_for(self, path: bytes) -> Moment:
        """When an answer that is made now was last modified.

        An event drops an answer at once, so what is made afterwards may differ, even within the same second. Yet
        Last-Modified must not be later than Date (RFC 9110, 8.8.2.1), which may be a second old when it is sent. So
        it is some seconds early, and later for each answer at its path; if there are too many, it tells nothing.
        """
        made, last = int(time()), self._moments.pop(path, 0)
        sent = min(max(made - EARLY, last + 1), max(made - DATE_AGE, last))
        self._moments[path] = sent
        if len(self._moments) > REMEMBERED:
            self._moments.popitem(last=False)
        return Moment(min(sent, made - DATE_AGE), made, sent > last)

    def page(self, path: bytes, viewer: Viewer) -> Page | None:
        """The Page cached at a path for a viewer who is signed in, in the active language, or None."""
        for audience in audiences_of(viewer):
            if (stored := self._pages.get(Key(audience, languages.active(), path))) is not None:
                return stored.page
        return None

    def put_page(self, path: bytes, policy: CachePolicy, viewer: Viewer, page: Page) -> bool:
        """Cache the Page that a signed-in viewer got for all who would get the same; returns whether it was cached."""
        audience = shared_with(page.audience, viewer)
        if audience is None:
            return False
        return self._pages.put(Key(audience, languages.active(), path), policy, StoredPage(page))


def _shared_by_all(path: bytes) -> Key:
    """Files, feeds and the like are the same in every language: in the site's own."""
    return Key(EVERYBODY, languages.default(), path)


def audiences_of(viewer: Viewer) -> Iterator[Audience]:
    """Every audience under which a page for a signed-in viewer can be cached."""
    yield rank(viewer)
    yield from map(space, sorted(viewer.spaces))
    yield person(viewer.person)


def shared_with(audience: Audience, viewer: Viewer) -> Audience | None:
    """The audience that gets the same Page as this viewer; None if nobody else may get it.

    A page for several ranks is cached only for the viewer's rank: other ranks may get another page at this address.
    """
    if audience in RANKS:
        own = rank(viewer)
        return own if audience.includes(own) else None
    return audience if audience.known and audience.admits(viewer) else None
