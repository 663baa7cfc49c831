"""Faults of modules that web meets: the log and administrators learn what was wrong, the reader gets a reference."""

from datetime import UTC, datetime, timedelta
from secrets import token_hex
from time import monotonic
from typing import Any

import structlog
from courant_kit.calls.errors import FAULT, CourantError, Foreign, Internal, Invalid
from courant_kit.wire import site
from courant_kit.wire.page import Page, page_from
from courant_kit.wire.payload import encode
from courant_kit.words import gettext
from msgspec import ValidationError
from msgspec.structs import replace
from twisted.internet.defer import ensureDeferred

from courant_web.module import module
from courant_web.upstream.state import breaker

BOUNDS = {
    "title": 1_000, "description": 5_000, "canonical": 2_000, "feed": 2_000, "image": 2_000, "author": 1_000,
    "published": 100, "modified": 100, "location": 8_000, "fragments": 10_000, "scripts": 100, "styles": 100,
    "html": 6_000_000,
}  # fmt: skip
"""The characters or entries that a part of a page has at most: far more than any page needs."""

log = structlog.get_logger()


def page_of(procedure: str, name: str, result: Any) -> Page:
    """The result of a module's page procedure as a Page; raises Internal and reports the module if it is not one."""
    try:
        page = bounded(page_from(result))
    except (ValidationError, Invalid) as error:
        reference = token_hex(4)
        what = "nothing, or keyword results," if result is None else f"a value that is not a Page ({error})"
        report(name, f"{procedure} answered with {what} instead of one positional value, a Page.", reference)
        raise Internal(gettext(FAULT).format(reference=reference), reference=reference) from error
    breaker.answered(name)
    return replace(page, module=name)


def bounded(page: Page) -> Page:
    """The page, if each of its parts is as long as it may be; raises Invalid."""
    for field, most in BOUNDS.items():
        if len(getattr(page, field)) > most:
            raise Invalid(f"its {field} has more than {most:,} characters or entries", field=field)
    return page


def foreign(procedure: str, name: str, error: Foreign) -> None:
    """Report a module whose procedure answered with an error that is not Courant's; its text stays in the log."""
    report(name, f"{procedure} raised {error.named[:100]}, which is none of courant.error.*", error.reference)


def late(procedure: str, name: str, seconds: float) -> None:
    """Report a module that did not answer for so many seconds."""
    report(name, f"{procedure} answered nothing for {seconds:g} seconds.", "")


def note(name: str, words: str) -> None:
    """Tell core what a module did that made nobody wait."""
    ensureDeferred(_tell(site.Fault(name, words, "", datetime.now(UTC))))


def report(name: str, words: str, reference: str) -> None:
    """Tell the log and core what was wrong with a module's answer, without waiting for core.

    If it was not the first time, the module is held back for a while.
    """
    log.error("wrong answer", module=name, words=words, reference=reference)
    now, seconds = datetime.now(UTC), breaker.failed(name, monotonic())
    held = now + timedelta(seconds=seconds) if seconds else None
    fault = site.Fault(name, words[:300], reference, now, held)
    ensureDeferred(_tell(fault))


async def _tell(fault: site.Fault) -> None:
    try:
        await module.session.call(site.FAULT.uri, **encode(fault))
    except CourantError as error:
        log.info("core has not heard it", reference=fault.reference, why=error.message)
