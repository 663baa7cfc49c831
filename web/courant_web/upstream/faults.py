"""Faults of modules that web meets: the log and administrators learn what was wrong, the reader gets a reference."""

from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

import structlog
from courant_kit.calls.errors import FAULT, CourantError, Foreign, Internal
from courant_kit.wire import site
from courant_kit.wire.page import Page, page_from
from courant_kit.wire.payload import encode
from msgspec import ValidationError
from twisted.internet.defer import ensureDeferred

from courant_web.module import module

log = structlog.get_logger()


def page_of(procedure: str, name: str, result: Any) -> Page:
    """The result of a module's page procedure as a Page; raises Internal and reports the module if it is not one."""
    try:
        return page_from(result)
    except ValidationError as error:
        reference = token_hex(4)
        what = "nothing, or keyword results," if result is None else f"a value that is not a Page ({error})"
        report(name, f"{procedure} answered with {what} instead of one positional value, a Page.", reference)
        raise Internal(FAULT.format(reference), reference=reference) from error


def foreign(procedure: str, name: str, error: Foreign) -> None:
    """Report a module whose procedure answered with an error that is not Courant's; its text stays in the log."""
    report(name, f"{procedure} raised {error.named[:100]}, which is none of courant.error.*", error.reference)


def report(name: str, words: str, reference: str) -> None:
    """Tell the log and core what was wrong with a module's answer, without waiting for core."""
    log.error("wrong answer", module=name, words=words, reference=reference)
    fault = site.Fault(name, words[:300], reference, datetime.now(UTC))
    ensureDeferred(_tell(fault))


async def _tell(fault: site.Fault) -> None:
    try:
        await module.session.call(site.FAULT.uri, **encode(fault))
    except CourantError as error:
        log.info("core has not heard it", reference=fault.reference, why=error.message)
