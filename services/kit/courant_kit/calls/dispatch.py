"""From a call on the router to its handler and back: identify the caller, check rights and input, encode the answer."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from time import monotonic
from typing import Any

import msgspec
import structlog

from courant_kit.calls import caller as callers
from courant_kit.calls import refusals, repeats
from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.deprecations import Deprecations
from courant_kit.calls.errors import CourantError, Forbidden
from courant_kit.calls.limits import Limits, Rates
from courant_kit.calls.meter import Meter
from courant_kit.calls.standing import Standing
from courant_kit.content.assets import Assets
from courant_kit.live import languages
from courant_kit.live.pages import Beside, Look, Pages
from courant_kit.live.renderings import Renderings
from courant_kit.process.timings import mark
from courant_kit.process.wamp import Disclosed
from courant_kit.wire.contract import SITE, Procedure, admits, audience_of
from courant_kit.wire.page import Page
from courant_kit.wire.payload import decode, encode
from courant_kit.words import gettext as _

Handler = Callable[[Caller, Any], Any]
"""Answers a request: a plain function runs in a thread and may use the ORM, an async function runs on the reactor."""

Run = Callable[..., Awaitable[Any]]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is admitted: who wants what of which handler, in which language.

    `key` is "" unless the caller may repeat the call.
    """

    procedure: Procedure
    handler: Handler
    caller: Caller
    request: Any
    key: str
    language: str


@dataclass(slots=True)
class Dispatch:
    """Answers the calls of one module.

    `run(function, *args)` runs a function in a thread that may use the ORM; `write` does the same in a transaction,
    which may have to queue. `standing` has the withdrawn grants, `renderings` the audiences of a page's fragments, and
    `assets` the files that a page loads. `pages` has pages made before, of the procedures in `kept`. `meter` counts the
    calls, except those to the site's own URIs: otherwise each report would be a call to report.
    """

    module: str
    run: Run
    write: Run
    standing: Standing
    renderings: Renderings
    assets: Assets
    limits: Limits = field(default_factory=lambda: Limits(Rates()))
    meter: Meter = field(default_factory=Meter)
    deprecations: Deprecations = field(default_factory=Deprecations)
    pages: Pages = field(kw_only=True)
    kept: Mapping[str, Beside] = field(default_factory=dict)

    async def answer(
        self, procedure: Procedure, handler: Handler, who: Disclosed, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        """The result of a call as plain values; raises CourantError: Internal, without details, for a fault.

        It is in the language that the caller names, and so are errors.
        """
        language, kwargs = languages.taken_from(args, kwargs)
        with languages.speaking(language):
            return await self._answer(procedure, handler, who, args, kwargs)

    async def _answer(
        self, procedure: Procedure, handler: Handler, who: Disclosed, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        started = monotonic()
        mark("received", procedure.uri)
        meter = Meter() if procedure.uri.startswith(SITE) else self.meter
        try:
            caller, fields = _understood(procedure, who, args, kwargs)
            if spaces := self.standing.spaces_of(caller.person):
                caller = replace(caller, spaces=spaces)
            self._admit(procedure, caller)
            self.deprecations.note(procedure, caller)
            key, fields = repeats.taken_from(fields) if procedure.writes else ("", fields)
            request = decode(fields, procedure.request)
            call = Call(procedure, handler, caller, request, key, languages.active())
            result = await self._handle(call)
        except CourantError as error:
            meter.refused()
            log.info("refused", procedure=procedure.uri, error=error.uri, field=error.field, ms=_since(started))
            if procedure.is_page:
                page = refusals.page(error)
                return encode(page.complete(self.module, page.audience))
            raise
        except Exception as error:
            fault = refusals.internal(error, procedure.uri)
            meter.failed(str(fault.details["reference"]), datetime.now(UTC))
            raise fault from error
        took = _since(started)
        meter.answered(took, monotonic())
        mark("answered", procedure.uri)
        log.debug("answered", procedure=procedure.uri, caller=caller.name or caller.role, ms=took)
        return result

    def _admit(self, procedure: Procedure, caller: Caller) -> None:
        if self.module in self.standing.suspended:
            raise refusals.suspended()
        if caller.authid in self.standing.withdrawn:
            raise Forbidden(_("You have been signed out, or your rights have changed. Please sign in again."))
        if not admits(procedure.who, caller):
            raise Forbidden(refusals.not_for(caller, procedure.who))
        if caller.reads_only and not procedure.only_reads:
            raise Forbidden(_("This token may only read here."))
        if not caller.exempt:
            self.limits.take(caller.source, procedure.writes, monotonic())

    async def _handle(self, call: Call) -> Any:
        if call.procedure.uri in self.kept:
            return await self._kept(call, self.kept[call.procedure.uri])
        if _is_async(call.handler):
            result = await call.handler(call.caller, call.request)
        elif call.procedure.writes:
            result = await self.write(_in_transaction, call)
        else:
            result = await self.run(_begun, call)
        return encode(self._completed(call.procedure, result, call.caller) if isinstance(result, Page) else result)

    async def _kept(self, call: Call, beside: Beside) -> Any:
        """The page that was made before, if it is still current, or else the handler's."""
        look, result = await self.run(self._looked, call, beside)
        if look is not None and look.answer is not None:
            return look.answer
        page = self._completed(call.procedure, result, call.caller)
        answer = encode(page)
        if look is not None:
            self.pages.keep(look, page, answer)
        return answer

    def _looked(self, call: Call, beside: Beside) -> tuple[Look | None, Any]:
        also = beside(call.request)
        key = (call.procedure.uri, call.language, also, msgspec.msgpack.encode(call.request))
        look = None if also is None else self.pages.look(key)
        return look, None if look is not None and look.answer is not None else _begun(call)

    def _completed(self, procedure: Procedure, page: Page, caller: Caller) -> Page:
        """The page with its fragments and files, its audience narrowed to the callers whom the procedure admits.

        Raises ValueError if a fragment in it does not admit everybody in the page's audience.
        """
        allowed = audience_of(procedure.who)
        page = self.assets.completed(page)
        page = page.complete(self.module, page.audience if allowed.includes(page.audience) else allowed)
        for fragment in filter(None, map(self.renderings.find, page.fragments)):
            if not (fragment.audience.includes(page.audience) and fragment.audience.admits(caller)):
                raise ValueError(f"{fragment} is for {fragment.audience}, in a page for {page.audience}")
        return page


def _understood(
    procedure: Procedure, who: Disclosed, args: list[Any], kwargs: dict[str, Any]
) -> tuple[Caller, dict[str, Any]]:
    caller = callers.disclosed(who.session, who.authid, who.authrole)
    if caller.role is Role.ROUTER:
        # Crossbar asks an authenticator with positional arguments: realm, authid, details.
        return caller, dict(zip(procedure.request.__struct_fields__, args, strict=False))
    if args:
        return callers.on_behalf(args[0] if isinstance(args[0], dict) else {}, who.authrole), kwargs
    return caller, kwargs


@cache
def _is_async(handler: Handler) -> bool:
    return inspect.iscoroutinefunction(handler)


def _begun(call: Call) -> Any:
    mark("started", call.procedure.uri)
    with languages.speaking(call.language):  # a thread has its own
        return call.handler(call.caller, call.request)


def _in_transaction(call: Call) -> Any:
    if not call.key:
        return _begun(call)
    who = call.caller.module or call.caller.source  # a program may have the name of a person
    return repeats.once(call.key, who, call.procedure.uri, encode(call.request), lambda: encode(_begun(call)))


def _since(started: float) -> float:
    return round((monotonic() - started) * 1000, 1)
