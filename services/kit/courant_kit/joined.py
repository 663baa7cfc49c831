"""A module in a running process: its session on the router, its relay, who counts, and announcing itself."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from courant_kit.calls.caller import EVERYONE, SERVICES, Caller, Role, authroles
from courant_kit.calls.dispatch import Dispatch, Handler
from courant_kit.calls.errors import Invalid, Unavailable
from courant_kit.calls.limits import Limits, Rates
from courant_kit.calls.standing import Standing
from courant_kit.content import media
from courant_kit.live import outbox
from courant_kit.live.audience import EVERYBODY, Audience
from courant_kit.live.delivery import event_fields
from courant_kit.live.leadership import Leadership, always
from courant_kit.live.relay import Relay
from courant_kit.process.reporting import Reporting
from courant_kit.process.wamp import Publication, Session
from courant_kit.wire import site, standard
from courant_kit.wire.payload import decode, encode

if TYPE_CHECKING:
    from courant_kit.module import Module

SWEEP = 5.0
KEPT_EVENTS = 10_000

Run = Callable[..., Awaitable[Any]]

log = structlog.get_logger()


class Joined:
    """What a module is while its process runs; it joins the router, and joins again when it was lost.

    `run(function, *args)` runs a function in a thread that may use the ORM; `write`, when it is another, runs
    transactions. `leads` says who relays among replicas, `rates` how fast each kind of source may call. Raises
    ValueError when a declared fragment is not rendered.
    """

    def __init__(
        self,
        module: "Module",
        run: Run,
        *,
        write: Run | None = None,
        leads: Leadership = always,
        rates: Rates | None = None,
    ) -> None:
        if missing := module.renderings.missing():
            raise ValueError(f"nothing renders {', '.join(missing)}, which the contract declares")
        self.module, self.run, self.write, self._leads = module, run, write or run, leads
        self.standing = Standing()
        self.dispatch = Dispatch(
            module.name, run, self.write, self.standing, module.renderings, module.assets, Limits(rates or Rates())
        )
        self.reporting = Reporting(module.name, self.dispatch.meter, run)
        self.relay = Relay(outbox, module.renderings, self._publish, run)
        self._session: Session | None = None
        module.joined = self

    @property
    def session(self) -> Session:
        """The session on the router; raises Unavailable while there is none."""
        if self._session is None:
            raise Unavailable("The router is away for a moment.")
        return self._session

    @property
    def present(self) -> bool:
        """Whether there is a session on the router."""
        return self._session is not None

    async def join(self, session: Session) -> None:
        """Subscribe, register, announce and publish what is pending; called on each join.

        Who counts, and whether the module is suspended, is learned before the first call is answered.
        """
        self._session = session
        await self._follow(session)
        await self._learn()
        for procedure, handler in self.module.handlers.values():
            await session.register(procedure.uri, partial(self.dispatch.answer, procedure, handler), shared=True)
        for hook in self.module.on_join:
            await hook()
        await self.announce()
        await self.wake()

    def leave(self) -> None:
        """Let go of the session; called when the router is lost (more than once, perhaps)."""
        self._session = None
        for hook in self.module.on_leave:
            hook()

    async def announce(self) -> None:
        """Describe the module to the site; while core is away this waits until core asks."""
        try:
            await self.session.call(site.ANNOUNCE.uri, **encode(self.module.manifest))
        except Unavailable:
            log.info("core is away; it will ask when it is back", module=self.module.name)
            return
        await self.report(anew=True)

    async def report(self, *, anew: bool = False) -> None:
        """Report to the site how this replica is doing, when that changed or `anew`; not while core is away."""
        if self._session is None:
            return
        try:
            await self.reporting.report(self._session, anew=anew)
        except Unavailable:
            log.debug("core is away; it will ask when it is back", module=self.module.name)

    async def wake(self) -> None:
        """Publish what is pending in the outbox, when joined and leading."""
        if self._session is None:
            return
        if await self._leads():
            await self.relay.wake()
        else:
            await self._session.publish(standard.filled(self.module.name).uri, {})

    async def leads(self) -> bool:
        """Whether this process is the one replica that relays and does what is due."""
        return await self._leads()

    async def _follow(self, session: Session) -> None:
        await session.subscribe(site.WITHDRAWN.uri, self._withdrawn)
        await session.subscribe(site.MEMBERSHIP.uri, self._membership)
        await session.subscribe(site.SUSPENDED.uri, self._suspended)
        await session.subscribe(site.WANTED.uri, self._wanted)
        await session.subscribe(standard.filled(self.module.name).uri, self._filled)

    async def _publish(self, topic: str, fields: dict[str, Any], audience: Audience | None) -> None:
        if audience is None:
            who = _hearers(self.module, topic)
            publication = Publication(roles=[] if who == EVERYONE else authroles(who))
        else:
            # A session that the router has not closed yet must not hear what its grant does not stand for any more.
            excluded = [] if audience == EVERYBODY else sorted(self.standing.withdrawn)
            publication = Publication(exclude_authids=excluded)
        await self.session.publish(topic, fields, publication)

    async def _withdrawn(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.standing.withdraw(decode(kwargs, site.Withdrawn).grants)

    async def _membership(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        person = decode(kwargs, site.Membership)
        self.standing.belongs(person.name, person.spaces)

    async def _suspended(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.standing.suspend(decode(kwargs, site.Suspended).modules)

    async def _wanted(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        await self._learn()
        await self.announce()

    async def _filled(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        if self._session is not None and await self._leads():
            await self.relay.wake()

    async def _learn(self) -> None:
        try:
            answer = decode(await self.session.call(site.STANDING.uri), site.Standing)
        except Unavailable:
            return  # core asks every module to announce itself when it is back, and then it is asked again
        self.standing.learn(answer.withdrawn, answer.spaces)
        self.standing.suspend(answer.suspended)


def run_standard(module: "Module") -> None:
    """Have the module run the timed work of every module: deleting old events."""

    @module.every(SWEEP)
    def delete_old_events() -> None:
        outbox.prune(KEPT_EVENTS)


def answer_standard(module: "Module") -> None:
    """Have the module answer what every module answers: what is newer, which events there were, its files."""

    def since(caller: Caller, request: standard.SinceRequest) -> standard.News:
        if len(request.fragments) > standard.MOST_FRAGMENTS:
            raise Invalid(f"At most {standard.MOST_FRAGMENTS} fragments at once.", field="fragments")
        newer = module.renderings.since(caller, request.fragments)
        return standard.News(fragments=[event_fields(one) for one in newer])

    def events(caller: Caller, request: standard.EventsRequest) -> standard.Events:
        entries = outbox.events_after(request.after, min(request.limit, standard.MOST_EVENTS))
        heard = [one for one in entries if caller.role in _hearers(module, one.topic)]
        found = [standard.LoggedEvent(number=one.number, topic=one.topic, payload=one.payload) for one in heard]
        return standard.Events(events=found, last=entries[-1].number if entries else request.after)

    def uploaded(caller: Caller, request: standard.MediaRequest) -> standard.MediaFile:
        return media.get(request.name)

    def asset(caller: Caller, request: standard.AssetRequest) -> standard.AssetFile:
        return module.assets.get(request.version, request.name)

    handlers: tuple[Handler, ...] = (since, events, uploaded, asset)
    for procedure, handler in zip(standard.all_of(module.name, module.readers), handlers, strict=True):
        module.contract.add(procedure)
        module.handles(procedure)(handler)


def _hearers(module: "Module", topic: str) -> frozenset[Role]:
    """Who may hear a domain event: of one that an older release declared, the site's own services alone."""
    declared = module.contract.topics.get(topic)
    return declared.who if declared else SERVICES
