"""The site as core knows it: its modules, who is on which page, and how changes are published."""

from datetime import UTC, datetime
from typing import Any

import structlog
from courant_kit.calls.breaker import Breaker
from courant_kit.calls.caller import BACKENDS, authroles
from courant_kit.calls.errors import RateLimited
from courant_kit.calls.limits import Limit
from courant_kit.live import languages
from courant_kit.process.wamp import SESSION_ENDED, Publication
from courant_kit.wire.payload import Nothing, encode
from courant_kit.wire.site import Fault, Languages, Suspended
from twisted.internet import reactor
from twisted.internet.defer import ensureDeferred

from courant_core import contract, models, standing
from courant_core.module import module
from courant_core.presence import Presence
from courant_core.registry import Registry
from courant_core.reports import Reports
from courant_core.spoken import Spoken
from courant_core.throttle import Throttle
from courant_core.windows import Found, Windows

GRACE = 2.0
"""Seconds after core's start in which modules may announce themselves before they count as away."""

PRESENCE_INTERVAL = 0.25
"""Seconds between two publications of who is on one page."""

MODULES_INTERVAL = 1.0
"""Seconds between two publications of the modules' state, however many replicas report."""

CHANGES_INTERVAL, CHANGES_LONGEST = 10.0, 120.0
"""Seconds between two publications of what a module that stays has changed, such as its menu entry.

Each makes every cached page out of date, so the pause doubles while the module goes on changing, up to the longest.
"""

NARROWING = 60.0
"""Seconds after which nothing is rendered any more in a language that no window shows."""

NEWS_EACH_SECOND, NEWS_AT_ONCE = 0.2, 12
"""How often a module may come or change: far more often than one that crashes is started again."""

log = structlog.get_logger()
clock: Any = reactor
registry = Registry()
presence = Presence()
reports = Reports()
breaker = Breaker(most=3)
"""Which modules are not asked for their part of the front page for a while; seconds of `clock`."""

_news = Limit(NEWS_EACH_SECOND, NEWS_AT_ONCE)
windows = Windows()
spoken = Spoken(())
"""The languages that windows show; `remember` begins it anew."""


async def remember() -> None:
    """Start afresh before the first call is answered: with the modules and the revoked credentials that are stored.

    An answer without a module would say that the site no longer has it, and one without a suspension that it has ended.
    """
    await module.session.subscribe(SESSION_ENDED, _session_ended)
    begin_languages()
    registry.begin(await module.in_thread(models.known))
    module.running.standing.suspend(registry.suspended())
    await standing.remember()
    presence.clear()
    windows.clear()
    reports.clear()
    breaker.clear()
    _news.clear()
    for throttle in (presence_throttle, modules_throttle, changes_throttle):
        throttle.reset()


async def begin() -> None:
    """Ask web about people, and every module to announce itself; windows enter presence again when core is back."""
    await standing.learn()
    await module.session.publish(contract.WANTED.uri, encode(Nothing()))
    clock.callLater(GRACE, in_background, end_grace)


async def end_grace() -> None:
    """Publish which modules have not announced themselves since core's restart."""
    for name in registry.end_grace():
        await publish_module(name)


async def publish_module(name: str) -> None:
    """Publish that a module joined, left or changed, then store that it is published.

    The order matters: after a crash between the two, the next start publishes the change again instead of losing it.
    """
    await module.touch_memory(contract.MENU())
    await module.touch_memory(contract.FRONT_PAGE())
    await module.touch_memory(contract.MODULES())
    await module.touch_memory(contract.API())
    await publish_changed(name)
    await module.in_thread(models.remember, name, registry.known)


async def publish_change(name: str) -> None:
    """Publish what a module that stays has changed, at the rate for that."""
    changes_throttle.mark(name)


async def forget_module(name: str) -> None:
    """Delete a module's entry, its suspension too, and publish that; raises KeyError if it is not known."""
    suspended = registry.known[name].suspended
    registry.forget(name)
    if suspended:
        await publish_suspended()
    await publish_module(name)


async def publish_suspended() -> None:
    """Inform the modules which of them are suspended."""
    names = registry.suspended()
    module.running.standing.suspend(names)
    await module.session.publish(contract.SUSPENDED.uri, encode(Suspended(names)))


