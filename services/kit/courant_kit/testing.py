"""Tests of services: a module on a fake session instead of a router, and a check that live pages converge."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from math import inf
from typing import Any

import msgspec

try:
    from lxml import html as markup
except ImportError as missing:
    raise ImportError(
        "courant_kit.testing needs lxml: install courant-kit[testing], which also brings pytest and pytest-django"
    ) from missing

from django.template.autoreload import reset_loaders
from django.test import override_settings
from django.utils import translation

from courant_kit.calls.errors import TooLarge, Unavailable
from courant_kit.calls.limits import UNLIMITED, Rates
from courant_kit.live import languages
from courant_kit.live.audience import Audience
from courant_kit.live.delivery import Delivery, apply
from courant_kit.live.fragment import Item, whole
from courant_kit.module import Module
from courant_kit.process import schedule
from courant_kit.process.wamp import Disclosed, Endpoint, Listener, Publication
from courant_kit.running import Running
from courant_kit.wire.contract import Procedure
from courant_kit.wire.page import Page, page_from


def finished(work: Awaitable[Any]) -> Any:
    """The result of a coroutine that never waits: on the fake session, none does."""
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as stop:
        return stop.value
    raise AssertionError("the coroutine waits for something outside the fake session")


async def at_once(function: Callable[..., Any], *args: Any) -> Any:
    """Run a function here, at once, instead of in a thread."""
    return function(*args)


@dataclass
class FakeSession:
    """A router in memory: procedures, subscriptions, and every published event, in order.

    While it is `broken`, nothing can be called or published. It rejects events of more than `largest` characters.
    """

    procedures: dict[str, Endpoint] = field(default_factory=dict)
    listeners: dict[str, list[Listener]] = field(default_factory=dict)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    publications: list[Publication | None] = field(default_factory=list)
    who: Disclosed = field(default_factory=lambda: Disclosed(1, "test", "service-core"))
    broken: bool = False
    largest: int = 2**63

    async def call(self, uri: str, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a procedure that is registered here; raises Unavailable when there is none."""
        if self.broken or uri not in self.procedures:
            raise Unavailable("nobody answers")
        return await self.procedures[uri](self.who, list(args), kwargs)

    async def read(self, uri: str, /, *args: Any, **kwargs: Any) -> Any:
        """The same: here no replica is lost."""
        return await self.call(uri, *args, **kwargs)

    async def withdraw(self) -> None:
        """Remove all procedures."""
        self.procedures.clear()

    async def publish(self, topic: str, fields: dict[str, Any], publication: Publication | None = None) -> None:
        """Store the event and pass it to the listeners of exactly this topic; raises Unavailable while `broken`."""
        if self.broken:
            raise Unavailable("the router is away")
        if len(str(fields)) > self.largest:
            raise TooLarge("the event exceeds the router's limit")
        self.events.append((topic, fields))
        self.publications.append(publication)
        for listener in self.listeners.get(topic, []):
            await listener(topic, [], fields)

    async def register(self, uri: str, endpoint: Endpoint, *, shared: bool = False) -> None:
        """Store the endpoint."""
        self.procedures[uri] = endpoint

    async def subscribe(self, topic: str, listener: Listener, *, match: str = "exact") -> None:
        """Store the listener."""
        self.listeners.setdefault(topic, []).append(listener)


@contextmanager
def in_languages(*codes: str) -> Iterator[None]:
    """Let the site have these languages, the default one first, for the body of a `with` statement."""
    django: Any = translation
    before, chosen = languages.of_site(), django._trans  # noqa: SLF001 - it asks once whether there are several
    django._trans = type(chosen)()  # noqa: SLF001
    languages.use(codes)
    reset_loaders()  # a template that is loaded knows whether there are several
    try:
        with override_settings(USE_I18N=True, LANGUAGE_CODE=codes[0]):
            yield
    finally:
        languages.use(before)
        django._trans = chosen  # noqa: SLF001
        reset_loaders()


