"""Learns the site's time zone when the blog joins, and whenever an administrator changes it."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog
from courant_kit.calls.errors import CourantError
from courant_kit.wire import site

from courant_blog.module import module
from courant_blog.writing.scheduling import clock
from courant_blog.zone import clocks

SHOW, CHANGED = "courant.core.site.show", "courant.core.site.changed"

log = structlog.get_logger()


async def follow() -> None:
    """Subscribe first, then ask. If core is away, it asks every module to announce itself when it is back."""
    await module.session.subscribe(CHANGED, _changed)
    await module.session.subscribe(site.WANTED.uri, _wanted)
    await learn()


async def learn() -> None:
    """Ask core for the time zone; if it does not answer, the one known so far stays."""
    try:
        shown = await module.session.call(SHOW)
    except CourantError as error:
        log.info("the time zone known so far stays", reason=error.message)
        return
    adopt(shown.get("time_zone"))


def adopt(name: object) -> None:
    """Schedule by the clocks of this zone from now on; a name that this machine does not know changes nothing."""
    if not isinstance(name, str) or name == clocks.zone.key:
        return
    try:
        clocks.zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        log.warning("unknown time zone", name=name[:60])
        return
    clock.begin_again()


async def _changed(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    adopt(kwargs.get("time_zone"))


async def _wanted(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    await learn()


module.before_calls.append(follow)
