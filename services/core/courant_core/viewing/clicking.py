"""Stores clicks inside windows; a page that is not known is asked for first, since windows may say anything."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import structlog
from courant_kit.calls.errors import CourantError
from courant_kit.live.audience import EVERYBODY
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.page import Page, page_from
from msgspec import ValidationError
from twisted.internet.defer import ensureDeferred
from twisted.internet.error import TimeoutError as TimedOut

from courant_core import state
from courant_core.module import module
from courant_core.viewing import announcing, keeping
from courant_core.viewing.sums import Clicks
from courant_core.viewing.zone import today
from courant_core.viewing_contract import PageViews

EVERY = 5.0
"""Seconds between two times of storing; what was counted in them is lost with the process."""
MOST_ASKED = 20
"""How many pages that are not known are asked for each time; clicks on what is more are not counted."""
PATIENCE = 3.0
"""Seconds that a module has to answer."""

MOST_NAMES = 1_000
"""How many addresses with another canonical one are remembered."""

Match = tuple[str, dict[str, str]]
"""The procedure of a page, and its arguments."""

log = structlog.get_logger()
clicks = Clicks()
names: dict[str, str] = {}
"""The canonical addresses of pages, by others at which windows have shown them; web counts by these too."""


class Fresh(NamedTuple):
    """A path that is not known, how often it was shown, and the page there, if a module has one."""

    path: str
    views: int
    found: Match | None


@module.every(EVERY, when=lambda: clicks.any)
def store_clicks() -> None:
    """Store the clicks on pages that are known, and have the others asked for."""
    sums = _named(clicks.take())
    known = keeping.known(sums)
    keeping.add([PageViews(path, {"": count}) for path, count in sums.items() if path in known], today())
    fresh = [(path, count) for path, count in sums.most_common() if path not in known][:MOST_ASKED]
    manifests = state.registry.present()
    state.clock.callFromThread(_begin, [Fresh(path, count, matched(manifests, path)) for path, count in fresh])


def _begin(fresh: list[Fresh]) -> None:
    announcing.announce()
    if fresh:
        ensureDeferred(_learn(fresh)).addErrback(_log)


def _named(sums: Counter[str]) -> Counter[str]:
    found = Counter[str]()
    for path, count in sums.items():
        found[names.get(path, path)] += count
    return found


def forget_names() -> None:
    """Forget canonical addresses, which may change; they are asked for again."""
    names.clear()


def _name(path: str, page: Page) -> str:
    """What the page is counted by: its canonical address, as web does, which is remembered."""
    if not page.canonical.startswith("/") or page.canonical == path:
        return path
    if len(names) >= MOST_NAMES:
        names.clear()
    names[path] = page.canonical
    return page.canonical


async def _learn(fresh: list[Fresh]) -> None:
    for path, views, found in fresh:
        page = await _asked(found)
        if page and page.status == 200 and page.audience == EVERYBODY and not page.noindex:
            counted = PageViews(_name(path, page), {"": views}, page.title[:1000], page.author[:1000])
            await module.running.write(keeping.add, [counted], today())


async def _asked(found: Match | None) -> Page | None:
    """The page as its module answers it; None if no module has one, or it does not answer."""
    if found is None:
        return None
    procedure, arguments = found
    try:
        call = ensureDeferred(_called(procedure, arguments)).addTimeout(PATIENCE, state.clock)
        return page_from(await call)
    except (CourantError, TimedOut, ValidationError):
        return None


async def _called(procedure: str, arguments: dict[str, str]) -> Any:
    return await module.session.call(procedure, **arguments)


def matched(manifests: Iterable[Manifest], path: str) -> Match | None:
    """The procedure of the page at a path, and its arguments, from the routes of modules."""
    for manifest in manifests:
        for route in manifest.routes:
            if found := re.match(route.python, path.removeprefix("/")):
                return route.procedure, found.groupdict()
    return None


def _log(fail: Any) -> None:
    log.error("clicks are not counted", exc_info=fail.value)
