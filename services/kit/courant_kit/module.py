"""The component: a module's handlers and fragments, and how they join the router and announce themselves."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, TypeVar

import structlog
from django.urls.resolvers import URLPattern
from django.utils.safestring import SafeString, mark_safe

from courant_kit.calls.caller import EVERYONE, Caller, Role
from courant_kit.calls.dispatch import Dispatch, Handler, Run
from courant_kit.calls.errors import Invalid, Unavailable
from courant_kit.content import media
from courant_kit.live import outbox
from courant_kit.live.delivery import event_fields
from courant_kit.live.leadership import Leadership, always
from courant_kit.live.relay import Relay
from courant_kit.live.renderings import Fragments, Kind, Render
from courant_kit.live.versions import ClockVersions
from courant_kit.process.wamp import Disclosed, Publication, Session
from courant_kit.wire import standard
from courant_kit.wire.contract import Contract, Procedure
from courant_kit.wire.manifest import FeedEntry, Manifest, MenuEntry
from courant_kit.wire.payload import encode
from courant_kit.wire.routes import routes

H = TypeVar("H", bound=Handler)
R = TypeVar("R", bound=Render)
Hook = Callable[[], Awaitable[None]]

ANNOUNCE = "courant.core.module.announce"
WANTED = "courant.core.module.wanted"
WITHDRAWN = "courant.web.grant.withdrawn"
REVOKED = "courant.core.credential.revoked"
WITHDRAWN_LISTS = ("courant.web.grant.list", "courant.core.credential.withdrawn")

log = structlog.get_logger()


class Module:
    """One module: what it answers, what it renders, and what it says of itself.

    `contract` declares its procedures and topics; `urlpatterns` its pages, as in
    `path("blog/", serves(contract.PAGE_INDEX))`.
    """

    def __init__(  # noqa: PLR0913 - a manifest has that many parts
        self,
        name: str,
        title: str,
        contract: Contract,
        *,
        urlpatterns: Iterable[URLPattern] = (),
        menu: Iterable[MenuEntry] = (),
        feeds: Iterable[FeedEntry] = (),
        sitemap: Procedure | None = None,
        front: Procedure | None = None,
        scripts: Iterable[str] = (),
        order: int = 100,
    ) -> None:
        self.name, self.contract = name, contract
        self.fragments = Fragments(name)
        self.memory = ClockVersions()
        self.handlers: dict[str, tuple[Procedure, Handler]] = {}
        self.on_join: list[Hook] = []
        self.on_leave: list[Callable[[], None]] = []
        self.manifest = Manifest(
            module=name, title=title, menu=list(menu), routes=routes(list(urlpatterns)), feeds=list(feeds),
            sitemap=sitemap.uri if sitemap else "", front=front.uri if front else "", scripts=list(scripts),
            order=order,
        )  # fmt: skip
        self._filled = standard.filled(name).uri
        self._session: Session | None = None
        self._add_standard()

    def handles(self, procedure: Procedure) -> Callable[[H], H]:
        """Have the decorated function answer `procedure`: `handler(caller, request)`; plain functions may use the ORM.

        Raises ValueError when the contract does not declare the procedure or it has a handler.
        """
        if procedure.uri not in self.contract.procedures:
            raise ValueError(f"{procedure.uri} is not declared in the contract of {self.name}")
        if procedure.uri in self.handlers:
            raise ValueError(f"{procedure.uri} has a handler")

        def register(handler: H) -> H:
            self.handlers[procedure.uri] = (procedure, handler)
            return handler

        return register

    def fragment(self, kind: str, *, who: frozenset[Role] = EVERYONE, memory: bool = False) -> Callable[[R], R]:
        """Have the decorated function render the fragments `<module>.<kind>[-<key>]`.

        For everyone they travel on the live topics, for EDITORS on the staff topics; with `memory` their versions live
        in memory and `touch_memory` announces them. Raises ValueError for others, who have no topics.
        """

        def register(render: R) -> R:
            versions = self.memory if memory else outbox.versions
            self.fragments.kinds[kind] = Kind(render, who, versions)
            return render

        return register

    def embed(self, fragment: str, *, tag: str = "section", attributes: str = "") -> SafeString:
        """A fragment as an element for a page's HTML (trusted markup); see Fragments.embed."""
        return mark_safe(self.fragments.embed(fragment, tag=tag, attributes=attributes))  # noqa: S308 - our own markup

    @property
    def session(self) -> Session:
        """The session on the router; raises Unavailable while there is none."""
        if self._session is None:
            raise Unavailable("The router is away for a moment.")
        return self._session

    @property
    def joined(self) -> bool:
        """Whether there is a session on the router."""
        return self._session is not None

    def bind(self, run: Run, leadership: Leadership = always, write: Run | None = None) -> None:
        """Give the module what runs functions in threads, and who leads among replicas; once, before it joins.

        `write`, when it is another than `run`, runs transactions.
        """
        self.dispatch = Dispatch(self.name, run, write or run)
        self.relay = Relay(outbox, self.fragments, self._publish, run)
        self._leads = leadership

    async def join(self, session: Session) -> None:
        """Register, subscribe, announce and publish what is pending; called on each join."""
        self._session = session
        for procedure, handler in self.handlers.values():
            await session.register(procedure.uri, partial(self._answer, procedure, handler), shared=True)
        await session.subscribe(WITHDRAWN, self._withdraw)
        await session.subscribe(REVOKED, self._withdraw)
        await session.subscribe(WANTED, self._wanted)
        await session.subscribe(self._filled, self._wanted_relay)
        await self._learn_withdrawn(session)
        for hook in self.on_join:
            await hook()
        await self.announce()
        await self.wake()

    def leave(self) -> None:
        """Forget the session; called when the router is lost (more than once, perhaps)."""
        self._session = None
        for hook in self.on_leave:
            hook()

    async def announce(self) -> None:
        """Say to core what this module is; without core it is said again when core asks."""
        try:
            await self.session.call(ANNOUNCE, **encode(self.manifest))
        except Unavailable:
            log.info("core is away; it will ask when it is back", module=self.name)

    async def wake(self) -> None:
        """Publish what is pending in the outbox, when joined and leading."""
        if self._session is None:
            return
        if await self._leads():
            await self.relay.wake()
        else:
            await self._session.publish(self._filled, {})

    async def touch_memory(self, fragment: str) -> None:
        """Give a fragment that lives in memory a new version and publish it."""
        self.memory.touch(fragment)
        if self._session is not None:
            await self.relay.announce(fragment)

    async def _answer(
        self, procedure: Procedure, handler: Handler, who: Disclosed, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        return await self.dispatch.answer(procedure, handler, who, args, kwargs)

    async def _publish(self, topic: str, fields: dict[str, Any], *, staff: bool = False) -> None:
        excluded = sorted(self.dispatch.withdrawn) if staff else []
        await self.session.publish(topic, fields, Publication(exclude_authids=excluded))

    async def _withdraw(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.dispatch.withdrawn.update(kwargs.get("grants", []))

    async def _wanted(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        await self.announce()

    async def _wanted_relay(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        if self._session is not None and await self._leads():
            await self.relay.wake()

    async def _learn_withdrawn(self, session: Session) -> None:
        for uri in WITHDRAWN_LISTS:
            try:
                answer = await session.call(uri)
            except Unavailable:
                continue
            await self._withdraw(WITHDRAWN, [], answer)

    def _add_standard(self) -> None:
        since, events, images = standard.all_of(self.name)
        for procedure, handler in ((since, self._since), (events, self._events), (images, self._media)):
            self.contract.add(procedure)
            self.handles(procedure)(handler)

    def _since(self, caller: Caller, request: standard.SinceRequest) -> standard.News:
        if len(request.fragments) > standard.MOST_FRAGMENTS:
            raise Invalid(f"At most {standard.MOST_FRAGMENTS} fragments at once.", field="fragments")
        newer = self.fragments.since(caller, request.fragments)
        return standard.News(fragments=[event_fields(one) for one in newer])

    def _events(self, caller: Caller, request: standard.EventsRequest) -> standard.Events:
        entries = outbox.events_after(request.after, min(request.limit, standard.MOST_EVENTS))
        found = [standard.LoggedEvent(number=one.number, topic=one.topic, payload=one.payload) for one in entries]
        return standard.Events(events=found, last=found[-1].number if found else request.after)

    def _media(self, caller: Caller, request: standard.MediaRequest) -> standard.MediaFile:
        return media.get(request.name)
