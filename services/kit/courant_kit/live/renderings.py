"""The renderings of one service's fragments, kept by version: each version is rendered once."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Gone, NotFound
from courant_kit.live import outbox
from courant_kit.live.delivery import Delivery, deliver
from courant_kit.live.fragment import LANGUAGE, Fragment, FragmentId, Rendering, declares, read, whole, wrap
from courant_kit.live.versions import ClockVersions, Versions
from courant_kit.wire.contract import Contract

Render = Callable[[Any], Rendering | None]
"""Renders the fragment with a FragmentId; None (or raising NotFound or Gone) when what it shows is gone."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A fragment's version and rendering; None when it is gone. Only an `exact` one shows its very version."""

    version: int
    rendering: Rendering | None
    exact: bool = True


class Renderings:
    """What renders the fragments of a contract, and the newest rendering of each.

    `memory` has the versions of those that are declared to live in memory.
    """

    def __init__(self, contract: Contract, capacity: int = 500) -> None:
        self.memory = ClockVersions()
        self._contract = contract
        self._renders: dict[Fragment[Any], Render] = {}
        self._capacity = capacity
        self._kept: OrderedDict[tuple[str, str], Rendered] = OrderedDict()
        self._lock = Lock()

    def add(self, fragment: Fragment[Any], render: Render) -> None:
        """Have `render` render the fragments of this declaration; raises ValueError when the contract has it not."""
        if self._contract.fragments.get(fragment.name) is not fragment:
            raise ValueError(f"{fragment.name} is not declared in the contract of {self._contract.module}")
        if fragment in self._renders:
            raise ValueError(f"{fragment.name} is rendered already")
        self._renders[fragment] = render

    def missing(self) -> list[str]:
        """The names of fragments that are declared and that nothing renders."""
        return [one.name for one in self._contract.fragments.values() if one not in self._renders]

    def find(self, text: str) -> FragmentId[Any] | None:
        """The fragment with the id written as `text`, when this service has it (an old event log may name others)."""
        return read(text, self._contract.fragments)

    def version(self, fragment: FragmentId[Any]) -> int:
        """The fragment's version now."""
        versions: Versions = self.memory if fragment.fragment.memory else outbox.versions
        return versions([fragment.base])[fragment.base]

    def current(self, fragment: FragmentId[Any], language: str = LANGUAGE) -> Rendered:
        """The fragment as it is now, rendered at most once per version and language.

        The version is read before the data and again after it. When it stood still the rendering is exact, and kept;
        else it may show more than its version says, never less, and the event of the later change follows.
        """
        version = self.version(fragment)
        kept = self._kept.get((str(fragment), language))
        if kept is not None and kept.version == version:
            return kept
        rendering = self._render(fragment)
        rendered = Rendered(version, rendering, exact=self.version(fragment) == version)
        if rendered.exact:
            self._keep((str(fragment), language), rendered)
        return rendered

    def embed(
        self, fragment: FragmentId[Any], *, tag: str = "section", attributes: str = "", language: str = LANGUAGE
    ) -> str:
        """The fragment as an element of a page, with its id and version; raises NotFound when it is gone."""
        now = self.current(fragment, language)
        if now.rendering is None:
            raise NotFound("This does not exist, or not any more.")
        return wrap(fragment, now.version, whole(now.rendering), tag=tag, attributes=attributes)

    def clear(self) -> None:
        """Drop all renderings: versions may start anew, as in a test with an empty database."""
        with self._lock:
            self._kept.clear()

    def since(self, caller: Caller, known: dict[str, int]) -> list[Delivery]:
        """What is newer than the versions a window has; what the caller may not see is answered as gone.

        Raises NotFound when the contract declares no such fragment.
        """
        if unknown := next((text for text in known if not declares(text, self._contract.fragments)), None):
            raise NotFound(f"There is no fragment {unknown!r} here.", field="fragments")
        return [answer for text, version in known.items() if (answer := self._newer(caller, text, version))]

    def _newer(self, caller: Caller, text: str, known: int) -> Delivery | None:
        fragment = self.find(text)
        if fragment is None or not fragment.audience.admits(caller):
            return Delivery(id=text, version=known + 1, gone=True)
        if self.version(fragment) <= known:
            return None
        now = self.current(fragment)
        return deliver(str(fragment), now.version, now.rendering, None, 0)

    def _render(self, fragment: FragmentId[Any]) -> Rendering | None:
        try:
            return self._renders[fragment.fragment](fragment)
        except (NotFound, Gone):
            return None

    def _keep(self, key: tuple[str, str], rendered: Rendered) -> None:
        with self._lock:
            self._kept[key] = rendered
            self._kept.move_to_end(key)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
