"""Health checks: whether the process is alive, and whether the site is ready for people."""

import asyncio
from typing import Any

from asgiref.sync import sync_to_async
from courant_kit.calls.errors import CourantError
from courant_kit.process.threads import checked
from django.http import HttpRequest, JsonResponse

from courant_web.accounts import people
from courant_web.module import module
from courant_web.upstream.gateway import answered
from courant_web.upstream.state import directory, web

PATIENCE = 2.0


async def alive(request: HttpRequest) -> JsonResponse:
    """Always `{"alive": true}`: a process that can answer is alive."""
    return JsonResponse({"alive": True})


async def ready(request: HttpRequest) -> JsonResponse:
    """Whether the router is joined, each expected module is listed and answers, and an administrator exists.

    Until then the status is 503, and the answer says what is missing.
    """
    there = dict(zip(web.expected, await asyncio.gather(*map(_answers, web.expected)), strict=True))
    missing = [name for name, present in there.items() if not present]
    administrator = await sync_to_async(checked, thread_sensitive=False)(people.has_administrator, ())
    state = {
        "ready": not missing and module.running.joined and administrator,
        "router": module.running.joined,
        "modules": there,
        "missing": missing,
        "administrator": administrator,
    }
    return JsonResponse(state, status=200 if state["ready"] else 503, headers={"Cache-Control": "no-store"})


async def _answers(name: str) -> bool:
    listed = directory.module(name)
    if listed is None or not (listed.present or listed.suspended):
        return False  # it may answer already, but until core lists it, its pages have no addresses
    if listed.suspended:
        return True  # an administrator suspended it on purpose; the site is ready without it

    async def ask() -> Any:
        return await module.session.call(f"courant.{name}.live.since", fragments={})

    try:
        await answered(ask(), PATIENCE)
    except CourantError:
        return False
    return True
