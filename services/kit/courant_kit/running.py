"""The state of a module in its process: the session on the router, the relay, withdrawn grants, announcing, reports."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from courant_kit.calls.caller import EVERYONE, OneModule, Role, authroles
from courant_kit.calls.dispatch import Dispatch, Handler
from courant_kit.calls.errors import CourantError, Unavailable
from courant_kit.calls.limits import Limits, Rates
from courant_kit.calls.standing import Standing
from courant_kit.live import languages, outbox
from courant_kit.live.audience import EVERYBODY, Audience
from courant_kit.live.flight import Drawn
from courant_kit.live.leadership import Leadership, always
from courant_kit.live.relay import FLYING, MANY, Relay
from courant_kit.live.statements import Entry
from courant_kit.process.reporting import Reporting
from courant_kit.process.wamp import Publication, Session
from courant_kit.wire import site, standard
from courant_kit.wire.contract import Procedure
from courant_kit.wire.payload import decode
from courant_kit.wire.spoken import announced
from courant_kit.words import gettext as _

if TYPE_CHECKING:
    from courant_kit.module import Module


Run = Callable[..., Awaitable[Any]]

log = structlog.get_logger()


class Running:
    """The state of a module in its process. It joins the router, and again whenever the connection was lost.

    `run(function, *args)` runs a function in a thread that may use the ORM; `write` runs one in a transaction, with
    `run` by default; `aside` runs long work, one piece after the other, so that no call waits for it. `leads` reports
    whether this replica leads; `rates` are the limits of each kind of source. `from_thread(act)` calls a function on
    the reactor. Raises ValueError if a declared fragment has no render function.
    """

    def __init__(
        self,
        module: "Module",
        run: Run,
        *,
        write: Run | None = None,
        aside: Run | None = None,
        leads: Leadership = always,
        rates: Rates | None = None,
        from_thread: Callable[[Callable[[], Any]], Any] = lambda act: act(),
    ) -> None:
        if missing := module.renderings.missing():
            raise ValueError(f"nothing renders {', '.join(missing)}, which the contract declares")
        self.module, self.run, self.from_thread, self._leads = module, run, from_thread, leads
        self.write = write or partial(run, outbox.in_transaction)
        self.aside = aside or run
        self.standing = Standing()
        self.dispatch = Dispatch(
            module.name, run, self.write, self.standing, module.renderings, module.assets, Limits(rates or Rates()),
            pages=module.pages, kept=module.kept,
        )  # fmt: skip
        self.relay = Relay(outbox, module.renderings, self._publish, run)
        self.reporting = Reporting(module.name, self.dispatch.meter, run, lambda: self.relay.acknowledged)
        self._session: Session | None = None
        self._leading = False
        module.running = self

    @property
    def session(self) -> Session:
        """The session on the router; raises Unavailable while there is none."""
        if self._session is None:
            raise Unavailable(_("The router is away for a moment."))
        return self._session

    @property
    def joined(self) -> bool:
        """Whether there is a session on the router."""
        return self._session is not None

    async def join(self, session: Session) -> None:
        """Subscribe, register, announce the module and publish pending events; called on each join.

        Withdrawn grants, spaces and suspended modules are learned before the first call is answered, and so is what the
        hooks in `before_calls` learn.
        """
        self._session = session
        await self._follow(session)
        await self._learn()
        for hook in self.module.before_calls:
            await hook()
        for procedure, handler in self._in_order():
            await session.register(procedure.uri, partial(self.dispatch.answer, procedure, handler), shared=True)
        for hook in self.module.on_join:
            await hook()
        await self.announce()
        await self.wake()

    def _in_order(self) -> list[tuple[Procedure, Handler]]:
        """Procedures and their handlers; last is that by which windows and health checks see that a module is back."""
        last = standard.since(self.module.name).uri
        return sorted(self.module.handlers.values(), key=lambda one: one[0].uri == last)

    async def withdraw(self) -> None:
        """Answer the calls that have arrived and receive no more; returns when all are answered.

        Other replicas answer the next. If there is no session there is nothing to do.
        """
        if self._session is not None:
            try:
                await self._session.withdraw()
            except CourantError as error:
                log.info("the router is gone already", module=self.module.name, why=error.message)

    def leave(self) -> None:
        """Drop the session; called, possibly more than once, when the router is lost."""
        self._session = None
        for hook in self.module.on_leave:
            hook()

    async def announce(self) -> None:
        """Announce the module to the site. If core is away, core asks for it when it is back."""
        try:
            await self.session.call(site.ANNOUNCE.uri, **announced(self.module.manifest))
        except Unavailable:
            log.info("core is away; it will ask when it is back", module=self.module.name)
            return
        await self.report(anew=True)

    async def report(self, *, anew: bool = False) -> None:
        """Report how this replica is doing, if that changed or `anew`. While core is away nothing is reported."""
        if self._session is None:
            return
        try:
            await self.reporting.report(self._session, anew=anew)
        except Unavailable:
            log.debug("core is away; it will ask when it is back", module=self.module.name)

    async def wake(self) -> None:
        """Publish the pending events if this replica leads, or else ask the leading replica to; needs a session."""
        if self._session is None:
            return
        if await self.leads():
            await self.relay.wake()
        else:
            await self._session.publish(standard.filled(self.module.name).uri, {})

    def draw(self, entries: list[Entry]) -> Drawn | None:
        """Render the fragments of a commit, in the thread that made it; None if another replica is to publish them.

        Of MANY, only those that somebody has asked for lately are rendered; windows fetch the others. So many that the
        relay reads them from the outbox are rendered then, in batches, without making the caller wait.

        A fault here is no fault of the change, which is safe. The relay then reads the outbox.
        """
        if self._session is None or not self._leading or len(entries) > FLYING:
            return None
        try:
            return self.relay.draw(entries, urgent=len(entries) > MANY)
        except Exception:
            log.exception("the fragments of a change cannot be rendered now", module=self.module.name)
            return None

    async def committed(self, entries: list[Entry], drawn: Drawn | None) -> None:
        """Publish the events of a commit; raises the error of `publish` when the router is lost."""
        if drawn is None or self._session is None:
            await self.wake()
        else:
            await self.relay.commit(entries, drawn)

    async def leads(self) -> bool:
        """Whether this process is the replica that publishes and runs timed work."""
        self._leading = await self._leads()
        return self._leading

    async def _follow(self, session: Session) -> None:
        await session.subscribe(site.WITHDRAWN.uri, self._withdrawn)
        await session.subscribe(site.MEMBERSHIP.uri, self._membership)
        await session.subscribe(site.SUSPENDED.uri, self._suspended)
        await session.subscribe(site.WANTED.uri, self._wanted)
        if languages.others():
            await session.subscribe(site.SHOWN.uri, self._shown)
        await session.subscribe(standard.filled(self.module.name).uri, self._filled)

    def _publish(self, topic: str, fields: dict[str, Any], audience: Audience | None) -> Awaitable[None]:
        if audience is None:
            publication = _receivers(self.module.contract.subscribers(topic))
        else:
            # The router may not yet have closed the sessions of withdrawn grants; they must not receive the event.
            excluded = [] if audience == EVERYBODY else sorted(self.standing.withdrawn)
            publication = Publication(exclude_authids=excluded)
        return self._session.publish(topic, fields, publication) if self._session else _away()

    async def _withdrawn(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.standing.withdraw(decode(kwargs, site.Withdrawn).grants)

    async def _membership(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        person = decode(kwargs, site.Membership)
        self.standing.belongs(person.name, person.spaces)

    async def _suspended(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.standing.suspend(decode(kwargs, site.Suspended).modules)

    async def _shown(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        await self.show(decode(kwargs, site.Languages).languages)

    async def show(self, shown: list[str]) -> None:
        """Render changes in those of these languages that the site has, beside the default one: windows show them."""
        if self._session is not None:
            await self.relay.show([one for one in languages.others() if one in shown])

    async def _wanted(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        await self._learn()
        await self.announce()

    async def _filled(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        if self._session is not None and await self.leads():
            await self.relay.wake()

    async def _learn(self) -> None:
        self.standing.ask()
        try:
            answer = decode(await self.session.call(site.STANDING.uri), site.Standing)
        except Unavailable:
            if languages.others():
                await self.show(list(languages.others()))  # until core knows which windows show
            return  # when core is back, it asks every module to announce itself, and the module asks again
        self.standing.learn(answer.withdrawn, answer.spaces)
        self.standing.suspend(answer.suspended)
        if languages.others():
            await self.show(await self._windows())

    async def _windows(self) -> list[str]:
        """The languages that windows show; all of the site's while core does not know."""
        try:
            return decode(await self.session.call(site.LANGUAGES.uri), site.Languages).languages
        except CourantError:
            return list(languages.others())


def _receivers(who: frozenset[Role] | OneModule) -> Publication:
    if isinstance(who, OneModule):
        return Publication(authids=[str(who)])
    return Publication(roles=[] if who == EVERYONE else authroles(who))


async def _away() -> None:
    raise Unavailable(_("The router is away for a moment."))
