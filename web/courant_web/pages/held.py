"""Caches the error page of a module that is held back, for a few seconds: visitors ask for it again and again."""

import asyncio
from time import monotonic

from courant_web.front.cache_policy import CachePolicy
from courant_web.pages import shell
from courant_web.upstream.menu import ID as MENU
from courant_web.upstream.state import breaker, invalidation

PERIOD = float(shell.RETRY)
"""Seconds for which it is cached at most: a browser is told to wait as long before it asks again."""

_ends: dict[str, int] = {}


def offer(policy: CachePolicy, module: str, menu_version: int) -> None:
    """Allow caching of the page until the period ends, or the pause of the module if that is earlier.

    The page depends on a fragment that nobody publishes. Its version is the number of the period, and a timer of web's
    own gives it the next one. An event of the module itself drops nothing here: it may publish without end.
    """
    now = monotonic()
    number, fragment = int(now // PERIOD), f"web.held-{module}"
    policy.wanted, policy.fragments = True, {fragment: number, MENU: menu_version}
    if _ends.get(module) != number:
        _ends[module] = number
        wait = min((number + 1) * PERIOD - now, breaker.held(module, now))
        asyncio.get_running_loop().call_later(wait, invalidation.heard, fragment, number + 1)
