"""Uploads, served: the standard call that returns a file; and what a module with uploads answers besides."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courant_kit.calls.caller import Caller
from courant_kit.live import outbox
from courant_kit.media import access, curating, files, kinds, library, receiving, shelves, uploads
from courant_kit.media.storage import blobs
from courant_kit.media.terms import Uploads
from courant_kit.store.models import Media
from courant_kit.wire.standard import MediaFile, MediaRequest

if TYPE_CHECKING:
    from courant_kit.module import Module

PIECE = 4_000_000
"""The bytes of a file that travel in one answer, at most."""

DAILY = 24 * 3600.0


async def get(module: "Module", caller: Caller, request: MediaRequest) -> MediaFile:
    """A file, or a part of it, if the caller may see it; a rendering is made when it is first asked for."""
    stored, found = await module.in_thread(_admitted, module, caller, request.name)
    data = await module.in_thread(files.content, request.name)
    kind = stored.content_type if request.name == stored.name else kinds.AVIF.content_type
    if data is None:
        data, kind = await module.running.aside(files.narrow, stored, request.name)
    return MediaFile(
        name=request.name, content_type=kind, data=data[request.start : request.start + PIECE], size=len(data),
        title=stored.title, **found,
    )  # fmt: skip


def _admitted(module: "Module", caller: Caller, name: str) -> tuple[Media, dict[str, Any]]:
    """The row of a file, and for whom it is."""
    stored = files.row(name)
    terms = module.uploads
    if terms is None:
        return stored, {"shared": True}
    asked = caller, stored, terms.places, module.readers, terms.librarians
    fragments = access.access(*asked).fragments
    versions = outbox.versions(fragments)
    now = access.access(*asked)  # only what is decided after the versions are known is true of them
    return stored, {"shared": now.audience is not None, "fragments": versions if now.fragments == fragments else {}}


def attach(module: "Module", terms: Uploads) -> None:
    """Register the handlers and the pages of a module's uploads; raises ValueError if its contract lacks the calls."""
    blobs()  # a wrong setting is reported at the start
    receiving.attach(module, terms)
    curating.attach(module, terms)
    shelves.attach(module, terms)

    @module.every(DAILY)
    def tidy_uploads() -> None:
        uploads.forget()
        deleted = [*library.expired(), *library.idle()]
        if deleted:
            outbox.touch(terms.calls.changes())
        transaction.on_commit(partial(_drop, deleted))


def _drop(deleted: list[str]) -> None:
    for name in deleted:
        files.drop(name)
