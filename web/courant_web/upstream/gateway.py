"""Calls on the router on behalf of people: Django awaits them in asyncio, and Twisted carries them out."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from courant_kit.calls.errors import Unavailable
from django.http import HttpRequest
from twisted.internet.defer import ensureDeferred

from courant_web.accounts import network
from courant_web.accounts.person import VISITOR, Person
from courant_web.module import module
from courant_web.upstream.state import directory

PATIENCE = 25.0

T = TypeVar("T")


async def call_for(person: Person, request: HttpRequest, uri: str, fields: dict[str, Any]) -> Any:
    """Call a procedure on behalf of a person and return its result; raises CourantError."""
    directory.refuse_suspended(uri)
    return await answered(_session_call(uri, person.wire(network.marked(address(request))), fields))


async def read_for(
    person: Person, request: HttpRequest, uri: str, fields: dict[str, Any], patience: float = PATIENCE
) -> Any:
    """As `call_for`, of a procedure that changes nothing: if the replica that was to answer dies, another is asked."""
    directory.refuse_suspended(uri)
    return await answered(_session_read(uri, person.wire(network.marked(address(request))), fields), patience)


async def read(request: HttpRequest, uri: str, **fields: Any) -> Any:
    """As `read_for`, as a visitor."""
    return await read_for(VISITOR, request, uri, fields)


async def answered(work: Coroutine[Any, Any, T], patience: float = PATIENCE) -> T:
    """Await a coroutine that awaits Twisted's deferreds; raises Unavailable after `patience` seconds."""
    future = ensureDeferred(work).asFuture(asyncio.get_running_loop())
    try:
        outcome: T = await asyncio.wait_for(future, patience)
    except TimeoutError as error:
        raise Unavailable("This is taking too long at the moment. Please try again.") from error
    return outcome


def address(request: HttpRequest) -> str:
    """The client's network address, as reported by trusted proxies."""
    return str(request.META.get("REMOTE_ADDR") or "")


async def _session_call(uri: str, person: dict[str, Any], fields: dict[str, Any]) -> Any:
    return await module.session.call(uri, person, **fields)


async def _session_read(uri: str, person: dict[str, Any], fields: dict[str, Any]) -> Any:
    return await module.session.read(uri, person, **fields)
