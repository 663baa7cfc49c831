"""All errors that a caller can get, each with its WAMP URI and HTTP status."""

from secrets import token_hex
from typing import Any, ClassVar

from courant_kit.words import gettext as _
from courant_kit.words import marked


class CourantError(Exception):
    """An error for the caller: a sentence for people, a URI for programs.

    `field` names the wrong field, if there is one; `details` are plain values that are sent with the error.
    """

    uri: ClassVar[str] = "courant.error.internal"
    status: ClassVar[int] = 500

    def __init__(self, message: str, *, field: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.details = details

    def fields(self) -> dict[str, Any]:
        """The keyword arguments of the WAMP error: `details`, and `field` if there is one."""
        return {**({"field": self.field} if self.field else {}), **self.details}


class Invalid(CourantError):
    """A field has a wrong type, is unknown, or is out of bounds."""

    uri, status = "courant.error.invalid", 422


class Forbidden(CourantError):
    """The caller's role or grant does not allow this."""

    uri, status = "courant.error.forbidden", 403


class NotFound(CourantError):
    """It does not exist, or this caller may not know that it does."""

    uri, status = "courant.error.not_found", 404


class Gone(CourantError):
    """It existed and has been deleted."""

    uri, status = "courant.error.gone", 410


class PositionLost(CourantError):
    """The event log does not have what follows a position: it is deleted, or it was never there.

    `oldest` is the position before the first event that is kept, `end` the number of the newest one.
    """

    uri, status = "courant.error.position_lost", 410


class Conflict(CourantError):
    """It changed since the caller read it; `html`, if given, is a form that offers the merge."""

    uri, status = "courant.error.conflict", 409


class TooLarge(CourantError):
    """A field or the complete message exceeds its limit."""

    uri, status = "courant.error.too_large", 413


class RateLimited(CourantError):
    """Too many calls; `retry_after` is the number of seconds until the next call is accepted."""

    uri, status = "courant.error.rate_limited", 429


class Unavailable(CourantError):
    """The module that would answer is not on the router."""

    uri, status = "courant.error.unavailable", 503


class Lost(Unavailable):
    """The replica that was to answer left before it did. Whether it carried the call out is not known."""


class Suspended(Unavailable):
    """An administrator has suspended the module that would answer."""


class Internal(CourantError):
    """A fault in the service; `reference` finds it in the log."""

    uri, status = "courant.error.internal", 500


class Foreign(Internal):
    """An error that is not Courant's, such as an exception's text: `said` is for the log, the reader never sees it.

    `named` is its URI.
    """

    def __init__(self, named: str, said: str) -> None:
        self.named, self.said, self.reference = named, said, token_hex(4)
        super().__init__(_(FAULT).format(reference=self.reference), reference=self.reference)


FAULT = marked("Something went wrong on our side. If it happens again, report the reference {reference}.")
"""What somebody reads when a call ended in a fault; the log has the fault under this reference."""


AWAY = {"wamp.error.no_such_procedure"}
LOST = {"wamp.error.callee_lost", "wamp.error.canceled"}
_ALL = (Invalid, Forbidden, NotFound, Gone, PositionLost, Conflict, TooLarge, RateLimited, Unavailable, Internal)
BY_URI: dict[str, type[CourantError]] = {error.uri: error for error in _ALL}


def from_wire(uri: str, args: list[Any], kwargs: dict[str, Any]) -> CourantError:
    """The error for a WAMP ERROR message.

    It is `Unavailable` if nobody has registered the procedure or the session ended, `Lost` if the callee left before it
    answered, `Forbidden` if the router rejected the call, and `Foreign` for any other URI that is not Courant's: its
    text was not written for readers.
    """
    message = str(args[0]) if args else uri
    if uri in BY_URI:
        return BY_URI[uri](
            message, **{name: value for name, value in kwargs.items() if name not in {"self", "message"}}
        )
    if uri in LOST:
        return Lost(_("This part of the site is away for a moment."))
    if uri in AWAY or uri.startswith("wamp.close."):
        return Unavailable(_("This part of the site is away for a moment."))
    if uri == "wamp.error.not_authorized":
        return Forbidden(_("You may not do this."))
    return Foreign(uri, message)
