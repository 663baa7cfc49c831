"""Uploaded files: fetched from the module that stores them, which decides at each request who may see one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec
from courant_kit.calls.errors import CourantError, Forbidden
from courant_kit.wire.standard import MediaFile
from courant_kit.words import gettext as _
from courant_kit.words import ngettext
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from courant_web.accounts.grants import requester
from courant_web.accounts.person import VISITOR, Person
from courant_web.front.cache_policy import cache_policy
from courant_web.front.security_headers import SVG
from courant_web.pages import attachments, refusal, shell
from courant_web.upstream.gateway import read_for

FOREVER = "public, max-age=31536000, immutable"
SHARED = f"{FOREVER}, s-maxage=300"
"""A browser that has seen a file may keep it. A cache for many asks again: the file may be for fewer people now."""

OWN = "private, no-cache"
KINDS = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml")
INLINE = KINDS[:-1]
"""The kinds that a browser shows when their address is opened: a drawing (SVG) is a document, which could have code."""


@dataclass(slots=True)
class Found:
    """A file, with all of its content."""

    file: MediaFile
    data: bytearray


async def show(request: HttpRequest, module: str, name: str) -> HttpResponse:
    """A file; its content never changes under one name. Nothing in it runs: not in a page, not where it is opened."""
    try:
        found = await _found(request, f"courant.{module}.media.get", name)
    except CourantError as error:
        return refusal.show(request, error.status, error.message)
    file = found.file
    tag = f'"{name}"'
    if not file.shared and request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag, "Cache-Control": OWN})
    response = HttpResponse(bytes(found.data), content_type=file.content_type)
    response["Cache-Control"] = SHARED if file.shared else OWN
    if not file.shared:
        response["ETag"] = tag
    response["Content-Security-Policy"] = SVG
    response["Cross-Origin-Resource-Policy"] = "same-site"
    if file.content_type not in KINDS:
        response["Content-Type"] = "application/octet-stream"
    if file.content_type not in INLINE:
        response["Content-Disposition"] = _attached(file.title)
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted = policy.shared = file.shared
    policy.fragments |= file.fragments
    return response


async def upload(request: HttpRequest, module: str) -> HttpResponse:
    """Store the files of the library's form, and lead back to the library."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person = await requester(request)
    try:
        stored = await attachments.stored(request, person, module)
    except CourantError as error:
        return refusal.show(request, error.status, error.message)
    count = len(stored)
    words = ngettext("One file has been uploaded.", "{count} files have been uploaded.", count).format(count=count)
    messages.success(request, words if count else _("No file was chosen."))
    location = shell.here(f"/media/{module}/")
    return HttpResponse(status=303, headers={"Location": location, "Cache-Control": "no-store"})


async def _found(request: HttpRequest, procedure: str, name: str) -> Found:
    """The file. If visitors may not see it, repeat the call for the signed-in person, for whom alone the answer is."""
    try:
        return await _complete(VISITOR, request, procedure, name)
    except Forbidden:
        person = await requester(request)
        found = await _complete(person, request, procedure, name)
        found.file.shared = False
        return found


async def _complete(person: Person, request: HttpRequest, procedure: str, name: str) -> Found:
    """All parts of a file; the first says how many bytes there are."""
    file = _file(await read_for(person, request, procedure, {"name": name}))
    data = bytearray(file.data)
    while len(data) < file.size:
        more = _file(await read_for(person, request, procedure, {"name": name, "start": len(data)})).data
        if not more:
            break
        data += more
    return Found(file, data)


def _file(answer: Any) -> MediaFile:
    return msgspec.convert(answer, MediaFile, strict=False)


def _attached(title: str) -> str:
    """The header that makes a browser save a file under its title (RFC 6266, RFC 8187)."""
    return f"attachment; filename*=UTF-8''{quote(title, safe='')}" if title else "attachment"
