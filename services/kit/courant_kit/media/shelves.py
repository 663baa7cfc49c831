"""The pages of a library, and the fragment that says when they change."""

from typing import TYPE_CHECKING, Any

from django.urls import re_path

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.live.audience import PERSONAL
from courant_kit.live.fragment import FragmentId
from courant_kit.media import files, library, names, uploads
from courant_kit.media.terms import Uploads
from courant_kit.store.models import Media
from courant_kit.wire.page import Page
from courant_kit.wire.routes import routes, serves
from courant_kit.wire.uploads import FilePage, LibraryPage, UploadCalls
from courant_kit.words import gettext as _

if TYPE_CHECKING:
    from courant_kit.module import Module

SHOWN = 48


def attach(module: "Module", terms: Uploads) -> None:
    """Register the pages and the fragment."""
    calls = terms.calls
    module.manifest.routes = [*_routes(module.name, calls), *module.manifest.routes]

    @module.renders(calls.changes)
    def changes(fragment: FragmentId[None]) -> str:
        """How many files there are."""
        return draw("courant/media/changes.html", count=library.listed().count())

    @module.handles(calls.library)
    def library_page(caller: Caller, request: LibraryPage) -> Page:
        return Page(title=_("Media"), html=_library(module, terms, request), audience=PERSONAL, noindex=True)

    @module.handles(calls.file)
    def file_page(caller: Caller, request: FilePage) -> Page:
        stored = files.row(request.name)
        html = draw(
            "courant/media/file.html", module=module.name, file=_Shown(module.name, stored),
            places=library.places(stored.name, terms.places), folders=library.folders(),
        )  # fmt: skip
        return Page(title=stored.title or stored.name, html=html, audience=PERSONAL, noindex=True)


def _routes(module: str, calls: UploadCalls) -> Any:
    base = f"^media/{module}/"
    return routes([
        re_path(rf"{base}\Z", serves(calls.library), name="library"),
        re_path(rf"{base}(?P<name>[0-9a-f]+[-0-9x]*\.[a-z0-9]+)/\Z", serves(calls.file), name="file"),
    ])  # fmt: skip


def _library(module: "Module", terms: Uploads, request: LibraryPage) -> str:
    show = request.show if request.show in {library.UNUSED, library.BIN} else ""
    rows = list(library.listed(request.q, request.folder, show)[request.start : request.start + SHOWN + 1])
    return draw(
        "courant/media/library.html", module=module.name, asked=request, show=show,
        files=[_Shown(module.name, one) for one in rows[:SHOWN]], folders=library.folders(),
        more=request.start + SHOWN if len(rows) > SHOWN else 0,
        changes=module.embed(terms.calls.changes(), tag="p", attributes='class="byline changes"'),
    )  # fmt: skip


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
