"""What is uploaded: the handlers of the calls for a file that comes piece by piece, and a picture in one call."""

from typing import TYPE_CHECKING, Any

from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.errors import Invalid, Unavailable
from courant_kit.live import outbox
from courant_kit.media import files, uploads
from courant_kit.media.terms import Uploads
from courant_kit.store.models import Media
from courant_kit.wire.uploads import BeginUpload, NamedUpload, PutPiece, Uploaded, UploadState
from courant_kit.words import gettext as _

if TYPE_CHECKING:
    from courant_kit.module import Module

_decoding: set[str] = set()
"""The uploads whose content is being decoded."""


def attach(module: "Module", terms: Uploads) -> None:
    """Register the handlers."""
    calls = terms.calls

    @module.handles(calls.begin)
    async def begin(caller: Caller, request: BeginUpload) -> UploadState:
        allowed = uploads.allowance(caller, terms.librarians)
        return await module.running.write(uploads.begin, caller, request, allowed)  # type: ignore[no-any-return]

    @module.handles(calls.state)
    def state(caller: Caller, request: NamedUpload) -> UploadState:
        return uploads.state(caller, request.upload)

    @module.handles(calls.put)
    async def put(caller: Caller, request: PutPiece) -> UploadState:
        is_next = await module.in_thread(uploads.store, caller, request)
        if not is_next:
            return await module.in_thread(uploads.state, caller, request.upload)  # type: ignore[no-any-return]
        return await module.running.write(uploads.advance, caller, request)  # type: ignore[no-any-return]

    @module.handles(calls.finish)
    async def finish(caller: Caller, request: NamedUpload) -> Uploaded:
        upload, data = await module.in_thread(uploads.assembled, caller, request.upload)
        if data:
            made = await _decoded(module, terms, caller, upload, data)
            stored = await module.running.write(_finished, terms, upload, made)
            await module.in_thread(uploads.clear, upload)
        else:
            stored = await module.in_thread(files.row, upload.name)
        return uploads.uploaded(module.name, stored, upload.title)


async def receive(module: "Module", caller: Caller, data: bytes, librarians: frozenset[Role]) -> str:
    """Store a picture that comes in one call, as if it were uploaded, and return its path on the site.

    Raises TooLarge, Invalid, and RateLimited.
    """
    allowed = uploads.allowance(caller, librarians)
    await module.in_thread(uploads.check_may_add, caller, len(data), allowed)
    made = await module.running.aside(_added, data)
    stored: Media = await module.running.write(uploads.add, caller, made, len(data), allowed)
    return files.path(module.name, stored.name)


def _added(data: bytes) -> files.Made:
    files.content_type(data)
    return files.made(data, "", "", others=False)


async def _decoded(module: "Module", terms: Uploads, caller: Caller, upload: Any, data: bytes) -> files.Made:
    """The content of a complete upload, decoded once: a picture can take long, and it was uploaded within a quota."""
    if upload.pk in _decoding:
        raise Unavailable(_("This file is being checked. Please wait a moment."))
    _decoding.add(upload.pk)
    try:
        made: files.Made = await module.running.aside(_made, caller, terms, upload.title, data)
    except Invalid:
        await module.running.write(uploads.reject, upload)
        await module.in_thread(uploads.clear, upload)
        raise
    finally:
        _decoding.discard(upload.pk)
    return made


def _made(caller: Caller, terms: Uploads, title: str, data: bytes) -> files.Made:
    allowed = uploads.allowance(caller, terms.librarians)
    kept = uploads.keeps(caller, terms.librarians)
    return files.made(data, title, uploads.owner_of(caller), others=allowed.others, kept=kept)


def _finished(terms: Uploads, upload: Any, made: files.Made) -> Media:
    stored = files.record(made)
    uploads.finished(upload, stored)
    outbox.touch(terms.calls.changes())
    return stored
