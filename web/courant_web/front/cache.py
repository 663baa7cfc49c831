"""The cache of rendered answers: bounded, and dropped by the events of what they show."""

from collections import OrderedDict, defaultdict

from courant_web.front.invalidation import Keep, Watch
from courant_web.front.response import Stored


class Cache:
    """Answers by key, the least used leaving first when there are more than `most` or more than `size` bytes."""

    def __init__(self, watch: Watch, most: int, size: int) -> None:
        self._watch, self._most, self._size = watch, most, size
        self._bytes = 0
        self._kept: OrderedDict[bytes, Stored] = OrderedDict()
        self._needs: dict[bytes, frozenset[str]] = {}
        self._users: defaultdict[str, set[bytes]] = defaultdict(set)
        watch.droppers.append(self._drop_all)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: bytes) -> Stored | None:
        """The answer kept under `key`."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: bytes, keep: Keep, stored: Stored) -> bool:
        """Keep an answer, unless it may be old already; whether it was kept."""
        if not self._watch.allows(keep):
            return False
        self._drop(key)
        self._kept[key], self._needs[key] = stored, keep.needs
        for need in keep.needs:
            self._users[need].add(key)
        self._bytes += stored.size
        while len(self._kept) > self._most or self._bytes > self._size:
            self._drop(next(iter(self._kept)))
        return key in self._kept

    def _drop_all(self, need: str | None) -> None:
        for key in list(self._kept if need is None else self._users.get(need, ())):
            self._drop(key)

    def _drop(self, key: bytes) -> None:
        stored = self._kept.pop(key, None)
        if stored is None:
            return
        self._bytes -= stored.size
        for need in self._needs.pop(key):
            self._users[need].discard(key)
            if not self._users[need]:
                del self._users[need]
