"""Follows the modules of the site: the documents of each, as it comes, changes them, and goes.

A module is asked by a worker of its own, so that a slow one delays nobody. Its topic is subscribed first; then the
versions of its documents are compared with those stored, and what differs is fetched. Later its events name what to
fetch. So nothing is missed, however long one of the two was away.
"""

from collections.abc import Awaitable
from typing import Any, NamedTuple

import msgspec
import structlog
from courant_kit.calls.errors import CourantError, Unavailable
from courant_kit.wire import site
from courant_kit.wire.payload import decode, encode
from courant_kit.wire.search import (
    LARGEST_ANSWER,
    MOST_DOCUMENTS,
    MOST_KEYS,
    Document,
    DocumentsChanged,
    WantedDocuments,
    documents_changed,
)
from twisted.internet import reactor
from twisted.internet.defer import Deferred, ensureDeferred
from twisted.internet.error import TimeoutError as TimedOut

from courant_search import parts, storing
from courant_search.module import module
from courant_search.noticing import notice

MODULES, MODULE_CHANGED = "courant.core.module.list", "courant.core.module.changed"

PATIENCE = 60.0
"""Seconds that a module has to answer."""
AGAIN = 5.0
"""Seconds until what failed is tried again."""

log = structlog.get_logger()
clock: Any = reactor


class Batch(NamedTuple):
    """Documents that came, and the keys of those that are gone and of those still to be asked for."""

    found: list[Document]
    gone: list[str]
    rest: list[str]


class Source:
    """A module whose documents are followed; `procedure` offers them."""

    def __init__(self, name: str, procedure: str) -> None:
        self.name, self.procedure = name, procedure
        self.subscribed = self.busy = False
        self.stale = True
        self.changed: dict[str, None] = {}

    def wake(self) -> None:
        """Begin to work, unless it works already."""
        if not self.busy:
            self.busy = True
            _background(self._work(), self.name)

    async def heard(self, topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        """Receive the keys of documents that changed."""
        self.changed |= dict.fromkeys(decode(kwargs, DocumentsChanged).keys)
        self.wake()

    async def _work(self) -> None:
        try:
            await self._subscribe()
            while self.stale or self.changed:
                if self.stale:
                    self.stale = False
                    await self._compare()
                else:
                    await self._fetch_changed()
        except (CourantError, TimedOut, msgspec.ValidationError) as error:
            self.stale = True
            log.warning("documents are not up to date", module=self.name, reason=str(error))
            clock.callLater(AGAIN, _retry, self)
        finally:
            self.busy = False

    async def _subscribe(self) -> None:
        if not self.subscribed:
            await module.session.subscribe(documents_changed(self.name).uri, self.heard)
            self.subscribed = True

    async def _compare(self) -> None:
        """Fetch what has another version than the stored one, and delete what is no longer there."""
        there: dict[str, Document] = {}
        after, more = "", True
        while more:
            request = WantedDocuments(after=after, brief=True, limit=MOST_DOCUMENTS)
            found, after = await self._ask(request)
            there |= {one.key: one for one in found}
            more = bool(after)
        # First what is perhaps for fewer people now: to fetch everything else may take long.
        audiences = {key: str(one.audience) for key, one in there.items()}
        await self._drop(await module.in_thread(storing.for_others, self.name, audiences))
        here = await module.in_thread(storing.versions, self.name)
        await self._drop([key for key in here if key not in there])
        await self._fetch([key for key, one in there.items() if here.get(key) != one.version])

    async def _fetch_changed(self) -> None:
        keys = list(self.changed)[:MOST_KEYS]
        for key in keys:
            del self.changed[key]
        await self._fetch(keys)

    async def _fetch(self, keys: list[str]) -> None:
        """Store the documents with these keys as they are now; the next are on their way meanwhile."""
        coming = _begun(self._batch(keys)) if keys else None
        while coming:
            batch = await coming
            coming = _begun(self._batch(batch.rest)) if batch.rest else None
            if batch.found:
                notice(await module.running.write(storing.put, self.name, batch.found))
            await self._drop(batch.gone)

    async def _drop(self, keys: list[str]) -> None:
        if keys:
            notice(await module.running.write(storing.drop, self.name, keys))

    async def _batch(self, keys: list[str]) -> Batch:
        """As many of the documents with these keys as are stored at once."""
        found: dict[str, Document] = {}
        gone, rest, size = list[str](), keys, 0
        while rest and len(found) < storing.AT_ONCE and size < LARGEST_ANSWER:
            asked, rest = rest[:MOST_KEYS], rest[MOST_KEYS:]
            some, more = await self._ask(WantedDocuments(keys=asked))
            found |= {one.key: one for one in some}
            size += sum(len(one.text) for one in some)
            left = [key for key in asked if key not in found]
            if some and more:
                rest = left + rest
            else:
                gone += left
        return Batch(list(found.values()), gone, rest)

    async def _ask(self, request: WantedDocuments) -> tuple[list[Document], str]:
        call = _begun(module.session.read(self.procedure, **encode(request)))
        answer = await call.addTimeout(PATIENCE, clock)
        found = [one for one in (self._read(fields) for fields in answer["documents"]) if one]
        return found, str(answer.get("next", ""))

    def _read(self, fields: dict[str, Any]) -> Document | None:
        """A document; None, and a line in the log, if it is not valid: it must not hide the others."""
        try:
            return decode(fields, Document)
        except CourantError as error:
            log.warning("a document is not valid", module=self.name, key=str(fields.get("key")), reason=error.message)
            return None


sources: dict[str, Source] = {}


async def begin() -> None:
    """Follow the modules of the site; called on each join."""
    for source in sources.values():
        source.subscribed, source.stale = False, True
    await module.session.subscribe(MODULE_CHANGED, _module_changed)
    await module.session.subscribe(site.WANTED.uri, _wanted)
    await look()


async def look() -> None:
    """Follow the modules that core lists now, if this replica leads; drop the documents of those that are removed."""
    try:
        listed = (await module.session.call(MODULES))["modules"]
    except Unavailable:
        return  # core asks for us when it is back
    parts.learn(listed)
    if not await module.running.leads():
        return
    for one in listed:
        _follow(one["module"], one.get("documents", ""), present=one["present"])
    offering = {one["module"] for one in listed if one.get("documents")}
    for name in await module.in_thread(storing.modules):
        if name not in offering:
            sources.pop(name, None)
            notice(await module.running.write(storing.drop, name))


def _follow(name: str, procedure: str, *, present: bool) -> None:
    if not procedure:
        return
    source = sources.setdefault(name, Source(name, procedure))
    source.procedure = procedure
    if present:
        source.wake()


async def _module_changed(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    source = sources.get(kwargs.get("module", ""))
    if source:
        source.stale = True
    await look()


async def _wanted(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    await look()


def _retry(source: Source) -> None:
    if module.running.joined and sources.get(source.name) is source:
        source.wake()


def _begun(work: Awaitable[Any]) -> "Deferred[Any]":
    return ensureDeferred(_awaited(work))


async def _awaited(work: Awaitable[Any]) -> Any:
    return await work


def _background(work: Awaitable[None], name: str) -> None:
    done = _begun(work)
    done.addErrback(lambda fail: log.error("documents cannot be stored", module=name, exc_info=fail.value))


@module.every(10.0)
def lead() -> None:
    """Begin to follow if this replica leads and does not yet, as after another one has died."""
    clock.callFromThread(_begin_to_lead)


def _begin_to_lead() -> None:
    if not sources and module.running.joined:
        _background(look(), module.name)


module.on_join.append(begin)
