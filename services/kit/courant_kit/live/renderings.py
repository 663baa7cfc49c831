"""The fragments of one service: who renders them, who may see them, and their renderings kept by version."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from courant_kit.calls.caller import EDITORS, EVERYONE, Caller, Role
from courant_kit.calls.errors import NotFound
from courant_kit.live import outbox
from courant_kit.live.delivery import Delivery, deliver
from courant_kit.live.fragment import FragmentId, Rendering, whole, wrap
from courant_kit.live.versions import Versions
from courant_kit.wire.contract import STAFF_ROLES

Render = Callable[[FragmentId], Rendering | None]
"""Renders a fragment; None (or raising NotFound) when what it shows is gone."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fragment: how it is rendered, who may see it, where its version is kept.

    Raises ValueError when it is neither for everyone nor for editors: the router has topics for these alone, so that it
    would reach some who may not see it, or not all who may.
    """

    render: Render
    who: frozenset[Role] = EVERYONE
    versions: Versions = outbox.versions

    def __post_init__(self) -> None:
        if self.who != EVERYONE and not EDITORS <= self.who <= STAFF_ROLES:
            raise ValueError("a fragment is for EVERYONE or for EDITORS; there are no topics for others")

    @property
    def staff(self) -> bool:
        """Whether it travels on the topics for editors only."""
        return Role.VISITOR not in self.who


@dataclass(frozen=True, slots=True)
class Rendered:
    """A fragment's version and rendering; None when it is gone. Only an `exact` one shows its very version."""

    version: int
    rendering: Rendering | None
    exact: bool = True


class Fragments:
    """The registry of a service's fragments; each version is rendered once."""

    def __init__(self, module: str, capacity: int = 500) -> None:
        self.module = module
        self.kinds: dict[str, Kind] = {}
        self._capacity = capacity
        self._kept: OrderedDict[str, Rendered] = OrderedDict()
        self._lock = Lock()

    def knows(self, text: str) -> bool:
        """Whether `text` is the id of a fragment of this service (an old event log may name others)."""
        found = FragmentId.match(text)
        return found is not None and found.module == self.module and found.kind in self.kinds

    def parse(self, text: str) -> FragmentId:
        """The id written as `text`; raises NotFound when this service has no such fragment."""
        if not self.knows(text):
            raise NotFound(f"There is no fragment {text!r} here.", field="fragments")
        return FragmentId.parse(text)

    def kind(self, fragment: FragmentId) -> Kind:
        """What is registered for the fragment's kind."""
        return self.kinds[fragment.kind]

    def version(self, fragment: FragmentId) -> int:
        """The fragment's version now."""
        return self.kind(fragment).versions([fragment.base])[fragment.base]

    def current(self, fragment: FragmentId) -> Rendered:
        """The fragment as it is now, rendered at most once per version.

        The version is read before the data and again after it. When it stood still the rendering is exact, and kept;
        else it may show more than its version says, never less, and the event of the later change follows.
        """
        version = self.version(fragment)
        kept = self._kept.get(str(fragment))
        if kept is not None and kept.version == version:
            return kept
        rendering = self._render(fragment)
        rendered = Rendered(version, rendering, exact=self.version(fragment) == version)
        if rendered.exact:
            self._keep(str(fragment), rendered)
        return rendered

    def embed(self, text: str, *, tag: str = "section", attributes: str = "") -> str:
        """The fragment as an element of a page, with its id and version; raises NotFound when it is gone."""
        fragment = self.parse(text if text.startswith(f"{self.module}.") else f"{self.module}.{text}")
        now = self.current(fragment)
        if now.rendering is None:
            raise NotFound("This does not exist, or not any more.")
        staff = self.kind(fragment).staff
        html = whole(now.rendering)
        return wrap(fragment, now.version, html, tag=tag, staff=staff, attributes=attributes)

    def forget(self) -> None:
        """Forget all renderings: versions may start anew, as in a test with an empty database."""
        with self._lock:
            self._kept.clear()

    def since(self, caller: Caller, known: dict[str, int]) -> list[Delivery]:
        """What is newer than the versions a window has; what the caller may not see is answered as gone."""
        found = [(fragment, known[str(fragment)]) for fragment in map(self.parse, known)]
        return [answer for fragment, version in found if (answer := self._newer(caller, fragment, version))]

    def _newer(self, caller: Caller, fragment: FragmentId, known: int) -> Delivery | None:
        if not caller.is_(self.kind(fragment).who):
            return Delivery(id=str(fragment), version=known + 1, gone=True)
        if self.version(fragment) <= known:
            return None
        now = self.current(fragment)
        return deliver(str(fragment), now.version, now.rendering, None, 0)

    def _render(self, fragment: FragmentId) -> Rendering | None:
        try:
            return self.kind(fragment).render(fragment)
        except NotFound:
            return None

    def _keep(self, key: str, rendered: Rendered) -> None:
        with self._lock:
            self._kept[key] = rendered
            self._kept.move_to_end(key)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
