"""The cache policy of an answer: whether it may be cached, and the fragments and modules it depends on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from courant_web.front.views import Counted

POLICY = "courant.cache_policy"
"""The key of the policy in the ASGI scope."""


@dataclass(slots=True)
class CachePolicy:
    """Whether the answer being made may be cached (`wanted`), and what it depends on; the view fills it in.

    `fragments` maps fragment ids to the versions that were rendered. `modules` names the modules whose every live
    event makes the answer out of date. `began` is the time, counted in events, at which making the answer began.
    `shared` means that visitors and people who are signed in get the same answer. `counted` is the page whose views
    count, if it is one.
    """

    began: int
    fragments: dict[str, int] = field(default_factory=dict)
    modules: frozenset[str] = frozenset()
    wanted: bool = False
    shared: bool = False
    counted: Counted | None = None

    @property
    def needs(self) -> frozenset[str]:
        """The names of the fragments (without their parts) and modules that the answer depends on."""
        return frozenset(map(base, self.fragments)) | {f"{module}." for module in self.modules}


def cache_policy(scope: Mapping[str, Any]) -> CachePolicy:
    """The policy in the scope, for a view to fill in; if there is none, one that nobody reads."""
    found = scope.get(POLICY)
    return found if isinstance(found, CachePolicy) else CachePolicy(0)


def base(fragment: str) -> str:
    """A fragment's id without its part; the version belongs to this base id."""
    return fragment.partition("/")[0]
