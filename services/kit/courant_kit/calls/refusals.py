"""Errors as people and programs see them: error pages, sentences, and references into the log."""

from secrets import token_hex

import structlog

from courant_kit.calls.caller import PEOPLE, SERVICES, Caller, OneModule, Role
from courant_kit.calls.errors import FAULT, CourantError, Internal, Suspended
from courant_kit.content.templates import draw
from courant_kit.live.audience import EVERYBODY, PERSONAL, ROLES, Audience
from courant_kit.wire.contract import Who
from courant_kit.wire.page import Page
from courant_kit.words import gettext as _
from courant_kit.words import marked

log = structlog.get_logger()

TITLES = {
    403: marked("Not for you"),
    404: marked("There is no such page"),
    410: marked("Deleted"),
    422: marked("There is no such page"),
    429: marked("Too fast"),
    503: marked("Back in a moment"),
}
PLURALS = {
    "visitor": marked("visitors"),
    "member": marked("members"),
    "editor": marked("editors"),
    "admin": marked("admins"),
}
WRONG = marked("Something went wrong")


def page(error: CourantError) -> Page:
    """The error page of a page procedure. For an address with invalid arguments it is the page for "not found"."""
    status = 404 if error.status == 422 else error.status
    title = _("Suspended") if isinstance(error, Suspended) else _(TITLES.get(status, WRONG))
    html = draw(
        "courant/error.html", status=status, title=title, message=error.message,
        reference=error.details.get("reference"),
    )  # fmt: skip
    return Page(status=status, title=title, html=html, audience=EVERYBODY if status == 404 else PERSONAL, noindex=True)


def internal(error: Exception, where: str) -> Internal:
    """The error that a caller gets for a fault. The log has the exception, under the same reference."""
    reference = token_hex(4)
    log.error("fault", where=where, reference=reference, exc_info=error)
    return Internal(_(FAULT).format(reference=reference), reference=reference)


def suspended() -> Suspended:
    """The error with which a suspended module answers every call."""
    return Suspended(
        _("This part of the site has been suspended by an administrator. It returns by itself when it is resumed.")
    )


def not_for(caller: Caller, who: Who) -> str:
    """A sentence for a caller without the right: who has it."""
    if isinstance(who, OneModule):
        who = SERVICES
    if isinstance(who, Audience):
        who = frozenset(Role(one) for one in ROLES.get(who, ROLES["members"]))
    if caller.role is Role.VISITOR and who & set(PEOPLE):
        return _("Please sign in first.")
    if caller.is_(who):
        return _("This is for others only.")
    people = [role.value for role in PEOPLE if role in who]
    words = _("This is for {people} only.").format(people=_listed(people))
    return words if people else _("This is for the site's own services only.")


def _listed(roles: list[str]) -> str:
    words = [_(PLURALS[role]) for role in roles]
    return (
        _("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else "".join(words)
    )
