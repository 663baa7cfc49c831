"""The handlers of the calls with which a library is kept."""

from typing import TYPE_CHECKING, Any

from courant_kit.calls.caller import Caller
from courant_kit.live import outbox
from courant_kit.media import files, library, uploads, uses
from courant_kit.media.library import Moved
from courant_kit.media.terms import Uploads
from courant_kit.wire.answers import Answer, Undo
from courant_kit.wire.uploads import DescribeMedia, ListMedia, MediaList, MoveMedia, NamedMedia, RemoveMedia
from courant_kit.words import gettext as _
from courant_kit.words import ngettext

if TYPE_CHECKING:
    from courant_kit.module import Module


def attach(module: "Module", terms: Uploads) -> None:
    """Register the handlers."""
    calls = terms.calls
    _listing(module, terms)

    @module.handles(calls.describe)
    def describe(caller: Caller, request: DescribeMedia) -> Answer:
        stored = library.describe(request)
        outbox.touch(calls.changes())
        return Answer(location=f"{files.path(module.name, stored.name)}/", notice=_("Saved."))

    @module.handles(calls.move)
    def move(caller: Caller, request: MoveMedia) -> Answer:
        moved = library.move(request)
        outbox.touch(calls.changes())
        return _moved(moved, calls.move.uri)

    @module.handles(calls.remove)
    def remove(caller: Caller, request: RemoveMedia) -> Answer:
        count = library.remove(request.names)
        _renew(module, terms, request.names)
        words = ngettext(
            "One file has been moved into the bin.", "{count} files have been moved into the bin.", count
        ).format(count=count)
        answer = _undoable(words, calls.restore.uri, {"names": request.names})
        answer.location = f"/media/{module.name}/" if request.leave else ""
        return answer

    @module.handles(calls.restore)
    def restore(caller: Caller, request: NamedMedia) -> Answer:
        count = library.restore(request.names)
        _renew(module, terms, request.names)
        words = ngettext("One file has been restored.", "{count} files have been restored.", count).format(count=count)
        return _undoable(words, calls.remove.uri, {"names": request.names})


def _listing(module: "Module", terms: Uploads) -> None:
    @module.handles(terms.calls.list)
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


def _moved(moved: Moved, uri: str) -> Answer:
    count = len(moved.names)
    if moved.goal:
        words = ngettext(
            "One file has been moved into “{goal}”.", "{count} files have been moved into “{goal}”.", count
        )
    else:
        words = ngettext(
            "One file has been moved out of their folders.",
            "{count} files have been moved out of their folders.",
            count,
        )
    return _undoable(words.format(count=count, goal=moved.goal), uri, {"names": moved.names, "folders": moved.before})


def _undoable(notice: str, uri: str, fields: dict[str, Any]) -> Answer:
    return Answer(notice=notice, undo=Undo(call=uri, fields=fields))


def _renew(module: "Module", terms: Uploads, removed: list[str]) -> None:
    """Touch the library, and the fragments that show these files, so that nobody gets a cached one."""
    places = terms.places({key for name in removed for key in uses.places_of(name)}).values()
    found = (module.renderings.find(place.fragment) for place in places if place.fragment)
    outbox.touch(terms.calls.changes(), *filter(None, found))
