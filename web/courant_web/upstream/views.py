"""Hands over to core how often pages were read, every few seconds."""

from collections import Counter
from typing import Any

import structlog
from courant_kit.calls.errors import CourantError
from twisted.internet.threads import deferToThread

from courant_web.front.views import Counted, Seen, Views
from courant_web.module import module

EVERY = 5.0
"""Seconds between two handings over; what was counted in them is lost with the process."""

ADD = "courant.core.view.add"

log = structlog.get_logger()
views = Views()


async def hand_over() -> None:
    """Tell core how often pages were read since the last time; what core does not take is lost."""
    sums = views.swap()
    if not sums:
        return
    found = await deferToThread(_told_by, sums)
    if not found:
        return
    try:
        await module.session.call(ADD, pages=[_told(page, hosts) for page, hosts in found.items()])
    except CourantError as error:
        log.info("views are not counted", pages=len(found), why=error.message)


def _told_by(sums: Counter[Seen]) -> dict[Counted, Counter[str]]:
    # A large list of patterns, which takes a tenth of a second to read: no reader should wait for it.
    from crawleruseragents import is_crawler

    return views.told(sums, is_crawler)


def _told(page: Counted, hosts: Counter[str]) -> dict[str, Any]:
    return {"path": page.path, "title": page.title, "author": page.author, "hosts": dict(hosts)}
