"""Uploaded images, fetched from the module that stores them."""

from typing import Any

import msgspec
from courant_kit.calls.errors import CourantError, Forbidden
from courant_kit.wire.standard import MediaFile
from django.http import HttpRequest, HttpResponse

from courant_web.accounts.grants import requester
from courant_web.front.cache_policy import cache_policy
from courant_web.front.security_headers import SVG
from courant_web.pages import refusal
from courant_web.upstream.gateway import call, call_for

FOREVER = "public, max-age=31536000, immutable"
OWN = "private, no-cache"
KINDS = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml")


async def show(request: HttpRequest, module: str, name: str) -> HttpResponse:
    """An image; its content never changes under one name. The policy on an SVG stops any code in it."""
    try:
        file, shared = await _found(request, f"courant.{module}.media.get", name)
    except CourantError as error:
        return refusal.show(request, error.status, error.message)
    response = HttpResponse(file.data, content_type=file.content_type)
    response["Cache-Control"] = FOREVER if shared else OWN
    response["Content-Security-Policy"] = SVG
    response["Cross-Origin-Resource-Policy"] = "same-site"
    if file.content_type not in KINDS:
        response["Content-Type"] = "application/octet-stream"
        response["Content-Disposition"] = "attachment"
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted = policy.shared = shared
    return response


async def _found(request: HttpRequest, procedure: str, name: str) -> tuple[MediaFile, bool]:
    """The file, and whether everybody may see it. If visitors may not, repeat the call for the signed-in person."""
    try:
        return _file(await call(request, procedure, name=name)), True
    except Forbidden:
        person = await requester(request)
        return _file(await call_for(person, request, procedure, {"name": name})), False


def _file(answer: Any) -> MediaFile:
    return msgspec.convert(answer, MediaFile, strict=False)
