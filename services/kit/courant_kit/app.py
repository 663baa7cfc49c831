"""A complete module in one file, with one import for its author (`docs/tutorial.md`, `examples/guestbook`)."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, TypeVar, get_type_hints, overload

from django.apps import AppConfig
from django.db import models
from django.urls import path
from django.utils.safestring import SafeString
from msgspec import Meta

from courant_kit.calls.caller import ADMINS, EDITORS, EVERYONE, MEMBERS, Caller, Role
from courant_kit.calls.errors import Conflict, Forbidden, Gone, Invalid, NotFound
from courant_kit.content.templates import draw
from courant_kit.live.audience import EVERYBODY, Audience
from courant_kit.live.fragment import Fragment, FragmentId, Item, Rendering
from courant_kit.process.django_settings import setup
from courant_kit.wire import contract
from courant_kit.wire.contract import Contract, Procedure
from courant_kit.wire.feed import Feed, Sitemap, SitemapEntry, SitemapRequest
from courant_kit.wire.manifest import FeedEntry, MenuEntry
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing, Payload
from courant_kit.wire.routes import routes, serves
from courant_kit.wire.search import Document, Documents, DocumentsChanged, WantedDocuments, documents, documents_changed
from courant_kit.wire.signatures import understood

__all__ = [
    "ADMINS", "EDITORS", "EVERYONE", "MEMBERS", "App", "Caller", "Conflict", "Forbidden", "FragmentId", "Gone",
    "Invalid", "Item", "Line", "NotFound", "Nothing", "Page", "Payload", "models",
]  # fmt: skip

H = TypeVar("H", bound=Callable[..., Any])
K = TypeVar("K", int, str)
R = TypeVar("R", bound=models.Model)
Render = Callable[[Any], Rendering | None]

Line = Annotated[str, Meta(min_length=1, max_length=200)]
"""A line of text that must not be empty, as a field of a Payload."""


class App:
    """A module in a single file, named after the file. Pages, calls and fragments are declared where they are defined.

    Create it first, `app = App(__name__, "Guestbook")`: it sets Django up with a database for the module, and the
    file's models belong to it. Their tables are created on the first run; if tables will change later, write a package
    with migrations instead. Templates are files beside it, and `scripts` and `styles` name files in the folder
    `static/` beside it (see Module). `version` defaults to that of the distribution `courant-<name>`.
    `module` is the Module behind it.
    """

    def __init__(
        self, file: str, title: str, *, scripts: Iterable[str] = (), styles: Iterable[str] = (), order: int = 100,
        version: str | None = None,
    ) -> None:  # fmt: skip
        source = _SingleFile(file, sys.modules[file])
        self._settings = setup(
            source.label, templates=Path(source.path), INSTALLED_APPS=["courant_kit.store", source],
            MIGRATION_MODULES={source.label: None},
        )  # fmt: skip
        from courant_kit.module import Module

        self.name = source.label
        self.module = Module(
            self.name, title, Contract(self.name), scripts=scripts, styles=styles, order=order, version=version,
            static=Path(source.path) / "static",
        )  # fmt: skip

    def page(self, address: str, *, icon: str = "") -> Callable[[H], H]:
        """Register the decorated `page(caller, request)` for an address, such as `guestbook/<int:year>/`.

        Instead of a request it may have each field as a parameter: `page(caller, year: int)`. With an `icon` the page
        appears in the site's menu, under the module's title.
        """

        def declare(handler: H) -> H:
            uri = f"courant.{self.name}.page.{handler.__name__}"
            request, answer = understood(uri, handler)
            procedure = contract.page(uri, request, doc=handler.__doc__ or "")
            manifest = self.module.manifest
            manifest.routes += routes([path(address, serves(procedure), name=handler.__name__)])
            if icon:
                manifest.menu.append(MenuEntry(manifest.title, f"/{address}", icon, manifest.order))
            self._declare(procedure, answer)
            return handler

        return declare

    def call(self, noun_verb: str, *, who: frozenset[Role] = EVERYONE, writes: bool = True) -> Callable[[H], H]:
        """Register the decorated `call(caller, request)` as `courant.<module>.<noun>.<verb>`, in one transaction.

        Instead of a request it may have each of its fields as a parameter: `sign(caller, text: Line)`.
        """

        def declare(handler: H) -> H:
            uri = f"courant.{self.name}.{noun_verb}"
            request, answer = understood(uri, handler)
            returned = get_type_hints(handler).get("return")
            self._declare(Procedure(uri, request, returned, who, writes=writes, doc=handler.__doc__ or ""), answer)
            return handler

        return declare

    @overload
    def fragment(self, *, audience: Audience = ...) -> Callable[[Render], Fragment[None]]: ...
    @overload
    def fragment(
        self, *, key: type[K], audience: Audience | Callable[[K], Audience] = ...
    ) -> Callable[[Render], Fragment[K]]: ...
    def fragment(self, *, key: Any = NoneType, audience: Any = EVERYBODY) -> Any:
        """Declare a live fragment, named after the decorated function, which renders it.

        The function's name then refers to the declaration: `entries()` is the id of the fragment that
        `def entries(fragment)` renders, and `entry(7)` is the id of one with a key. Only the `audience` may see it.
        """

        def declare(render: Render) -> Fragment[Any]:
            doc = (render.__doc__ or "").strip()
            declared = Fragment(f"{self.name}.{render.__name__}", key=key, audience=audience, doc=doc)
            self.module.contract.add(declared)
            self.module.renders(declared)(render)
            return declared

        return declare

    def documents(self, handler: Callable[[WantedDocuments], Documents]) -> Callable[[WantedDocuments], Documents]:
        """Register the decorated `documents(request)`, which offers the module's documents to the site's search."""
        procedure = documents(self.name)
        self.module.contract.add(documents_changed(self.name))
        self.module.manifest.documents = procedure.uri
        self.module.contract.add(procedure)

        def answer(caller: Caller, request: WantedDocuments) -> Documents:
            return handler(request)

        self.module.handles(procedure)(answer)
        return handler

    def offers(self, model: type[R]) -> Callable[[Callable[[R], Document | None]], Callable[[R], Document | None]]:
        """Offer the rows of a model to the site's search: the decorated function makes the document of one.

        The key of a document is the row's primary key. If the function returns None, nobody finds the row.
        """

        def declare(document: Callable[[R], Document | None]) -> Callable[[R], Document | None]:
            def offered(request: WantedDocuments) -> Documents:
                rows = model._default_manager.order_by("pk")  # noqa: SLF001 - Django documents it
                if request.keys:
                    rows = rows.filter(pk__in=request.keys)
                elif request.after:
                    rows = rows.filter(pk__gt=request.after)
                found = ((str(row.pk), document(row)) for row in rows.iterator(chunk_size=100))
                return Documents.of(request, ((place, one) for place, one in found if one is not None))

            self.documents(offered)
            return document

        return declare

    def feed(self, address: str, title: str = "") -> Callable[[Callable[[], Feed]], Callable[[], Feed]]:
        """Publish the feed that the decorated function returns at an address, such as `guestbook/feed/`.

        Everybody may read it; `title` defaults to the module's.
        """

        def declare(feed: Callable[[], Feed]) -> Callable[[], Feed]:
            uri = f"courant.{self.name}.feed.{feed.__name__}"
            procedure = Procedure(uri, Nothing, Feed, doc=feed.__doc__ or "The newest entries, as a feed.")

            def answer(caller: Caller, request: Nothing) -> Feed:
                return feed()

            self._declare(procedure, answer)
            manifest = self.module.manifest
            manifest.feeds.append(FeedEntry(f"/{address}", title or manifest.title, uri))
            return feed

        return declare

    def sitemap(self, entries: Callable[[], Iterable[SitemapEntry]]) -> Callable[[], Iterable[SitemapEntry]]:
        """Put the pages that the decorated function names into the site's sitemap: pages that everybody may open."""
        uri = f"courant.{self.name}.sitemap.list"

        def answer(caller: Caller, request: SitemapRequest) -> Sitemap:
            return Sitemap.of(request, entries())

        self._declare(Procedure(uri, SitemapRequest, Sitemap, doc="The public pages, ordered by path."), answer)
        self.module.manifest.sitemap = uri
        return entries

    def documents_changed(self, *keys: str) -> None:
        """Report that documents with these keys were created, changed or removed, after the commit."""
        from courant_kit.live import outbox

        outbox.record(documents_changed(self.name), DocumentsChanged(list(keys)))

    def every(self, seconds: float) -> Callable[[H], H]:
        """Run the decorated function, which has no arguments, every so many seconds; see Module.every."""
        return self.module.every(seconds)

    def embed(self, fragment: FragmentId[Any], *, tag: str = "section", attributes: str = "") -> SafeString:
        """A live fragment as an element for a page's HTML; see Module.embed."""
        return self.module.embed(fragment, tag=tag, attributes=attributes)

    def touch(self, *fragments: FragmentId[Any]) -> None:
        """Mark fragments of the module as changed: they are rendered and published after the commit."""
        from courant_kit.live import outbox

        outbox.touch(*fragments)

    def render(self, template: str, **context: Any) -> str:
        """The HTML of a template beside the file."""
        return draw(template, **context)

    def items(self, template: str, rows: Iterable[models.Model]) -> list[Item]:
        """One child of a list fragment for each row; the template gets the row, under its model's name, and `key`."""
        return [self._item(template, row) for row in rows]

    def run(self) -> None:
        """Join the router and answer until the process is stopped."""
        from courant_kit.process.run import run

        run(self.module, self._settings)

    def _item(self, template: str, row: models.Model) -> Item:
        name = str(row._meta.model_name)  # noqa: SLF001 - Django documents it
        key = f"{name}-{row.pk}"
        return Item(key, self.render(template, key=key, **{name: row}))

    def _declare(self, procedure: Procedure, handler: Callable[..., Any]) -> None:
        self.module.contract.add(procedure)
        self.module.handles(procedure)(handler)


class _SingleFile(AppConfig):
    """The Django app of a single file, whether imported or run as `__main__`."""

    default_auto_field = "django.db.models.BigAutoField"

    def __init__(self, name: str, module: Any) -> None:
        self.label = Path(module.__file__).stem
        super().__init__(name, module)

    def import_models(self) -> None:
        """Use the models in the file itself."""
        super().import_models()
        self.models_module = self.module
