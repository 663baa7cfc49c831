"""`POST /api/call/<procedure>`: a call with its arguments as JSON; the answer is the procedure's result."""

from dataclasses import replace
from typing import Any

import msgspec
from courant_kit.calls.again import KEY
from courant_kit.calls.errors import Invalid, NotFound
from courant_kit.process import discovery
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from courant_web.accounts.person import Person
from courant_web.accounts.scopes import Extent
from courant_web.accounts.tokens import Bearer
from courant_web.api.arguments import fields_of, too_large, with_key
from courant_web.api.door import through
from courant_web.paths import PROCEDURE
from courant_web.upstream.gateway import call_for


@through("POST")
async def call(request: HttpRequest, bearer: Bearer, procedure: str) -> HttpResponse:
    """Make the call on behalf of the bearer; raises CourantError."""
    if not PROCEDURE.fullmatch(procedure):
        raise NotFound("A procedure has a name of four parts, such as courant.blog.post.list.")
    fields = fields_of(_body(request), request.headers.get("Content-Type", ""))
    person = covered(bearer, procedure)
    result = await _made(person, request, procedure, fields)
    return HttpResponse(msgspec.json.encode(result, enc_hook=str), content_type="application/json")


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig as error:
        raise too_large() from error


def covered(bearer: Bearer, procedure: str) -> Person:
    """The bearer as the one who calls; raises Forbidden if the token's scopes do not cover the procedure."""
    if not bearer.token:
        return bearer.person
    extent = bearer.scopes.extent(procedure, discovery.names())
    return replace(bearer.person, reads_only=extent is Extent.READING)


async def _made(person: Person, request: HttpRequest, procedure: str, fields: dict[str, Any]) -> Any:
    """The result; a key that comes in the header and that the procedure does not want, since it only reads, is lost."""
    header = request.headers.get("Idempotency-Key")
    if header is None or ".page." in procedure:
        return await call_for(person, request, procedure, fields)
    try:
        return await call_for(person, request, procedure, with_key(fields, header))
    except Invalid as error:
        if error.field != KEY or KEY in fields or not _is_unknown(error):
            raise
        return await call_for(person, request, procedure, fields)


def _is_unknown(error: Invalid) -> bool:
    """Whether the procedure has no such field; modules on the kit of 0.1 say so in words only."""
    return error.details.get("unknown") is True or "no field" in error.message
