"""The handlers of uploads: of the standard call that returns a file, and of the calls and pages of a library."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.errors import Invalid, Unavailable
from courant_kit.content.templates import draw
from courant_kit.live import outbox
from courant_kit.live.audience import PERSONAL
from courant_kit.media import access, files, library, names, uploads, uses
from courant_kit.media.storage import blobs
from courant_kit.media.uses import Places
from courant_kit.store.models import Media
from courant_kit.wire.answers import Answer, Undo
from courant_kit.wire.page import Page
from courant_kit.wire.routes import routes, serves
from courant_kit.wire.standard import MediaFile, MediaRequest
from courant_kit.wire.uploads import (
    BeginUpload,
    DescribeMedia,
    FilePage,
    LibraryPage,
    ListMedia,
    MediaList,
    NamedMedia,
    NamedUpload,
    PutPiece,
    UploadCalls,
    Uploaded,
    UploadState,
)

if TYPE_CHECKING:
    from courant_kit.module import Module

PIECE = 4_000_000
"""The bytes of a file that travel in one answer, at most."""

SHOWN = 48
_decoding: set[str] = set()
DAILY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Uploads:
    """The calls of a module's uploads, which its contract declares, and where uploads stand (see `media.stands`)."""

    calls: UploadCalls
    places: Places

    @property
    def librarians(self) -> frozenset[Role]:
        """Who keeps the library."""
        return self.calls.librarians


async def get(module: "Module", caller: Caller, request: MediaRequest) -> MediaFile:
    """A file, or a part of it, if the caller may see it; a rendering is made when it is first asked for."""
    stored, found = await module.in_thread(_admitted, module, caller, request.name)
    data = await module.in_thread(files.content, request.name)
    kind = stored.content_type if request.name == stored.name else "image/avif"
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
    calls = terms.calls
    module.manifest.routes = [*_routes(module.name, calls), *module.manifest.routes]
    _uploading(module, terms, calls)
    _keeping(module, terms, calls)
    _showing(module, terms, calls)

    @module.every(DAILY)
    def tidy_uploads() -> None:
        uploads.forget()
        transaction.on_commit(partial(_drop, library.expired()))


def _drop(deleted: list[str]) -> None:
    for name in deleted:
        files.drop(name)


def _routes(module: str, calls: UploadCalls) -> Any:
    from django.urls import re_path

    base = f"^media/{module}/"
    return routes([
        re_path(rf"{base}\Z", serves(calls.library), name="library"),
        re_path(rf"{base}(?P<name>[0-9a-f]+[-0-9x]*\.[a-z0-9]+)/\Z", serves(calls.file), name="file"),
    ])  # fmt: skip


def _uploading(module: "Module", terms: Uploads, calls: UploadCalls) -> None:
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
            stored = await module.running.write(_finished, upload, made)
            await module.in_thread(uploads.clear, upload)
        else:
            stored = await module.in_thread(files.row, upload.name)
        return uploads.uploaded(module.name, stored, upload.title)


async def _decoded(module: "Module", terms: Uploads, caller: Caller, upload: Any, data: bytes) -> files.Made:
    """The content of a complete upload, decoded once: a picture can take long, and it was uploaded within a quota."""
    if upload.pk in _decoding:
        raise Unavailable("This file is being checked. Please wait a moment.")
    _decoding.add(upload.pk)
    others = uploads.allowance(caller, terms.librarians).others
    try:
        made: files.Made = await module.running.aside(_made, data, upload.title, uploads.owner_of(caller), others)
    except Invalid:
        await module.running.write(uploads.reject, upload)
        await module.in_thread(uploads.clear, upload)
        raise
    finally:
        _decoding.discard(upload.pk)
    return made


def _made(data: bytes, title: str, owner: str, others: bool) -> files.Made:
    return files.made(data, title, owner, others=others)


def _finished(upload: Any, made: files.Made) -> Media:
    stored = files.record(made)
    uploads.finished(upload, stored)
    return stored


