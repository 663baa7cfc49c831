"""WebSub (W3C, 2018): tells a hub which public feeds have changed, and the hub tells who subscribed to them.

What the hub was last told of is stored for each feed, as a hash of its content. So nothing is lost when web, a module
or the hub is away: what differs from the stored hash is told later. Feeds are read as visitors read them, so the hub
never learns of what is private. Only feeds that somebody has fetched are looked at: of no other anybody knows the hub.
"""

from collections.abc import Iterable
from http.client import HTTPException
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlencode
from urllib.request import HTTPErrorProcessor, Request, build_opener

import msgspec
import structlog
from courant_kit.calls.errors import CourantError, Unavailable
from courant_kit.wire.feed import Feed
from twisted.internet.threads import deferToThread

from courant_web.accounts.person import VISITOR
from courant_web.environment import configured
from courant_web.module import module
from courant_web.pages.shell import absolute
from courant_web.programs.feeds import answers
from courant_web.programs.websub import announced
from courant_web.programs.websub.announced import digest
from courant_web.site import site
from courant_web.upstream.directory import FeedMatch
from courant_web.upstream.state import directory, invalidation

FORMS = ("", "rss/", "json/")
PATIENCE = 10.0
"""Seconds that the hub may take to answer."""

FIRST_WAIT, LONGEST_WAIT = 5.0, 3600.0
"""Seconds before a hub that did not accept is told again; the wait doubles each time."""

log = structlog.get_logger()


class Hub:
    """What is still to be compared, and to be told: `changed` are modules, `None` for all; `pending` are feeds."""

    def __init__(self) -> None:
        self.changed: set[str] | None = None
        self.pending: set[str] = set()
        self._until = self._wait = 0.0

    def heard(self, need: str | None) -> None:
        """A module published a live event (`blog.`), or anything may have changed (None)."""
        if need is None:
            self.changed = None
        elif need.endswith(".") and self.changed is not None:
            self.changed.add(need[:-1])

    async def look(self) -> None:
        """Compare the feeds of what has changed, and tell the hub of those that differ; waits after a failure."""
        if monotonic() < self._until or not (self.pending or self.changed is None or self.changed):
            return
        changed, self.changed = self.changed, set()
        for path, told in await module.in_thread(announced.all_of_them):
            found = directory.feed(unquote(path).removeprefix("/")) or answers.of_site(path)
            if found and (path in self.pending or changed is None or changed & answers.modules(found)):
                self.pending.add(path)
                await self._compare(found, told)

    async def _compare(self, found: FeedMatch, told: str) -> None:
        try:
            now = digest(await _read(found))
        except Unavailable:
            return  # it stays pending
        except CourantError:
            now = told  # it is not for visitors any more, or gone
        if now == told or await self._told(found.path):
            self.pending.discard(found.path)
            await module.in_thread(announced.told, found.path, now)

    async def _told(self, path: str) -> bool:
        if monotonic() < self._until:
            return False
        accepted = await deferToThread(_tell, configured().hub, [absolute(f"{path}{form}") for form in FORMS])
        self._wait = 0.0 if accepted else min(LONGEST_WAIT, 2 * self._wait or FIRST_WAIT)
        self._until = monotonic() + self._wait
        return bool(accepted)


hub = Hub()


def start() -> None:
    """Receive what changes."""
    invalidation.droppers.append(hub.heard)


async def _read(found: FeedMatch) -> Feed:
    if found.procedure:
        return await _feed(found.procedure, found.named)
    feeds = [await _feed(entry.procedure, {}) for entry in directory.feeds()]
    return answers.merged(feeds, site.name)


async def _feed(procedure: str, named: dict[str, Any]) -> Feed:
    directory.refuse_suspended(procedure)
    return msgspec.convert(await module.session.read(procedure, VISITOR.wire(""), **named), Feed)


class _NoRedirects(HTTPErrorProcessor):
    def http_response(self, request: Request, response: Any) -> Any:
        return response

    https_response = http_response


def _tell(address: str, topics: Iterable[str]) -> bool:
    """Tell the hub of new content at these addresses; returns whether it accepted all of them. Runs in a thread."""
    return all(_accepted(address, topic) for topic in topics)


def _accepted(address: str, topic: str) -> bool:
    data = urlencode({"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}).encode()
    request = Request(address, data=data, headers={"User-Agent": "Courant"})  # noqa: S310 - a setting, which is checked
    try:
        with build_opener(_NoRedirects).open(request, timeout=PATIENCE) as answer:
            status = int(answer.status)
    except (OSError, HTTPException) as error:
        log.warning("the hub did not answer", hub=address, topic=topic, error=str(error))
        return False
    if not 200 <= status < 300:
        log.warning("the hub did not accept", hub=address, topic=topic, status=status)
    return 200 <= status < 300
