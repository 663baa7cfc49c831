"""Follows the site over the router: its modules, its menu, every live event, and that there are domain events."""

import asyncio
from time import monotonic
from typing import Any

import structlog
from courant_kit.calls.errors import CourantError, Unavailable
from courant_kit.live.audience import Audience
from courant_kit.live.languages import FIELD
from msgspec import ValidationError

from courant_web.accounts import grants, memberships
from courant_web.contract import MEMBERSHIP, WITHDRAWN
from courant_web.front.cache_policy import base
from courant_web.module import module
from courant_web.site import site
from courant_web.upstream import faults
from courant_web.upstream.gateway import answered
from courant_web.upstream.menu import LOOK
from courant_web.upstream.state import breaker, copies, directory, doorbell, invalidation, menu

ALL = "courant."
CHANGED = "courant.core.module.changed"
LIST = "courant.core.module.list"
SINCE = "courant.core.live.since"
SHOW = "courant.core.site.show"
CLOSE = "wamp.session.kill_by_authid"
WHY = "You have been signed out, or your rights have changed."

SHELL_PATIENCE = 2.0
"""Seconds for which a page waits for the menu in its language."""

AFTER = 5.0
"""Seconds for which core is not asked for a language again that it did not answer in."""

WARNED = 10.0
"""Seconds between two warnings about one module."""

log = structlog.get_logger()
_warned: dict[str, float] = {}
_asking: dict[tuple[str, asyncio.AbstractEventLoop], asyncio.Task[None]] = {}
_failed: dict[str, float] = {}


def start() -> None:
    """Register the handlers for whenever web joins or leaves the router."""
    module.on_join.append(follow)
    module.on_join.append(publish_withdrawn)
    module.on_leave.append(lose)


async def follow() -> None:
    """Subscribe first, then fetch the current state, so that no event is missed; answers may be cached from now on."""
    await module.session.subscribe(ALL, _live, match="prefix")
    await module.session.subscribe(CHANGED, _changed)
    _failed.clear()
    invalidation.reset(closed=False)
    await refresh()
    for listed in directory.modules:
        doorbell.ring(listed.module)


def lose() -> None:
    """Empty and close the caches: without the router's events, no cached answer can be trusted."""
    invalidation.reset(closed=True)


async def refresh() -> None:
    """Fetch the modules, the menu and the settings from core; if core is away, those known so far stay."""
    try:
        await _refresh_copies(known=False)
        version = menu.version
        directory.load(await module.session.call(LIST), version)
        await _refresh_site()
    except Unavailable:
        log.info("core is away; the modules known so far stay")
    invalidation.reset(closed=False)


async def removed(name: str) -> bool:
    """Whether a module that did not answer is no longer one of the site's; web may not have received that yet."""
    if not directory.is_present(name):
        return False
    try:
        listed = (await module.session.call(LIST))["modules"]
    except Unavailable:
        return False
    return all(one["module"] != name for one in listed)


async def publish_withdrawn() -> None:
    """Publish withdrawn grants and each person's spaces, for services that joined before web could answer them."""
    withdrawn = await module.in_thread(grants.withdrawn)
    if withdrawn:
        await module.session.publish(WITHDRAWN.uri, {"grants": withdrawn})
    for name, spaces in (await module.in_thread(memberships.everybody)).items():
        await module.session.publish(MEMBERSHIP.uri, {"name": name, "spaces": spaces})


async def sweep() -> None:
    """Publish the events that other processes (the command line) have recorded, and close withdrawn sockets."""
    await module.running.wake()
    await close_withdrawn()


async def close_withdrawn() -> None:
    """Ask the router to close the sockets of withdrawn grants, repeatedly until none can be left."""
    for authid in await module.in_thread(grants.unclosed):
        await module.session.call(CLOSE, authid, reason=WITHDRAWN.uri, message=WHY)
    await module.in_thread(grants.mark_closed)


async def _live(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    _, name, audience, rest = topic.split(".")
    if not Audience(audience).known:
        doorbell.ring(name, kwargs.get("event"))
        return
    fragment, version = kwargs.get("id"), kwargs.get("version")
    if not isinstance(fragment, str) or not isinstance(version, int):
        return
    rest, _, language = rest.partition("@")
    if base(fragment) != f"{name}.{rest}":
        # The router lets a module publish on its own topics only, whatever it writes into an event.
        _warn(name, topic, fragment)
        return
    invalidation.heard(fragment, version)
    copy = copies.all.get(fragment)
    if copy and language:
        copy.take(kwargs, language)
    elif copy:
        if not copy.take(kwargs):
            await _refresh_copies(known=True)
        if fragment == LOOK:  # which has a new version at each change of the settings
            await _refresh_site()
        invalidation.reset(closed=False)


def _warn(name: str, topic: str, fragment: str) -> None:
    """Tell the log and administrators, but not for each of a thousand such events."""
    if monotonic() - _warned.get(name, -WARNED) < WARNED:
        return
    _warned[name] = monotonic()
    log.warning("event of another fragment", topic=topic, fragment=fragment[:100])
    faults.note(name, "It published events about fragments of others; nobody applies them.")


async def _changed(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    if not kwargs.get("present"):
        breaker.answered(str(kwargs.get("module")))  # the process that failed is gone
    await refresh()


async def shell_in(language: str) -> None:
    """Fetch the parts of the shell in a language that are not here; without core, they stay in the default one.

    Those who ask at the same time share one call, which goes on if one of them leaves.
    """
    if not copies.lacking(language) or monotonic() - _failed.get(language, -AFTER) < AFTER:
        return
    key = language, asyncio.get_running_loop()
    if key not in _asking:
        _asking[key] = asyncio.ensure_future(_ask_shell(language))
        _asking[key].add_done_callback(lambda _: _asking.pop(key, None))
    await asyncio.shield(_asking[key])


async def _ask_shell(language: str) -> None:
    try:
        await answered(_refresh_shell(language), SHELL_PATIENCE)
    except CourantError as error:
        _failed[language] = monotonic()
        log.info("the menu stays in the default language", language=language, why=error.message)


async def _refresh_shell(language: str) -> None:
    wanted = {one.fragment: -1 for one in copies.lacking(language)}
    answer = await module.session.call(SINCE, fragments=wanted, **{FIELD: language})
    for delivery in answer["fragments"]:
        if copy := copies.all.get(delivery.get("id")):
            copy.take(delivery, language)


async def _refresh_copies(*, known: bool) -> None:
    """Fetch what is newer than the copies; if they are not `known` to be from this core, fetch all of them."""
    wanted = {fragment: copy.version if known else -1 for fragment, copy in copies.all.items()}
    answer = await module.session.call(SINCE, fragments=wanted)
    for delivery in answer["fragments"]:
        if copy := copies.all.get(delivery.get("id")):
            copy.take(delivery)


async def _refresh_site() -> None:
    try:
        site.load(await module.session.call(SHOW))
    except (CourantError, ValidationError) as error:
        log.info("the settings known so far stay", reason=str(error))
