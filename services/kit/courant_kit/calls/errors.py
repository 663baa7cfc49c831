"""The one tree of errors that a caller can meet, each with its WAMP URI and HTTP status."""

from typing import Any, ClassVar


class CourantError(Exception):
    """An error meant for the caller: a sentence for people, a URI for programs.

    `field` names the field that is wrong, when there is one; `details` is sent along (only plain values).
    """

    uri: ClassVar[str] = "courant.error.internal"
    status: ClassVar[int] = 500

    def __init__(self, message: str, *, field: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.details = details

    def fields(self) -> dict[str, Any]:
        """The keyword arguments of the WAMP error: `details`, and `field` when there is one."""
        return {**({"field": self.field} if self.field else {}), **self.details}


class Invalid(CourantError):
    """A field has a wrong type, is unknown, or is out of bounds."""

    uri, status = "courant.error.invalid", 422


class Forbidden(CourantError):
    """The caller's role or grant does not allow this."""

    uri, status = "courant.error.forbidden", 403


class NotFound(CourantError):
    """There is no such thing, or none that this caller may know of."""

    uri, status = "courant.error.not_found", 404


class Gone(CourantError):
    """The thing was there and has been deleted."""

    uri, status = "courant.error.gone", 410


class Conflict(CourantError):
    """The thing changed since the caller read it; `html`, if given, is a form that offers the merge."""

    uri, status = "courant.error.conflict", 409


class TooLarge(CourantError):
    """A field or the whole message is over its limit."""

    uri, status = "courant.error.too_large", 413


class RateLimited(CourantError):
    """Too many calls; `retry_after` is the number of seconds until the next is accepted."""

    uri, status = "courant.error.rate_limited", 429


class Unavailable(CourantError):
    """The module that would answer is not on the router now."""

    uri, status = "courant.error.unavailable", 503


class Suspended(Unavailable):
    """An administrator has suspended the module that would answer."""


class Internal(CourantError):
    """A fault in the service; `reference` finds it in the log."""

    uri, status = "courant.error.internal", 500


AWAY = {"wamp.error.no_such_procedure", "wamp.error.callee_lost", "wamp.error.canceled"}
BY_URI: dict[str, type[CourantError]] = {
    error.uri: error
    for error in (Invalid, Forbidden, NotFound, Gone, Conflict, TooLarge, RateLimited, Unavailable, Internal)
}


def from_wire(uri: str, args: list[Any], kwargs: dict[str, Any]) -> CourantError:
    """The error that a WAMP ERROR message stands for.

    A procedure that nobody has registered, and a session that ended, are `Unavailable`; a refusal by the router is
    `Forbidden`; what is not ours is `Internal`.
    """
    message = str(args[0]) if args else uri
    if uri in BY_URI:
        return BY_URI[uri](
            message, **{name: value for name, value in kwargs.items() if name not in {"self", "message"}}
        )
    if uri in AWAY or uri.startswith("wamp.close."):
        return Unavailable("This part of the site is away for a moment.")
    if uri == "wamp.error.not_authorized":
        return Forbidden("You may not do this.")
    return Internal(message)
