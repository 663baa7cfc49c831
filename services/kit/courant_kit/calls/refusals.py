"""Errors as people and programs see them: error pages, sentences, and references into the log."""

from secrets import token_hex

import structlog

from courant_kit.calls.caller import PEOPLE, SERVICES, Caller, OneModule, Role
from courant_kit.calls.errors import FAULT, CourantError, Internal, Suspended
from courant_kit.content.templates import draw
from courant_kit.live.audience import EVERYBODY, PERSONAL, ROLES, Audience
from courant_kit.wire.contract import Who
from courant_kit.wire.page import Page

log = structlog.get_logger()

TITLES = {
    403: "Not for you",
    404: "Not found",
    410: "Deleted",
    422: "Not found",
    429: "Too fast",
    503: "Back in a moment",
}


def page(error: CourantError) -> Page:
    """The error page of a page procedure. For an address with invalid arguments it is the page for "not found"."""
    status = 404 if error.status == 422 else error.status
    title = "Suspended" if isinstance(error, Suspended) else TITLES.get(status, "Something went wrong")
    html = draw(
        "courant/error.html", status=status, title=title, message=error.message,
        reference=error.details.get("reference"),
    )  # fmt: skip
    return Page(status=status, title=title, html=html, audience=EVERYBODY if status == 404 else PERSONAL, noindex=True)


def internal(error: Exception, where: str) -> Internal:
    """The error that a caller gets for a fault. The log has the exception, under the same reference."""
    reference = token_hex(4)
    log.error("fault", where=where, reference=reference, exc_info=error)
    return Internal(FAULT.format(reference), reference=reference)


def suspended() -> Suspended:
    """The error with which a suspended module answers every call."""
    return Suspended(
        "This part of the site has been suspended by an administrator. It returns by itself when it is resumed."
    )


def not_for(caller: Caller, who: Who) -> str:
    """A sentence for a caller without the right: who has it."""
    if isinstance(who, OneModule):
        who = SERVICES
    if isinstance(who, Audience):
        who = frozenset(Role(one) for one in ROLES.get(who, ROLES["members"]))
    if caller.role is Role.VISITOR and who & set(PEOPLE):
        return "Please sign in first."
    if caller.is_(who):
        return "This is for others only."
    people = [role.value for role in PEOPLE if role in who]
    return f"This is for {_listed(people)}s only." if people else "This is for the site's own services only."


def _listed(words: list[str]) -> str:
    return "s and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
