"""Browser code and styles of modules, fetched from the module that has them."""

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.wire import assets
from courant_kit.wire.standard import AssetFile
from django.http import HttpRequest, HttpResponse

from courant_web.front.cache_policy import cache_policy
from courant_web.front.security_headers import SVG
from courant_web.programs.media import FOREVER
from courant_web.upstream.gateway import read


async def show(request: HttpRequest, module: str, version: str, name: str) -> HttpResponse:
    """A file from the module's folder with the hash `version`; a file of another version is never sent instead.

    The extension alone determines the content type. The policy on an SVG stops any code in it, wherever it is opened.
    """
    kind = assets.content_type(name)
    if not kind:
        return _refused(404, "Files of this kind are not served.")
    try:
        answer = await read(request, f"courant.{module}.asset.get", version=version, name=name)
        file = msgspec.convert(answer, AssetFile, strict=False)
    except CourantError as error:
        return _refused(error.status, error.message)
    response = HttpResponse(file.data, content_type=kind)
    response["Cache-Control"] = FOREVER
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if kind == assets.KINDS[".svg"]:
        response["Content-Security-Policy"] = SVG
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted = policy.shared = True
    return response


def _refused(status: int, message: str) -> HttpResponse:
    # The file may exist in a moment: an upgrade replaces one process after another.
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{message}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
