"""Images that people uploaded, from the module that stores them."""

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.wire.standard import MediaFile
from django.http import HttpRequest, HttpResponse

from courant_web.front.cache_policy import cache_policy
from courant_web.front.security_headers import SVG
from courant_web.pages import refusal
from courant_web.upstream.gateway import call

FOREVER = "public, max-age=31536000, immutable"
KINDS = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml")


async def show(request: HttpRequest, module: str, name: str) -> HttpResponse:
    """An image; it never changes under its name. An SVG may run nothing, wherever it is opened."""
    try:
        file = msgspec.convert(await call(request, f"courant.{module}.media.get", name=name), MediaFile, strict=False)
    except CourantError as error:
        return refusal.show(request, error.status, error.message)
    response = HttpResponse(file.data, content_type=file.content_type)
    response["Cache-Control"] = FOREVER
    response["Content-Security-Policy"] = SVG
    response["Cross-Origin-Resource-Policy"] = "same-site"
    if file.content_type not in KINDS:
        response["Content-Type"] = "application/octet-stream"
        response["Content-Disposition"] = "attachment"
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted = policy.shared = True
    return response
