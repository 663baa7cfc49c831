"""The front page, composed of the parts of the modules that are present, and the administrators' page of modules."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import structlog
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Lost, Unavailable
from courant_kit.live import languages
from courant_kit.live.audience import EVERYBODY, PERSONAL
from courant_kit.live.fragment import wrap
from courant_kit.wire.feed import Front
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing, decode
from courant_kit.wire.site import Fault
from courant_kit.words import gettext as _
from twisted.internet.defer import Deferred, DeferredList, ensureDeferred

from courant_core import contract, render, state
from courant_core.module import module
from courant_core.site import drawing
from courant_core.site.arranging import WELCOME, blocks
from courant_core.site.now import now as site
from courant_core.site.payloads import SiteSettings
from courant_core.state import registry

PATIENCE = 1.0
"""Seconds that a module has to return its part of the front page."""

FRAGMENT = contract.FRONT_PAGE()

log = structlog.get_logger()
_waiting: dict[tuple[int, str], list["Deferred[Page]"]] = {}


@module.handles(contract.PAGE_FRONT)
async def front(caller: Caller, request: Nothing) -> Page:
    """The front page. Callers who ask while a version is being composed share the result, so a crowd costs only one."""
    wanted = module.renderings.version(FRAGMENT), languages.active()
    answer: Deferred[Page] = Deferred()
    waiting = _waiting.setdefault(wanted, [])
    waiting.append(answer)
    if len(waiting) == 1:
        ensureDeferred(_compose(wanted[0])).addBoth(_answer_all, wanted)
    return await answer


@module.handles(contract.PAGE_MODULES)
def modules(caller: Caller, request: Nothing) -> Page:
    """The state of each module, live, with buttons to suspend and resume it."""
    html = render.modules(module.embed(contract.MODULES(), tag="tbody"))
    return Page(title=_("Modules"), html=html, canonical="/admin/modules/", noindex=True, styles=["modules.css"])


async def _compose(version: int) -> Page:
    return await composed(site.settings, drawing.text(site.settings.welcome), version)


async def composed(settings: SiteSettings, welcome: str, version: int | None = None) -> Page:
    """The front page with these settings and this welcome (trusted HTML); without a version, it is not live."""
    now = state.clock.seconds()
    asked = [one for one in registry.present() if one.front and not state.breaker.ask(one.module, now)]
    answers = await DeferredList([_asked(one) for one in asked], consumeErrors=True)
    parts = {one.module: answer.html for one, (found, answer) in zip(asked, answers, strict=True) if found}
    for manifest, (found, answer) in zip(asked, answers, strict=True):
        if found:
            state.breaker.answered(manifest.module)
        else:
            log.warning("left out of the front page", module=manifest.module, reason=str(answer))
            _left_out(manifest.module, cast(Any, answer))
    parts |= {WELCOME: f'<section class="prose">{welcome}</section>'} if welcome else {}
    order = [
        one for one in blocks([one.module for one in asked], settings.front, welcome=bool(welcome)) if one in parts
    ]
    html = render.front(settings.name, settings.tagline, [parts[one] for one in order])
    attributes = 'class="wide front"'
    live = wrap(FRAGMENT, version, html, tag="div", attributes=attributes) if version is not None else ""
    # A page that lacks a part is never cached.
    whole = version is not None and all(found for found, _ in answers)
    return Page(
        title=settings.name,
        html=live or f"<div {attributes}>{html}</div>",
        description=_described(settings, asked),
        canonical="/",
        audience=EVERYBODY if whole else PERSONAL,
    )


def _described(settings: SiteSettings, asked: list[Manifest]) -> str:
    """The front page in a sentence, for search engines: the tagline, or what the modules are called."""
    if settings.tagline:
        return settings.tagline
    titles = ", ".join(_(manifest.said(manifest.title, languages.active())) for manifest in asked)
    words = _("What is new on {name}: {titles}.") if titles else _("The front page of {name}.")
    return words.format(name=settings.name, titles=titles)


def _left_out(name: str, failure: Any) -> None:
    """A module that hangs or answers garbage again and again is not asked for a while: all readers would wait."""
    if failure.check(Unavailable) and not failure.check(Lost):
        return
    seconds = state.breaker.failed(name, state.clock.seconds())
    held = datetime.now(UTC) + timedelta(seconds=seconds) if seconds else None
    words = _("Its part of the front page was not there within a second, or not what it should be; it is left out.")
    state.blame(Fault(name, words, "", datetime.now(UTC), held))


def _asked(manifest: Manifest) -> "Deferred[Front]":
    return ensureDeferred(_part(manifest)).addTimeout(PATIENCE, state.clock)


async def _part(manifest: Manifest) -> Front:
    language = languages.passed_on() if languages.active() in manifest.languages else {}
    return decode(await module.session.read(manifest.front, **language), Front)


def _answer_all(outcome: Any, wanted: tuple[int, str]) -> None:
    for answer in _waiting.pop(wanted):
        answer.callback(outcome)