def _keeping(module: "Module", terms: Uploads, calls: UploadCalls) -> None:
    def undoable(notice: str, back: Any, names: list[str]) -> Answer:
        return Answer(notice=notice, undo=Undo(call=back.uri, fields={"names": names}))

    @module.handles(calls.list)
    def listed(caller: Caller, request: ListMedia) -> MediaList:
        keeps = caller.is_(terms.librarians)
        found = library.listed(request.query, request.folder, owner=None if keeps else uploads.owner_of(caller))
        if request.pictures:
            found = found.filter(content_type__startswith="image/")
        rows = list(found[request.start : request.start + request.limit + 1])
        return MediaList(
            files=[uploads.uploaded(module.name, one) for one in rows[: request.limit]],
            folders=library.folders() if keeps else [], more=len(rows) > request.limit,
        )  # fmt: skip

    @module.handles(calls.describe)
    def describe(caller: Caller, request: DescribeMedia) -> Answer:
        stored = library.describe(request)
        return Answer(location=f"{files.path(module.name, stored.name)}/", notice="Saved.")

    @module.handles(calls.remove)
    def remove(caller: Caller, request: NamedMedia) -> Answer:
        count = library.remove(request.names)
        _renew(module, terms, request.names)
        answer = undoable(f"{_counted(count)} moved into the bin.", calls.restore, request.names)
        answer.location = f"/media/{module.name}/"
        return answer

    @module.handles(calls.restore)
    def restore(caller: Caller, request: NamedMedia) -> Answer:
        count = library.restore(request.names)
        _renew(module, terms, request.names)
        answer = undoable(f"{_counted(count)} restored.", calls.remove, request.names)
        answer.location = f"/media/{module.name}/"
        return answer


def _renew(module: "Module", terms: Uploads, removed: list[str]) -> None:
    """Touch the fragments that show these files, so that nobody gets a cached one."""
    places = terms.places({key for name in removed for key in uses.places_of(name)}).values()
    found = (module.renderings.find(place.fragment) for place in places if place.fragment)
    outbox.touch(*filter(None, found))


def _showing(module: "Module", terms: Uploads, calls: UploadCalls) -> None:
    @module.handles(calls.library)
    def library_page(caller: Caller, request: LibraryPage) -> Page:
        show = request.show if request.show in {library.UNUSED, library.BIN} else ""
        rows = list(library.listed(request.q, request.folder, show)[request.start : request.start + SHOWN + 1])
        html = draw(
            "courant/media/library.html", module=module.name, asked=request, show=show,
            files=[_Shown(module.name, one) for one in rows[:SHOWN]], folders=library.folders(),
            more=request.start + SHOWN if len(rows) > SHOWN else 0,
        )  # fmt: skip
        return Page(title="Media", html=html, audience=PERSONAL, noindex=True)

    @module.handles(calls.file)
    def file_page(caller: Caller, request: FilePage) -> Page:
        stored = files.row(request.name)
        html = draw(
            "courant/media/file.html", module=module.name, file=_Shown(module.name, stored),
            places=library.places(stored.name, terms.places), folders=library.folders(),
        )  # fmt: skip
        return Page(title=stored.title or stored.name, html=html, audience=PERSONAL, noindex=True)


class _Shown:
    """A file as the templates show it."""

    def __init__(self, module: str, stored: Media) -> None:
        self.stored, self.name = stored, stored.name
        self.path = files.path(module, stored.name)
        self.title = stored.title or stored.name
        self.picture = stored.content_type.startswith("image/")
        self.width, self.height = names.size(stored.name)
        self.small = next(iter(names.widths(stored.name)), 0)
        self.thumbnail = names.narrowed(self.path, self.small) if self.small else self.path
        self.size = uploads.megabytes(stored.size)


def _counted(count: int) -> str:
    return "One file has been" if count == 1 else f"{count} files have been"
