"""The watch over events: what has changed since an answer began to be made, so that no old answer is kept."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

REMEMBERED = 20_000

Dropper = Callable[[str | None], None]
"""Drops the answers that need a name (`blog.post-12`; `blog.` for any fragment of blog), or with None all of them."""


@dataclass(slots=True)
class Keep:
    """Whether the answer that is being made may be kept; what makes it says so, and names what it depends on.

    `fragments` maps ids of fragments to the versions that were rendered. `modules` are names of modules of which any
    live event makes the answer old. `began` is the watch's time when the making began. `shared` answers are the same
    for people who are signed in.
    """

    began: int
    fragments: dict[str, int] = field(default_factory=dict)
    modules: frozenset[str] = frozenset()
    wanted: bool = False
    shared: bool = False

    @property
    def needs(self) -> frozenset[str]:
        """The names of what the answer depends on."""
        return frozenset(map(base, self.fragments)) | {f"{module}." for module in self.modules}


@dataclass(slots=True)
class _Seen:
    time: int
    version: int


class Watch:
    """Counts events, and remembers the last of each fragment and module.

    While `closed` nothing may be kept: without the router's events nobody would know when an answer is old.
    """

    def __init__(self) -> None:
        self.closed = True
        self.droppers: list[Dropper] = []
        self._time = self._reset_at = 0
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    def begin(self) -> Keep:
        """What an answer that is about to be made must come with to be kept."""
        return Keep(self._time)

    def heard(self, fragment: str, version: int) -> None:
        """An event says that a fragment has this version: drop what shows an older one."""
        self._time += 1
        name = base(fragment)
        for need in (name, name.split(".")[0] + "."):
            self._note(need, version)
            self._drop(need)

    def reset(self, *, closed: bool) -> None:
        """Drop everything, also what is being made now; `closed` until the next reset."""
        self._time += 1
        self._reset_at, self.closed = self._time, closed
        self._seen.clear()
        self._drop(None)

    def allows(self, keep: Keep) -> bool:
        """Whether an answer may be kept: nothing that it shows has changed while it was being made."""
        if self.closed or not keep.wanted or keep.began < self._reset_at:
            return False
        newer = any(self._version(base(fragment)) > version for fragment, version in keep.fragments.items())
        return not newer and not any(self._last(f"{module}.") > keep.began for module in keep.modules)

    def _version(self, name: str) -> int:
        seen = self._seen.get(name)
        return seen.version if seen else -1

    def _last(self, need: str) -> int:
        seen = self._seen.get(need)
        return seen.time if seen else 0

    def _note(self, need: str, version: int) -> None:
        before = self._seen.pop(need, None)
        self._seen[need] = _Seen(self._time, max(version, before.version) if before else version)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def _drop(self, need: str | None) -> None:
        for drop in self.droppers:
            drop(need)


def base(fragment: str) -> str:
    """A fragment's id without its part: what has the version."""
    return fragment.partition("/")[0]
