"""The cache of rendered answers: bounded, and dropped by the events of what they show."""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping

from courant_web.front.cache_policy import CachePolicy
from courant_web.front.invalidation import Invalidation
from courant_web.front.response import StoredResponse

MEGABYTE = 1024 * 1024


class Cache:
    """Answers by key, the least used leaving first when there are more than `most` or more than `size` bytes."""

    def __init__(self, invalidation: Invalidation, most: int, size: int) -> None:
        self._invalidation, self._most, self._size = invalidation, most, size
        self._bytes = 0
        self._answers: OrderedDict[bytes, StoredResponse] = OrderedDict()
        self._needs: dict[bytes, frozenset[str]] = {}
        self._users: defaultdict[str, set[bytes]] = defaultdict(set)
        invalidation.droppers.append(self._drop_all)

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: bytes) -> StoredResponse | None:
        """The answer cached under `key`."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: bytes, policy: CachePolicy, stored: StoredResponse) -> bool:
        """Cache an answer, unless it may be old already; whether it was cached."""
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

    def _drop(self, key: bytes) -> None:
        stored = self._answers.pop(key, None)
        if stored is None:
            return
        self._bytes -= stored.size
        for need in self._needs.pop(key):
            self._users[need].discard(key)
            if not self._users[need]:
                del self._users[need]


class Caches:
    """All cached answers: `files` that are there for good, what is the same for everybody, and what visitors see."""

    def __init__(self, files: Mapping[bytes, StoredResponse], invalidation: Invalidation) -> None:
        self.invalidation, self._files = invalidation, files
        self._shared = Cache(invalidation, most=2_000, size=48 * MEGABYTE)
        self._pages = Cache(invalidation, most=5_000, size=96 * MEGABYTE)

    def found(self, key: bytes, *, visitor: bool) -> StoredResponse | None:
        """The answer cached under a path and query."""
        if visitor and (page := self._pages.get(key)) is not None:
            return page
        return self._files.get(key) or self._shared.get(key)

    def put(self, key: bytes, policy: CachePolicy, stored: StoredResponse) -> bool:
        """Cache an answer where it belongs; whether it was cached."""
        return (self._shared if policy.shared else self._pages).put(key, policy, stored)
