"""The renderings of one service's fragments, cached by version: each version is rendered once in each language."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from threading import Lock
from typing import Any

import structlog

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Gone, NotFound
from courant_kit.live import languages, outbox
from courant_kit.live.delivery import Delivery, deliver
from courant_kit.live.fragment import Fragment, FragmentId, Part, Rendering, declares, read, whole, wrap
from courant_kit.live.versions import ClockVersions
from courant_kit.wire.contract import Contract
from courant_kit.words import gettext as _

ASKED = 2000
"""How many fragments are remembered as those that somebody asked for last."""

log = structlog.get_logger()

Render = Callable[[Any], Rendering | None]
"""Renders the fragment with a FragmentId. It returns None, or raises NotFound or Gone, if the fragment is gone."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A fragment's version and rendering, which is None if it is gone. If not `exact`, it may show a later version.

    With `unknown`, it was not rendered, because of a fault or because there was no hurry: windows fetch it.
    """

    version: int
    rendering: Rendering | None
    exact: bool = True
    unknown: bool = False


class Renderings:
    """The render functions for the fragments of a contract, and a cache of the newest renderings.

    `memory` has the versions of the fragments that live in memory; `capacity` is the size of the cache. `shown` are the
    languages, beside the site's default one, that windows show: changes are rendered in these too.
    """

    def __init__(self, contract: Contract, capacity: int = 500) -> None:
        self.memory = ClockVersions()
        self.shown: tuple[str, ...] = ()
        self._contract = contract
        self._renders: dict[Fragment[Any], Render] = {}
        self._capacity = capacity
        self._kept: OrderedDict[tuple[str, str], Rendered] = OrderedDict()
        self._asked: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()
        # Each change looks up its fragments twice: to render them, and to send them.
        self._read = lru_cache(maxsize=2 * capacity)(partial(read, declared=contract.fragments))

    def add(self, fragment: Fragment[Any], render: Render) -> None:
        """Register `render` for the fragments of a declaration.

        Raises ValueError if the contract does not have the declaration, or another function renders it.
        """
        if self._contract.fragments.get(fragment.name) is not fragment:
            raise ValueError(f"{fragment.name} is not declared in the contract of {self._contract.module}")
        if fragment in self._renders:
            raise ValueError(f"{fragment.name} already has a function that renders it")
        self._renders[fragment] = render

    def missing(self) -> list[str]:
        """The names of declared fragments without a render function."""
        return [one.name for one in self._contract.fragments.values() if one not in self._renders]

    def find(self, text: str) -> FragmentId[Any] | None:
        """The fragment with the id written as `text`; None if this service does not declare it.

        An event log from an older release may name such fragments.
        """
        return self._read(text)

    def version(self, fragment: FragmentId[Any]) -> int:
        """The fragment's current version."""
        return self.versions([fragment])[fragment.base]

    def versions(self, fragments: Collection[FragmentId[Any]]) -> dict[str, int]:
        """The current versions of these fragments, by their ids without a part."""
        stored = [one.base for one in fragments if not one.fragment.memory]
        fleeting = [one.base for one in fragments if one.fragment.memory]
        return self.memory(fleeting) | outbox.versions(stored)

    def current(self, fragment: FragmentId[Any]) -> Rendered:
        """The fragment in its current version and the active language, rendered at most once in each.

        The version is read before the data and again after it. If the two are equal, the rendering is exact and is
        cached. If not, the rendering is at least as new as its version, and the event of the later change follows.
        """
        return self.together([fragment])[fragment]

    def together(self, fragments: Sequence[FragmentId[Any]]) -> dict[FragmentId[Any], Rendered]:
        """As `current`, for several fragments, with one statement to read their versions, or two, and not for each."""
        before, language = self.versions(fragments), languages.active()
        found = {one: self._kept.get((str(one), language)) for one in fragments}
        drawn = {}
        for one, kept in found.items():
            self.note(one)
            if kept is None or kept.version != before[one.base]:
                drawn[one] = self._render(one)
        after = self.versions(drawn) if drawn else {}
        for one, rendering in drawn.items():
            found[one] = now = Rendered(before[one.base], rendering, exact=after[one.base] == before[one.base])
            if now.exact:
                self._keep((str(one), language), now)
        return {one: rendered for one, rendered in found.items() if rendered is not None}

    def changed(self, fragments: Collection[FragmentId[Any]]) -> dict[str, Rendered]:
        """Several fragments in their current versions, by their ids; one that cannot be rendered is unknown.

        It is `current` for all of them, with two statements instead of two for each. They are in the site's default
        language, and in all others that windows show, in which an id ends in `@` and the language.
        """
        before = self.versions(fragments)
        wanted = [(one, language) for one in fragments for language in (languages.default(), *self.shown)]
        drawn = {(str(one), language): self._drawn(one, before[one.base], language) for one, language in wanted}
        after = self.versions(fragments)
        for one, language in wanted:
            key, version = (str(one), language), before[one.base]
            if after[one.base] != version:
                drawn[key] = replace(drawn[key], exact=False)
            elif drawn[key].exact:
                self._keep(key, drawn[key])
        return {languages.named(*key): rendered for key, rendered in drawn.items()}

    def urgent(self, fragments: Collection[FragmentId[Any]]) -> dict[str, Rendered]:
        """As `changed`, for very many: those that nobody has asked for lately have their versions only."""
        asked = [one for one in fragments if str(one) in self._asked]
        others = self.versions([one for one in fragments if str(one) not in self._asked])
        return self.changed(asked) | {
            name: Rendered(version, None, exact=False, unknown=True) for name, version in others.items()
        }

    def note(self, fragment: FragmentId[Any]) -> None:
        """Remember that somebody has asked for the fragment."""
        with self._lock:
            self._asked[str(fragment)] = None
            self._asked.move_to_end(str(fragment))
            if len(self._asked) > ASKED:
                self._asked.popitem(last=False)

    def embed(self, fragment: FragmentId[Any], *, tag: str = "section", attributes: str = "") -> str:
        """The fragment as an element of a page in the active language; raises NotFound if it is gone."""
        return self.embedded([Part(fragment, tag, attributes)])[0]

    def embedded(self, parts: Sequence[Part]) -> list[str]:
        """As `embed`, for several fragments, whose versions are read together."""
        now, language = self.together([one.fragment for one in parts]), languages.active()
        elements = []
        for fragment, tag, attributes in parts:
            rendered = now[fragment]
            if rendered.rendering is None:
                raise NotFound(_("This does not exist, or no longer exists."))
            topic = "" if language == languages.default() else languages.named(fragment.topic, language)
            html = whole(rendered.rendering)
            elements.append(wrap(fragment, rendered.version, html, tag=tag, attributes=attributes, topic=topic))
        return elements

    def clear(self) -> None:
        """Drop all renderings, because versions restart: as in a test, which begins with an empty database."""
        self.shown = ()
        with self._lock:
            self._kept.clear()
            self._asked.clear()

    def since(self, caller: Caller, known: dict[str, int]) -> list[Delivery]:
        """The fragments that are newer than the versions in a window; to a caller who may not see one, it is gone.

        Raises NotFound if the contract does not declare one of them.
        """
        if unknown := next((text for text in known if not declares(text, self._contract.fragments)), None):
            raise NotFound(_("There is no fragment {unknown!r} here.").format(unknown=unknown), field="fragments")
        return [answer for text, version in known.items() if (answer := self._newer(caller, text, version))]

    def _newer(self, caller: Caller, text: str, known: int) -> Delivery | None:
        fragment = self.find(text)
        if fragment is None or not fragment.audience.admits(caller):
            return Delivery(id=text, version=known + 1, gone=True)
        if self.version(fragment) <= known:
            return None
        now = self.current(fragment)
        return deliver(str(fragment), now.version, now.rendering, None, 0)

    def _drawn(self, fragment: FragmentId[Any], version: int, language: str) -> Rendered:
        kept = self._kept.get((str(fragment), language))
        if kept is not None and kept.version == version:
            return kept
        try:
            with languages.speaking(language):
                return Rendered(version, self._render(fragment))
        except Exception:
            # Tell windows only that it changed. One page that cannot be rendered must not block all others.
            log.exception("fragment cannot be rendered", fragment=str(fragment))
            return Rendered(version, None, exact=False, unknown=True)

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
