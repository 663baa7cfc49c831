"""Errors for programs as problem details (RFC 9457): the URI, a sentence for people, and the field."""

from http import HTTPStatus
from math import ceil

import msgspec
from courant_kit.calls.errors import CourantError, Invalid, Unavailable
from django.http import HttpResponse

TYPE = "application/problem+json"
AGAIN = 2
"""Seconds after which a call of a module that is away may be repeated."""


class NotAllowed(Invalid):
    """The address does not answer this method."""

    status = 405


class Malformed(Invalid):
    """The request cannot be read."""

    status = 400


class NotJson(Invalid):
    """The body has another type than JSON."""

    status = 415


def problem(error: CourantError) -> HttpResponse:
    """The response for an error."""
    response = HttpResponse(body(error), status=error.status, content_type=TYPE)
    if error.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="courant", error="invalid_token"'
    wait = error.details.get("retry_after", AGAIN if isinstance(error, Unavailable) else None)
    if wait is not None:
        response["Retry-After"] = str(ceil(float(wait)))
    return response


def body(error: CourantError) -> bytes:
    """An error as JSON: `type` is its URI, `detail` its sentence; the other fields are those of the error on WAMP."""
    own = {"type": error.uri, "title": HTTPStatus(error.status).phrase, "status": error.status, "detail": error.message}
    return msgspec.json.encode({**error.fields(), **own}, enc_hook=str)
