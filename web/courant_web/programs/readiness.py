"""Health checks: whether the process is alive, and whether the site is ready (router joined, modules answering)."""

import asyncio
from typing import Any

from courant_kit.calls.errors import CourantError
from django.http import HttpRequest, JsonResponse

from courant_web.module import module
from courant_web.upstream.gateway import answered
from courant_web.upstream.state import directory, web

PATIENCE = 2.0


async def alive(request: HttpRequest) -> JsonResponse:
    """Always `{"alive": true}`: a process that can answer is alive."""
    return JsonResponse({"alive": True})


async def ready(request: HttpRequest) -> JsonResponse:
    """Whether each expected module is listed and answers; until all do, the status is 503, with the missing ones."""
    there = dict(zip(web.expected, await asyncio.gather(*map(_answers, web.expected)), strict=True))
    missing = [name for name, present in there.items() if not present]
    state = {
        "ready": not missing and module.running.joined,
        "router": module.running.joined,
        "modules": there,
        "missing": missing,
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