class Stage:
    """A module joined to a fake session: call it in any role, and collect the events that it publishes.

    There are no rate limits unless `rates` sets them.
    """

    def __init__(self, module: Module, session: FakeSession | None = None, *, rates: Rates = UNLIMITED) -> None:
        self.module = module
        self.session = session or FakeSession()
        module.renderings.clear()
        module.pages.clear()
        self.running = Running(module, at_once, rates=rates)
        self._sessions = count(100)
        finished(self.running.join(self.session))
        self.session.events.clear()

    def call(self, procedure: Procedure, role: str = "visitor", name: str = "", /, **fields: Any) -> Any:
        """The result of a call with this role and name, from a new session; pending events are published afterwards."""
        who = Disclosed(next(self._sessions), name or role, role)
        answer = finished(self.session.procedures[procedure.uri](who, [], fields))
        self.publish()
        return answer

    def page(self, procedure: Procedure, role: str = "visitor", /, **fields: Any) -> Page:
        """The Page that a page procedure returns."""
        return page_from(self.call(procedure, role, "", **fields))

    def run_due(self, seconds: float = inf) -> None:
        """Run the timed work whose period is at most `seconds` (all of it by default), then publish.

        An exception in the work is raised here.
        """
        for timed in self.module.timed.values():
            if timed.seconds <= seconds:
                finished(schedule.perform(timed, self.running))
        self.publish()

    def publish(self) -> None:
        """Publish pending events."""
        finished(self.running.wake())
        finished(self.running.relay.settle())

    def deliveries(self, language: str = "") -> list[Delivery]:
        """The fragments published so far, as windows receive them that show a language: by default the site's own."""
        suffix = f"@{language}" if language not in {"", languages.default()} else ""
        live_events = [
            fields
            for topic, fields in self.session.events
            if Audience(topic.split(".")[2]).known and topic.partition("@")[2] == suffix[1:]
        ]
        return [msgspec.convert(fields, Delivery) for fields in live_events]

    def topics(self) -> list[str]:
        """The topics of the events published so far."""
        return [topic for topic, _ in self.session.events]


class Window:
    """A page in an open window. It applies deliveries as the browser's client does."""

    def __init__(self, page: Page) -> None:
        self.root = markup.fragment_fromstring(page.html, create_parent="main")
        self.asks: dict[str, int] = {}

    def apply(self, delivery: Delivery) -> None:
        """Apply one delivery; a fragment that needs a call of `since` is added to `asks`, with its version."""
        for element in self.root.xpath("//*[@data-live]"):
            fragment, version = element.get("data-live"), int(element.get("data-version"))
            if fragment.split("/")[0] != delivery.id.split("/")[0] or version >= delivery.version:
                continue
            if fragment != delivery.id or (delivery.html is None and delivery.base != version):
                self.asks[fragment] = version
            else:
                self._change(element, delivery)

    def shown(self) -> str:
        """The page's HTML, normalised for comparison."""
        return normal(markup.tostring(self.root, encoding="unicode"))

    def _change(self, element: Any, delivery: Delivery) -> None:
        element.set("data-version", str(delivery.version))
        if delivery.html is not None:
            inner = delivery.html
        else:
            children = [
                Item(child.get("id"), markup.tostring(child, encoding="unicode", with_tail=False)) for child in element
            ]
            inner = whole(apply(children, delivery))
        fresh = markup.fragment_fromstring(inner, create_parent=element.tag)
        element[:] = list(fresh)
        element.text = fresh.text


def normal(html: str) -> str:
    """HTML parsed and serialised without white space between tags, so that equal pages are equal strings."""
    root = markup.fragment_fromstring(html, create_parent="div")
    for element in root.iter():
        element.text = element.text.strip() or None if element.text and element.tag != "pre" else element.text
        element.tail = element.tail.strip() or None if element.tail else None
    return str(markup.tostring(root, encoding="unicode"))


def assert_converges(
    stage: Stage, procedure: Procedure, change: Callable[[], object], role: str = "visitor", /, **fields: Any
) -> None:
    """Check that an old page, after each published delivery was applied twice, equals a fresh page.

    `change` makes the change, for example with `stage.call`; `role` is the role of the reader; `fields` are the
    arguments of the page procedure. Raises AssertionError if the pages differ or the page has no live fragment.
    """
    window = Window(_living(stage.page(procedure, role, **fields)))
    stage.session.events.clear()
    change()
    finished(stage.running.wake())
    for delivery in [*stage.deliveries(), *stage.deliveries()]:
        window.apply(delivery)
    for delivery in _caught_up(stage, window, role):
        window.apply(delivery)
    fresh = Window(stage.page(procedure, role, **fields))
    if window.shown() != fresh.shown():
        raise AssertionError(f"the window shows\n{window.shown()}\nbut a fresh page is\n{fresh.shown()}")


def _living(page: Page) -> Page:
    if not page.fragments:
        raise AssertionError(f"the page has no live fragment ({page.status}: {page.title})")
    return page


def _caught_up(stage: Stage, window: Window, role: str) -> list[Delivery]:
    if not window.asks:
        return []
    since = stage.session.procedures[f"courant.{stage.module.name}.live.since"]
    answer = finished(since(Disclosed(7, role, role), [], {"fragments": window.asks}))
    return [msgspec.convert(one, Delivery) for one in answer["fragments"]]
