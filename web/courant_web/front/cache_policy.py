"""Whether an answer may be cached, and on which fragments and modules it depends; its maker fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

POLICY = "courant.cache_policy"
"""The key in the ASGI scope."""


@dataclass(slots=True)
class CachePolicy:
    """Whether the answer that is being made may be cached; its maker says so, and names what it depends on.

    `fragments` maps ids of fragments to the versions that were rendered. `modules` are names of modules of which any
    live event makes the answer old. `began` is the time, counted in events, when the making began. `shared` answers
    are the same for people who are signed in.
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


def cache_policy(scope: Mapping[str, Any]) -> CachePolicy:
    """Where the maker of an answer says that it may be cached; one that nobody reads when it may not."""
    found = scope.get(POLICY)
    return found if isinstance(found, CachePolicy) else CachePolicy(0)


def base(fragment: str) -> str:
    """A fragment's id without its part: what has the version."""
    return fragment.partition("/")[0]