async def publish_changed(name: str) -> None:
    """Publish whether the module is present."""
    known = registry.known.get(name)
    changed = contract.ModuleChanged(name, known is not None and known.serving)
    await module.session.publish(contract.CHANGED.uri, encode(changed))


def show(pages: list[str]) -> None:
    """Publish who is on the pages with these keys, at the rate for presence."""
    for page in pages:
        presence_throttle.mark(page)


def publish_windows(found: list[Found]) -> None:
    """Publish what happened to windows, to programs and administrators only."""
    for topic, event in found:
        receivers = Publication(roles=authroles(BACKENDS))
        in_background(module.session.publish, topic.uri, encode(event), receivers)


def begin_languages() -> None:
    """Ask for all languages of the site until the windows have had the time to report theirs."""
    global spoken  # noqa: PLW0603 - it begins anew with each session
    spoken = Spoken(languages.others())
    _narrow_later()


def note_language(session: int, language: str) -> None:
    """A window shows a page in this language."""
    if languages.others() and spoken.enter(session, language):
        in_background(_publish_languages)


def _narrow_later() -> None:
    if spoken.unused and not spoken.waits:
        spoken.waits = True
        clock.callLater(NARROWING, _narrow, spoken)


def _narrow(counted: Spoken) -> None:
    counted.waits = False
    if counted is spoken and counted.narrow():
        in_background(_publish_languages)


async def _publish_languages() -> None:
    """Inform the modules; core is one of them, and the router sends nobody an event of their own."""
    shown = spoken.shown
    await module.session.publish(contract.SHOWN.uri, encode(Languages(shown)))
    await module.running.show(shown)


def show_modules() -> None:
    """Publish the state of the modules to administrators' windows."""
    modules_throttle.mark(str(contract.MODULES()))


def count_news(name: str) -> None:
    """Count that a module comes or changes; raises RateLimited, which administrators see, if it is too often."""
    try:
        _news.take(name, clock.seconds())
    except RateLimited:
        blame(Fault(name, "It came, went or changed so often that it has to wait.", "", datetime.now(UTC)))
        raise


def blame(fault: Fault) -> None:
    """Show administrators what a module did. When its pages are asked for again, windows that wait for them do so."""
    if fault.module not in registry.known:
        return
    reports.blame(fault)
    show_modules()
    if fault.held:
        wait = max(0.0, (fault.held - datetime.now(UTC)).total_seconds())
        clock.callLater(wait, in_background, _let_again, fault.module)


async def _let_again(name: str) -> None:
    """The module is asked again: the front page may have its part, and windows that wait for its pages ask."""
    await module.touch_memory(contract.FRONT_PAGE())
    await publish_changed(name)


async def _publish_presence(page: str) -> None:
    fragment = contract.PRESENCE(page)
    await module.touch_memory(fragment)
    if page not in presence:
        module.renderings.memory.drop(fragment.base)


async def _session_ended(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    session = int(args[0])
    show(presence.leave(session))
    if languages.others():
        spoken.leave(session)
        _narrow_later()
    publish_windows(windows.end(session))
    reports.drop(session)
    replica = registry.has(session)
    name = registry.left(session)
    if name is not None:
        breaker.answered(name)  # the process that failed is gone
        await publish_module(name)
    elif replica:
        show_modules()


def in_background(work: Any, *args: Any) -> None:
    """Do work that nobody waits for, and log why it failed."""
    ensureDeferred(work(*args)).addErrback(lambda fail: log.error("could not be published", exc_info=fail.value))


def _later(seconds: float, function: Any, *args: Any) -> None:
    clock.callLater(seconds, function, *args)


presence_throttle = Throttle(lambda page: in_background(_publish_presence, page), _later, PRESENCE_INTERVAL)
changes_throttle = Throttle(lambda name: in_background(publish_module, name), _later, CHANGES_INTERVAL, CHANGES_LONGEST)
modules_throttle = Throttle(lambda _: in_background(module.touch_memory, contract.MODULES()), _later, MODULES_INTERVAL)
module.before_calls.append(remember)
module.on_join.append(begin)
