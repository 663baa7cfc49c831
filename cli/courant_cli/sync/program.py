"""The program that goes on: a round whenever something happened on the site, and every so often for what was pushed."""

from typing import Any

import structlog
from courant_kit.calls.errors import Conflict, CourantError, Unavailable
from courant_kit.process.wamp import Session
from twisted.internet.defer import ensureDeferred
from twisted.internet.task import deferLater

from courant_cli.sync.documents import Document
from courant_cli.sync.remote import Unreachable
from courant_cli.sync.repository import Repository
from courant_cli.sync.round import Round
from courant_cli.sync.sides import Choice, Outcome, Stopped

TOPICS = tuple(f"courant.wiki.page.{name}" for name in ("created", "changed", "moved", "deleted", "restored"))
PAUSE = 2.0
"""Seconds in which what happens on the site is collected into one push."""
MOST_KNOWN = 50_000
"""How many documents are remembered from one round to the next."""
AWAY = 5.0
"""Seconds until the next look if the wiki is away: at the start of a site it is there soon."""
EXPECTED = (Stopped, Unreachable, Conflict)

log = structlog.get_logger()


class Program:
    """Rounds, one after the other, on whichever session there is."""

    def __init__(self, reactor: Any, repository: Repository, choice: Choice, every: float) -> None:
        self._reactor, self._git, self._choice, self._every = reactor, repository, choice, every
        self._session: Session | None = None
        self._busy = self._rung = self._away = False
        self._complete = True
        self._timer: Any = None
        self._known: dict[str, Document] = {}

    async def joined(self, session: Session) -> None:
        """Begin on a session; what happened meanwhile is in the wiki's log."""
        self._session = session
        for topic in TOPICS:
            await session.subscribe(topic, self._heard)
        self._ring()

    def left(self) -> None:
        """The session is lost."""
        self._session = None

    async def _heard(self, topic: str, args: list[Any], fields: dict[str, Any]) -> None:
        self._ring()

    def _ring(self) -> None:
        self._rung = True
        if not self._busy:
            self._busy = True
            ensureDeferred(self._work()).addErrback(lambda fail: log.error("it failed", exc_info=fail.value))

    async def _work(self) -> None:
        try:
            while self._rung and (session := self._session) is not None:
                self._rung = False
                await self._round(session)
                await deferLater(self._reactor, PAUSE)
        finally:
            self._busy = False
            self._later()

    def _later(self) -> None:
        if self._timer is not None and self._timer.active():
            self._timer.cancel()
        self._timer = self._reactor.callLater(min(self._every, AWAY) if self._away else self._every, self._ring)

    async def _round(self, session: Session) -> None:
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        one = Round(session, self._git, self._choice, complete=self._complete, known=self._known)
        self._away = False
        try:
            done = await one.run()
            self._complete = False
            if done.came or done.went:
                log.info("synchronized", came=done.came, went=done.went, commit=done.tip[:10])
            await reported(session, self._git, done)
        except Unavailable as problem:
            log.info("the wiki is away", reason=problem.message)
            self._complete = self._away = True
        except EXPECTED as problem:
            said = problem.message if isinstance(problem, CourantError) else str(problem)
            log.warning("not synchronized", reason=said)
            self._complete = True
            await _told(session, "stopped" if isinstance(problem, Stopped) else "waiting", said, one)
        except Exception:
            log.exception("the round failed; it is tried again")
            self._complete = True
            await _told(session, "waiting", "Something went wrong; the program's log says what. It will try again.")


async def once(session: Session, repository: Repository, choice: Choice) -> Outcome:
    """One complete round; raises what it raises, and says so on the site first."""
    try:
        done = await Round(session, repository, choice, complete=True).run()
    except (Stopped, Unreachable) as problem:
        await _told(session, "stopped", str(problem))
        raise
    await reported(session, repository, done)
    return done


async def reported(session: Session, repository: Repository, done: Outcome) -> None:
    """Show people the newest commit."""
    fields: dict[str, Any] = {}
    if done.tip:
        one = repository.commit(done.tip)
        fields = {"commit": one.id, "subject": one.subject[:300], "author": one.author[:150], "at": one.at.isoformat()}
    await _call(session, state="equal", **fields)


async def _told(session: Session, state: str, words: str, one: Round | None = None) -> None:
    try:
        waiting = await one.waiting() if one else 0
    except CourantError:
        waiting = 0
    await _call(session, state=state, words=words[:1000], waiting=waiting)


async def _call(session: Session, **fields: Any) -> None:
    try:
        await session.call("courant.wiki.sync.report", **fields)
    except CourantError as problem:
        log.info("the site does not know how it is", reason=problem.message)
