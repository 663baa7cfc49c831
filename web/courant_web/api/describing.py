"""`GET /api/openapi.json`: the HTTP API of this site, with the procedures that the caller may call."""

import asyncio
from typing import Any

import msgspec
import structlog
from courant_kit.calls.errors import CourantError, Forbidden
from courant_kit.process import discovery
from courant_kit.wire import openapi
from courant_kit.wire.described import Document, read
from django.http import HttpRequest, HttpResponse

from courant_web.accounts.tokens import Bearer
from courant_web.api.described import Entry, joined, pages
from courant_web.api.door import through
from courant_web.environment import configured
from courant_web.module import module
from courant_web.upstream.directory import Listed
from courant_web.upstream.gateway import answered
from courant_web.upstream.state import directory, site

PATIENCE = 3.0
"""Seconds that a module has to describe its contract."""

log = structlog.get_logger()


@through("GET", "HEAD")
async def describe(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """The document, as OpenAPI 3.1."""
    present = [one for one in directory.modules if one.present and not one.suspended]
    contracts = await asyncio.gather(*map(_contract, present))
    found = joined(contracts, lambda uri, one: _is_for(bearer, uri, one))
    document = openapi.of_schemas(
        found, version=discovery.version("web") or "0", title=site.name,
        server=configured().site_url,
    )  # fmt: skip
    return HttpResponse(msgspec.json.encode(document), content_type="application/json")


async def _contract(listed: Listed) -> tuple[str, Document]:
    """The module's name with its contract, or with its pages if it does not describe its contract in time."""
    name = listed.module
    try:
        return name, read(await answered(_asked(name), PATIENCE))
    except CourantError as error:
        log.info("only the pages of a module are known", module=name, reason=str(error)[:200])
        return name, pages(listed)


async def _asked(name: str) -> Any:
    return await module.session.call(f"courant.{name}.contract.show")


def _is_for(bearer: Bearer, uri: str, one: Entry) -> bool:
    """Whether the bearer may use an entry, as far as its role and the token's scopes say."""
    narrow = bool(bearer.token) and any(who.startswith("audience:") for who in one.who)
    if not (bearer.person.role in one.who or narrow):
        return False
    try:
        return not bearer.token or bearer.scopes.hears(uri) or bool(bearer.scopes.extent(uri, discovery.names()))
    except Forbidden:
        return False
