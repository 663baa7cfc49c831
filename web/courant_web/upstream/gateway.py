"""Calls on the router on behalf of people: Django awaits them in asyncio, and Twisted carries them out."""

import asyncio
from collections.abc import Coroutine
from time import monotonic
from typing import Any, TypeVar

from courant_kit.calls.errors import CourantError, Foreign, Unavailable
from courant_kit.live import languages
from courant_kit.words import gettext as _
from django.http import HttpRequest
from twisted.internet.defer import ensureDeferred

from courant_web.accounts import device, network
from courant_web.accounts.person import VISITOR, Person
from courant_web.module import module
from courant_web.upstream import faults
from courant_web.upstream.state import breaker, directory

PATIENCE = 25.0
"""Seconds for which somebody who saves waits."""

READING = 10.0
"""Seconds for which a reader waits for what a module shows."""

T = TypeVar("T")


class Late(Unavailable):
    """The module has not answered in time."""


class Held(Unavailable):
    """The module failed again and again, and is not asked for a while."""


async def call_for(person: Person, request: HttpRequest, uri: str, fields: dict[str, Any]) -> Any:
    """Call a procedure on behalf of a person and return its result; raises CourantError."""
    directory.refuse_suspended(uri)
    return await answered(_call(uri, _wire(person, request), fields))


async def read_for(person: Person, request: HttpRequest, uri: str, fields: dict[str, Any]) -> Any:
    """As `call_for`, of a procedure that changes nothing: if the replica that was to answer dies, another is asked.

    Raises Held if the module is held back, and Late if it is too slow, which is also reported to administrators.
    """
    directory.refuse_suspended(uri)
    name = uri.split(".")[1]
    if breaker.ask(name, monotonic()):
        raise Held(_("This part of the site does not answer at the moment. It is asked again in a while."))
    try:
        result = await answered(_read(uri, _wire(person, request), fields), READING)
    except Late:
        faults.late(uri, name, READING)
        raise
    except (Unavailable, Foreign):
        raise
    except CourantError:
        breaker.answered(name)
        raise
    return result


async def read(request: HttpRequest, uri: str, **fields: Any) -> Any:
    """As `read_for`, as a visitor, in the site's default language."""
    with languages.speaking(languages.default()):
        result = await read_for(VISITOR, request, uri, fields)
    breaker.answered(uri.split(".")[1])
    return result


async def answered(work: Coroutine[Any, Any, T], patience: float = PATIENCE) -> T:
    """Await a coroutine that awaits Twisted's deferreds; raises Late after `patience` seconds."""
    future = ensureDeferred(work).asFuture(asyncio.get_running_loop())
    try:
        outcome: T = await asyncio.wait_for(future, patience)
    except TimeoutError as error:
        raise Late(_("This is taking too long at the moment. Please try again.")) from error
    return outcome


def address(request: HttpRequest) -> str:
    """The client's network address, as reported by trusted proxies."""
    return str(request.META.get("REMOTE_ADDR") or "")


def _wire(person: Person, request: HttpRequest) -> dict[str, Any]:
    """The person as services receive it in a call on their behalf, with the language that they read."""
    wire = person.wire(network.marked(address(request)), device.mark(device.of(request).secret))
    language = languages.active()
    return wire if language == languages.default() else {**wire, "language": language}


async def _call(uri: str, person: dict[str, Any], fields: dict[str, Any]) -> Any:
    return await module.session.call(uri, person, **fields)


async def _read(uri: str, person: dict[str, Any], fields: dict[str, Any]) -> Any:
    return await module.session.read(uri, person, **fields)
